"""The sentence patterns of the documents in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """Sentence patterns of one language. Names in braces are filled; the rest claims nothing.

    `at` is the employer with its preposition; see `employer_words`.
    """

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
    since_post: str
    now_post: str
    last_post: str
    in_all: str
    asks: tuple[str, ...]
    at: str
    at_first: str
    there: str
    project: str
    shown: str
    shown_at: tuple[str, ...]
    shows: str
    lists: str
    quotes: tuple[str, str]
    quoted: str
    quoted_at: str
    quoted_there: str
    listed: str
    gap: str
    gap_near: str
    degree: str
    certificate: str
    languages: str
    closing: str
    contact: str
    goodbye: str
    and_: str
    or_: str


PHRASES = {
    "en": Phrases(
        language="en",
        now="{title} {at}.",
        now_since="{title} {at} since {date}.",
        before="Most recently {title} {at} ({dates}).",
        years="{count} years of work experience.",
        key_skills="Key skills: {skills}.",
        courses="Courses: {courses}",
        salutation="Dear hiring team {at},",
        salutation_open="Dear hiring team,",
        recipient="Hiring team, {employer}",
        opening="I am applying for the post of {title} {at}.",
        opening_title="I am applying for the post of {title}.",
        opening_employer="I am applying for the post that you advertise {at}.",
        opening_open="I am applying for the post that you advertise.",
        since_post="Since {date} I have worked as {title} {at}.",
        now_post="I work as {title} {at}.",
        last_post="My most recent post was {title} {at} ({dates}).",
        in_all="In all I have {count} years of work experience.",
        asks=("You ask for {asked}:", "Your ad names {asked}:", "You look for {asked}:"),
        at="{at} {fact}",
        at_first="{at} I {fact}",
        there="There I {fact}",
        project="for my project {name} {fact}",
        shown="an example from my résumé is “{fact}”",
        shown_at=(
            "an example from my work {at} is “{fact}”",
            "under my work {at} my résumé has “{fact}”",
            "my work {at} gives an example, “{fact}”",
        ),
        shows="my résumé shows {fact}",
        lists="my résumé lists {skills} among my skills",
        quotes=("“", "”"),
        quoted="From my résumé: “{fact}”.",
        quoted_at="From my work {at}: “{fact}”.",
        quoted_there="From my work there: “{fact}”.",
        listed="My skills also include {skills}.",
        gap="Your ad asks for {asked}, which my résumé does not show, and I would rather say so.",
        gap_near="Your ad asks for {asked}, which my résumé does not show; what comes nearest "
        "there is {near}.",
        degree="My education: {degree}.",
        certificate="I hold the certificate {certificate}.",
        languages="My languages: {languages}.",
        closing="The enclosed résumé gives the dates and details of everything named here.",
        contact="You can reach me at {contact} to arrange an interview or to ask about any of these points.",
        goodbye="Yours sincerely,",
        and_="and",
        or_="or",
    ),
    "fr": Phrases(
        language="fr",
        now="{title} {at}.",
        now_since="{title} {at} depuis {date}.",
        before="Dernier poste : {title}, {employer} ({dates}).",
        years="{count} ans d’expérience professionnelle.",
        key_skills="Compétences clés : {skills}.",
        courses="Cours : {courses}",
        salutation="Madame, Monsieur,",
        salutation_open="Madame, Monsieur,",
        recipient="À l’équipe de recrutement, {employer}",
        opening="Je vous adresse ma candidature au poste suivant : {title}, {employer}.",
        opening_title="Je vous adresse ma candidature au poste suivant : {title}.",
        opening_employer="Je vous adresse ma candidature au poste proposé {at}.",
        opening_open="Je vous adresse ma candidature au poste que vous proposez.",
        since_post="Depuis {date}, je travaille comme {title} {at}.",
        now_post="Je travaille comme {title} {at}.",
        last_post="Mon dernier poste était {title} {at} ({dates}).",
        in_all="Au total, j’ai {count} ans d’expérience professionnelle.",
        asks=("Vous demandez {asked} :", "Votre annonce cite {asked} :", "Vous recherchez {asked} :"),
        at="",
        at_first="",
        there="",
        project="",
        shown="un exemple de mon CV est « {fact} »",
        shown_at=(
            "un exemple de mon travail {at} est « {fact} »",
            "mon CV indique, pour mon travail {at}, « {fact} »",
            "mon travail {at} en donne un exemple, « {fact} »",
        ),
        shows="mon CV cite {fact}",
        lists="mon CV cite {skills} parmi mes compétences",
        quotes=("« ", " »"),
        quoted="Mon CV en donne un exemple : « {fact} ».",
        quoted_at="Un exemple de mon travail {at} : « {fact} ».",
        quoted_there="Un autre exemple de ce travail : « {fact} ».",
        listed="Mes compétences comprennent aussi : {skills}.",
        gap="Votre annonce cite {asked} ; mon CV ne le montre pas, et je préfère le dire.",
        gap_near="Votre annonce cite {asked} ; mon CV ne le montre pas, ce qui s’en approche le "
        "plus est {near}.",
        degree="Ma formation : {degree}.",
        certificate="Je suis titulaire de la certification {certificate}.",
        languages="Mes langues : {languages}.",
        closing="Le CV ci-joint donne les dates et les détails de tout ce qui est cité ici.",
        contact="Vous pouvez me joindre à l’adresse {contact} pour convenir d’un entretien "
        "ou pour toute question sur ces points.",
        goodbye="Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
        and_="et",
        or_="ou",
    ),
    "de": Phrases(
        language="de",
        now="{title} {at}.",
        now_since="{title} {at} seit {date}.",
        before="Zuletzt tätig als {title} {at} ({dates}).",
        years="{count} Jahre Berufserfahrung.",
        key_skills="Kernkompetenzen: {skills}.",
        courses="Kurse: {courses}",
        salutation="Sehr geehrte Damen und Herren,",
        salutation_open="Sehr geehrte Damen und Herren,",
        recipient="Personalabteilung, {employer}",
        opening="ich bewerbe mich auf die ausgeschriebene Stelle als {title} {at}.",
        opening_title="ich bewerbe mich auf die ausgeschriebene Stelle als {title}.",
        opening_employer="ich bewerbe mich auf die ausgeschriebene Stelle {at}.",
        opening_open="ich bewerbe mich auf die von Ihnen ausgeschriebene Stelle.",
        since_post="Seit {date} arbeite ich als {title} {at}.",
        now_post="Ich arbeite als {title} {at}.",
        last_post="Zuletzt war ich {title} {at} ({dates}).",
        in_all="Insgesamt habe ich {count} Jahre Berufserfahrung.",
        asks=("Sie nennen {asked}:", "Ihre Anzeige nennt {asked}:", "Sie wünschen {asked}:"),
        at="",
        at_first="",
        there="",
        project="",
        shown="ein Beispiel aus meinem Lebenslauf ist „{fact}“",
        shown_at=(
            "ein Beispiel aus meiner Arbeit {at} ist „{fact}“",
            "im Lebenslauf steht dazu, aus meiner Arbeit {at}, „{fact}“",
            "ein Beispiel gibt meine Arbeit {at}, „{fact}“",
        ),
        shows="mein Lebenslauf nennt {fact}",
        lists="mein Lebenslauf führt {skills} unter meinen Kenntnissen auf",
        quotes=("„", "“"),
        quoted="Aus meinem Lebenslauf: „{fact}“.",
        quoted_at="Aus meiner Arbeit {at}: „{fact}“.",
        quoted_there="Ebenfalls aus dieser Arbeit: „{fact}“.",
        listed="Zu meinen Kenntnissen gehören auch: {skills}.",
        gap="In Ihrer Anzeige steht {asked}; mein Lebenslauf belegt das nicht, und das sage "
        "ich lieber gleich.",
        gap_near="In Ihrer Anzeige steht {asked}; mein Lebenslauf belegt das nicht, am nächsten "
        "kommt dort {near}.",
        degree="Meine Ausbildung: {degree}.",
        certificate="Ich habe das Zertifikat {certificate}.",
        languages="Meine Sprachen: {languages}.",
        closing="Der beiliegende Lebenslauf nennt zu allem, was hier steht, Daten und Einzelheiten.",
        contact="Sie erreichen mich unter {contact}, um ein Gespräch zu vereinbaren oder zu "
        "diesen Punkten nachzufragen.",
        goodbye="Mit freundlichen Grüßen",
        and_="und",
        or_="oder",
    ),
    "es": Phrases(
        language="es",
        now="{title} {at}.",
        now_since="{title} {at} desde {date}.",
        before="Último puesto: {title}, {employer} ({dates}).",
        years="{count} años de experiencia profesional.",
        key_skills="Competencias clave: {skills}.",
        courses="Cursos: {courses}",
        salutation="Estimado equipo de selección:",
        salutation_open="Estimado equipo de selección:",
        recipient="Equipo de selección, {employer}",
        opening="Presento mi candidatura al puesto de {title} {at}.",
        opening_title="Presento mi candidatura al puesto de {title}.",
        opening_employer="Presento mi candidatura al puesto anunciado {at}.",
        opening_open="Presento mi candidatura al puesto que ofrecen.",
        since_post="Desde {date} trabajo como {title} {at}.",
        now_post="Trabajo como {title} {at}.",
        last_post="Mi último puesto fue {title} {at} ({dates}).",
        in_all="En total tengo {count} años de experiencia profesional.",
        asks=("Ustedes piden {asked}:", "Su anuncio nombra {asked}:", "Buscan {asked}:"),
        at="",
        at_first="",
        there="",
        project="",
        shown="un ejemplo de mi currículum es «{fact}»",
        shown_at=(
            "un ejemplo de mi trabajo {at} es «{fact}»",
            "mi currículum recoge, de mi trabajo {at}, «{fact}»",
            "mi trabajo {at} da un ejemplo, «{fact}»",
        ),
        shows="mi currículum nombra {fact}",
        lists="mi currículum nombra {skills} entre mis competencias",
        quotes=("«", "»"),
        quoted="De mi currículum: «{fact}».",
        quoted_at="De mi trabajo {at}: «{fact}».",
        quoted_there="También de ese trabajo: «{fact}».",
        listed="Mis competencias incluyen además: {skills}.",
        gap="Su anuncio nombra {asked}; mi currículum no lo muestra, y prefiero decirlo.",
        gap_near="Su anuncio nombra {asked}; mi currículum no lo muestra, lo más cercano es {near}.",
        degree="Mi formación: {degree}.",
        certificate="Tengo el certificado {certificate}.",
        languages="Mis idiomas: {languages}.",
        closing="El currículum adjunto da las fechas y los detalles de todo lo que aquí se nombra.",
        contact="Pueden contactarme en {contact} para concertar una entrevista o para "
        "preguntar por cualquiera de estos puntos.",
        goodbye="Atentamente,",
        and_="y",
        or_="o",
    ),
}
