"""The fixed words of the documents in each language, in one place.

*Why:* the truth gate allows exactly these words without a fact, each as a whole phrase; what stands
between braces is filled from facts or from the ad.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from jobwise.matching.partial_dates import PRESENT_WORDS


@dataclass(frozen=True)
class Phrases:
    """Sentence patterns of one language. Names in braces are filled; the rest claims nothing."""

    language: str
    now: str
    now_since: str
    before: str
    years: str
    key_skills: str
    courses: str
    salutation: str
    salutation_open: str
    recipient: str
    opening: str
    opening_title: str
    opening_employer: str
    opening_open: str
    now_post: str
    last_post: str
    in_all: str
    asks: tuple[str, ...]
    at: str
    quoted: str
    quoted_at: str
    listed: str
    degree: str
    certificate: str
    gap: str
    gap_near: str
    closing: str
    contact: str
    goodbye: str
    and_: str


PHRASES = {
    "en": Phrases(
        language="en",
        now="{title} at {employer}.",
        now_since="{title} at {employer} since {date}.",
        before="Most recently {title} at {employer} ({dates}).",
        years="{count} years of work experience.",
        key_skills="Key skills: {skills}.",
        courses="Courses: {courses}",
        salutation="Dear hiring team at {employer},",
        salutation_open="Dear hiring team,",
        recipient="Hiring team, {employer}",
        opening="I am applying for the post of {title} at {employer}.",
        opening_title="I am applying for the post of {title}.",
        opening_employer="I am applying for the post that you advertise at {employer}.",
        opening_open="I am applying for the post that you advertise.",
        now_post="My current post is {title} at {employer}, since {date}.",
        last_post="My most recent post was {title} at {employer} ({dates}).",
        in_all="My work experience comes to {count} years in all.",
        asks=("You ask for {asked}.", "You also ask for {asked}.", "Your list names {asked}."),
        at="At {employer} {fact}",
        quoted="From my résumé: “{fact}”.",
        quoted_at="From my work at {employer}: “{fact}”.",
        listed="My skills also include {skills}.",
        degree="My education: {degree}.",
        certificate="I hold this certificate: {certificate}.",
        gap="You will not find {skill} in my résumé yet.",
        gap_near="You will not find {skill} in my résumé yet; the nearest that I bring is {near}.",
        closing="My résumé is enclosed and gives the dates and details of all that is named here. I have "
        "kept "
        "this letter to what it shows, so that you can check every line of it against your list.",
        contact="To arrange an interview or to ask for more about any of these points, you can reach me at "
        "{contact}.",
        goodbye="Yours sincerely,",
        and_="and",
    ),
    "fr": Phrases(
        language="fr",
        now="{title} chez {employer}.",
        now_since="{title} chez {employer} depuis {date}.",
        before="Dernier poste : {title}, {employer} ({dates}).",
        years="{count} ans d’expérience professionnelle.",
        key_skills="Compétences clés : {skills}.",
        courses="Cours : {courses}",
        salutation="Madame, Monsieur,",
        salutation_open="Madame, Monsieur,",
        recipient="À l’équipe de recrutement, {employer}",
        opening="Je vous adresse ma candidature au poste suivant : {title}, {employer}.",
        opening_title="Je vous adresse ma candidature au poste suivant : {title}.",
        opening_employer="Je vous adresse ma candidature au poste que propose {employer}.",
        opening_open="Je vous adresse ma candidature au poste que vous proposez.",
        now_post="Mon poste actuel est {title} chez {employer}, depuis {date}.",
        last_post="Mon dernier poste était {title} chez {employer} ({dates}).",
        in_all="Mon expérience professionnelle est de {count} ans en tout.",
        asks=("Vous demandez {asked}.", "Vous demandez aussi {asked}.", "Votre annonce cite {asked}."),
        at="",
        quoted="Mon CV en donne un exemple : « {fact} ».",
        quoted_at="Un exemple de mon travail chez {employer} : « {fact} ».",
        listed="Mes compétences comprennent aussi : {skills}.",
        degree="Ma formation : {degree}.",
        certificate="Je suis titulaire de la certification suivante : {certificate}.",
        gap="Mon CV ne fait pas encore état de {skill}.",
        gap_near="Mon CV ne fait pas encore état de {skill} ; le plus proche est {near}.",
        closing="Mon CV joint donne les dates et le détail de tout ce qui est cité ici. Cette lettre s’en "
        "tient "
        "à ce qu’il montre, afin que vous puissiez vérifier chaque ligne.",
        contact="Pour convenir d’un entretien ou pour toute question sur ces points, vous pouvez me "
        "joindre à "
        "l’adresse suivante : {contact}.",
        goodbye="Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
        and_="et",
    ),
    "de": Phrases(
        language="de",
        now="{title} bei {employer}.",
        now_since="{title} bei {employer} seit {date}.",
        before="Zuletzt {title} bei {employer} ({dates}).",
        years="{count} Jahre Berufserfahrung.",
        key_skills="Kernkompetenzen: {skills}.",
        courses="Kurse: {courses}",
        salutation="Sehr geehrte Damen und Herren,",
        salutation_open="Sehr geehrte Damen und Herren,",
        recipient="Personalabteilung, {employer}",
        opening="ich bewerbe mich auf die ausgeschriebene Stelle als {title} bei {employer}.",
        opening_title="ich bewerbe mich auf die ausgeschriebene Stelle als {title}.",
        opening_employer="ich bewerbe mich auf die ausgeschriebene Stelle bei {employer}.",
        opening_open="ich bewerbe mich auf die von Ihnen ausgeschriebene Stelle.",
        now_post="Meine aktuelle Stelle ist {title} bei {employer}, seit {date}.",
        last_post="Meine letzte Stelle war {title} bei {employer} ({dates}).",
        in_all="Meine Berufserfahrung beträgt insgesamt {count} Jahre.",
        asks=("Sie nennen {asked}.", "Sie nennen auch {asked}.", "In Ihrer Anzeige steht {asked}."),
        at="",
        quoted="Aus meinem Lebenslauf: „{fact}“.",
        quoted_at="Aus meiner Arbeit bei {employer}: „{fact}“.",
        listed="Zu meinen Kenntnissen gehören auch: {skills}.",
        degree="Meine Ausbildung: {degree}.",
        certificate="Ich habe dieses Zertifikat: {certificate}.",
        gap="In meinem Lebenslauf steht {skill} noch nicht.",
        gap_near="In meinem Lebenslauf steht {skill} noch nicht; am nächsten kommt {near}.",
        closing="Mein Lebenslauf liegt bei und nennt Daten und Einzelheiten zu allem, was hier steht. Dieses "
        "Schreiben hält sich an das, was er zeigt, damit Sie jede Zeile prüfen können.",
        contact="Um ein Gespräch zu vereinbaren oder bei Fragen zu diesen Punkten erreichen Sie mich unter "
        "{contact}.",
        goodbye="Mit freundlichen Grüßen",
        and_="und",
    ),
    "es": Phrases(
        language="es",
        now="{title} en {employer}.",
        now_since="{title} en {employer} desde {date}.",
        before="Último puesto: {title}, {employer} ({dates}).",
        years="{count} años de experiencia profesional.",
        key_skills="Competencias clave: {skills}.",
        courses="Cursos: {courses}",
        salutation="Estimado equipo de selección de {employer}:",
        salutation_open="Estimado equipo de selección:",
        recipient="Equipo de selección, {employer}",
        opening="Presento mi candidatura al puesto de {title} en {employer}.",
        opening_title="Presento mi candidatura al puesto de {title}.",
        opening_employer="Presento mi candidatura al puesto que ofrece {employer}.",
        opening_open="Presento mi candidatura al puesto que ofrecen.",
        now_post="Mi puesto actual es {title} en {employer}, desde {date}.",
        last_post="Mi último puesto fue {title} en {employer} ({dates}).",
        in_all="Mi experiencia profesional suma {count} años en total.",
        asks=("Ustedes piden {asked}.", "También piden {asked}.", "Su anuncio nombra {asked}."),
        at="",
        quoted="De mi currículum: «{fact}».",
        quoted_at="De mi trabajo en {employer}: «{fact}».",
        listed="Mis competencias incluyen además: {skills}.",
        degree="Mi formación: {degree}.",
        certificate="Tengo este certificado: {certificate}.",
        gap="En mi currículum todavía no figura {skill}.",
        gap_near="En mi currículum todavía no figura {skill}; lo más cercano que aporto es {near}.",
        closing="Adjunto mi currículum, que da las fechas y los detalles de todo lo que aquí se nombra. "
        "Esta carta "
        "se ciñe a lo que muestra, para que puedan comprobar cada línea.",
        contact="Para concertar una entrevista o para cualquier pregunta sobre estos puntos, pueden "
        "contactarme "
        "en {contact}.",
        goodbye="Atentamente,",
        and_="y",
    ),
}


_BLANK = re.compile(r"\{\w+\}" + "".join(rf"|\b{word}\b" for word in sorted(PRESENT_WORDS)), re.IGNORECASE)
_OF_THE_AD = frozenset({"asks", "gap", "gap_near", "recipient", "salutation"}) | {
    "opening",
    "opening_title",
    "opening_employer",
}


def phrases_in(language: str) -> Phrases:
    """The phrases of a language; English where there are none of its own."""
    return PHRASES.get(language, PHRASES["en"])


def document_language(language: str) -> str:
    """The language that a profile's documents are written in."""
    return language if language in PHRASES else "en"


@lru_cache(maxsize=8)
def fixed_words(language: str) -> tuple[str, ...]:
    """Every run of template words between two blanks: what a line may say without a fact."""
    return tuple(dict.fromkeys(_fixed(phrases_in(language))))


def _fixed(phrases: Phrases) -> Iterator[str]:
    for field in fields(phrases):
        pattern = getattr(phrases, field.name)
        if field.name in _OF_THE_AD or field.name in {"and_", "language"}:
            continue
        for part in _BLANK.split(pattern):
            words = part.strip(" .,:;“”„«»()")
            if " " in words or part == pattern:
                yield words
    yield phrases.gap_near.split(";")[1].split("{")[0].strip()
    yield from (phrases.goodbye, phrases.goodbye.rstrip(","))
