"""Stage 1: an ad's text to what it says and what it asks for."""

import re
from collections import Counter
from typing import NamedTuple

from jobwise.domain.posting import JobAnalysis
from jobwise.errors import UnusableJob
from jobwise.matching.occupations import occupations_in
from jobwise.matching.trades import terms_of
from jobwise.pipeline.ad.conditions import conditions_of
from jobwise.pipeline.ad.contact_person import contact_in
from jobwise.pipeline.ad.employers import employer_of
from jobwise.pipeline.ad.experience import degree_asked, years_asked
from jobwise.pipeline.ad.page_words import without_page_words
from jobwise.pipeline.ad.particulars import employment_type_of, remote_of
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.pay import salary_in
from jobwise.pipeline.ad.places import place_of
from jobwise.pipeline.ad.requirements import requirements_of
from jobwise.pipeline.ad.titles import seniority_of, title_of

FEWEST_WORDS = 20
MOST_CHARACTERS = 100_000
MOST_TERMS = 80
"""Words of an ad that its kind of work is told by; what comes after them is small talk."""
_ON_THE_WORK = frozenset({"duties", "must", "nice"})
_FUNCTION_WORDS = {
    "en": "the and to of with for you we our are will is your in",
    "de": "und der die das mit für wir sie sind ein eine zu im den",
    "fr": "et le la les des vous nous pour une dans est sur avec du de en au aux à ou",
    "es": "y el la los las con para una que en del tu se por de al",
    "it": "e il la le di per con una che nel del sono gli",
    "nl": "en de het een van voor met je wij zijn op bij",
    "pt": "e o a os as de para com uma que em do da você",
    "sv": "och att det som en ett på är av för med till vi du din har inte om",
    "pl": "i w z na do się nie jest oraz dla od o po przy",
}
_AD_WORDS_OF = {
    "en": "experience years work skills requirements hours full-time role",
    "de": "erfahrung jahre arbeit kenntnisse aufgaben ausbildung stunden profil vollzeit teilzeit",
    "fr": "expérience années travail compétences poste diplôme heures profil temps",
    "es": "experiencia años trabajo conocimientos requisitos funciones jornada horas técnico título",
    "it": "esperienza anni lavoro competenze requisiti mansioni ore tempo offriamo",
    "nl": "ervaring jaar werk kennis eisen taken uren opleiding functie",
    "pt": "experiência anos trabalho conhecimentos requisitos funções horas técnico vaga",
    "sv": "erfarenhet års arbete krav kunskap tjänst utbildning heltid deltid",
    "pl": "doświadczenie doświadczenia praca wymagania znajomość obowiązki etat umowa",
}
"""*Why beside those:* a short ad is a list, and lists have few of them, shared by kin."""
_ENDINGS = {"es": r"(?:ción|ciones)", "pt": r"(?:ção|ções)", "it": r"(?:zione|zioni)", "de": r"(?:ung|ungen)"}
"""How words end in one of these languages alone."""
_RESUME_HEADING = re.compile(
    r"^\s*(?:work |professional |employment )?(?:experience|history|education|skills|summary|profile"
    r"|languages|"
    r"certifications?|projects|references|interests|berufserfahrung|ausbildung|formation|experiencia|educación)\s*:?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\s*(?:-|–|—|to|bis|à|until)+\s*(?:[A-Za-zà-ÿ]{3,9}\.?\s*)?(?:\d\d[./-])?"
    r"(?:(?:19|20)\d\d|present|current|now|today|heute|aujourd|actual)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_AD_WORDS = re.compile(
    r"\b(?:appl(?:y|ication|icants?|ying)|candidates?|we are|we're|we offer|you will|you'll|join|our team|"
    r"requirements|responsibilities|qualifications|the role|hiring|vacancy|salary|benefits|"
    r"wir (?:suchen|bieten)|bewerb\w+|nous (?:recherchons|offrons)|candidat\w*|buscamos|ofrecemos"
    r"|must have)\b",
    re.IGNORECASE,
)


_TOO_LONG = re.compile(r"[^\s\u2e80-\uffff]{120,}|\S{1000,}")
"""What is no word and no address, and no line of a script without blanks.

*Why no rule looks at it:* some take a time that grows faster than a word does."""


class Pointed(NamedTuple):
    """Words of an ad that somebody else found in it: the title, the employer, what is asked for."""

    title: str = ""
    employer: str = ""
    asks: tuple[str, ...] = ()


def analyze_job(text: str, pointed: Pointed = Pointed()) -> JobAnalysis:  # noqa: B008 (frozen)
    """Read an ad. Requirements point into `text` exactly as it was given.

    pointed: words to look at as well. *Why not more than that:* what they mean, and whether it must be, is
    told by the same rules for everybody.
    Raises: UnusableJob when it is too short, too long, a résumé, or asks for nothing.
    """
    check_ad(text)
    ad = without_page_words(_TOO_LONG.sub(lambda word: " " * len(word[0]), text))
    passages = passages_of(ad)
    lines = "\n".join(passage.text for passage in passages)
    employer = employer_of(ad, lines, pointed.employer)
    wanted = pointed.title if occupations_in(pointed.title) else ""
    title = next((t for t in (title_of(lines, passages), wanted) if t and t != employer), "")
    place, language = place_of(ad, lines), language_of(ad)
    requirements = requirements_of(ad, passages, (title, employer or "", place or ""), pointed.asks)
    if not (requirements or occupations_in(title)):
        raise UnusableJob(
            "Nothing that is asked for was found in this text",
            "Paste the whole ad, with what the employer asks for, or write the requirements one a line.",
            code="no-requirements",
        )
    return JobAnalysis(
        title=title or None,
        employer=employer or None,
        location=place,
        contact=contact_in(ad, language),
        employment_type=employment_type_of(lines),
        remote=remote_of(lines),
        seniority=seniority_of(title or None),
        salary=salary_in(ad),
        years_experience_min=years_asked(requirements),
        degree_min=degree_asked(requirements, ad),
        requirements=requirements,
        conditions=tuple(conditions_of(passages)),
        terms=terms_of((p.text for p in passages if p.section in _ON_THE_WORK), MOST_TERMS),
        language=language,
        text=text,
    )


def language_of(text: str) -> str:
    """ISO 639-1 code by the commonest function words, and words of ads; English where none is in front."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:20_000].casefold()))
    counts = {
        code: sum(words[word] for word in f"{known} {_AD_WORDS_OF[code]}".split())
        + sum(
            words[word]
            for word in words
            if code in _ENDINGS and re.fullmatch(rf"\w{{3,}}{_ENDINGS[code]}", word)
        )
        for code, known in _FUNCTION_WORDS.items()
    }
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] else "en"


def check_ad(text: str) -> None:
    """Whether a text could be an ad at all. Raises: UnusableJob."""
    if len(text) > MOST_CHARACTERS:
        raise UnusableJob(
            "This text is too long to be one job ad",
            f"It has {len(text):,} characters; {MOST_CHARACTERS:,} are the most. Paste one ad alone.",
            code="too-long",
        )
    words = len(re.findall(r"[^\W\d_]{2,}", text)) + len(re.findall(r"[\u3040-\u9fff]", text)) // 2
    if words < FEWEST_WORDS:
        raise UnusableJob(
            "This text is too short to be a job ad",
            f"An ad has {FEWEST_WORDS} words at least. Paste all of it, from the title to how to apply.",
            code="too-short",
        )
    if _is_resume(text):
        raise UnusableJob(
            "This looks like a résumé, not a job ad",
            "Paste the ad here. Your résumé belongs on the Profile page.",
            code="is-resume",
        )


def _is_resume(text: str) -> bool:
    """Periods of work and résumé headings, and hardly a word that an ad would use."""
    periods, headings = len(_PERIOD.findall(text)), len(_RESUME_HEADING.findall(text))
    marks = periods + headings + 2 * bool(_EMAIL.search(text[:600]))
    return periods >= 2 and marks >= 4 and len(_AD_WORDS.findall(text)) < 4
