"""Posts in which a trade is learned: their time is training and counts as no years of work."""

import re
from functools import lru_cache

_ELSE = (
    r"(?![\w-]*[\s/-]+(?:co-?ordinator|manager|supervisor|trainer|advis[eo]r|recruiter|lead(?:er)?|officer"
    r"|program(?:me)?s?|mentor|instructor|assessor|teacher|tutor|scheme)\b)"
)
"""*Why:* an "apprentice supervisor" is no apprentice."""
_TRAINING = re.compile(
    rf"^(?:\w+[\s-]+)?(?:apprentice|trainee|intern)\b{_ELSE}"
    r"|^(?:apprenticeship|internship|student (?:nurse|teacher|midwife|placement|worker|trainee))\b"
    rf"|\b(?:apprentice|apprenticeship|trainee|intern|internship|(?:work|industrial|student) placement)"
    r"(?=\s*(?:$|[,(/|–-]|(?:at|in|for|of|with)\b))"
    r"|^\W*(?:azubi|auszubildende[rn]?|lehrling|lehre|umschüler(?:in)?|volont(?:är(?:in)?|ariat)"
    r"|referendar(?:in|iat)?|dual\w+ stud(?:ium|ent(?:in)?)|(?:berufs)?ausbildung)\b"
    r"|\bausbildung zu[mr]\b|\bpraxissemester\b"
    r"|\b(?:pflicht|schüler|betriebs|anerkennungs|schul)?prakti(?:kum|kant(?:in)?)\b"
    r"|\bapprentie?\b|\balternante?\b|\bstagiaire\b|^stage(?=\s*(?:$|[,(–-]|d[e’']|en\b|chez\b))"
    r"|\ben (?:alternance|apprentissage)\b"
    r"|\bcontrat d.apprentissage\b"
    r"|^aprendiza?\b|^becari[oa]\b|\b(?:en|alumn[oa] (?:en|de)|contrato de) prácticas\b|^prácticas\b"
    r"|^pasante\b|^practicante\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:responsable|coordinat\w+|coordinador\w*|maître|tuteur|tutrice|tutor\w*|formateur|formatrice"
    r"|formador\w*|jefe|jefa|leiter(?:in)?|leitung|betreuer(?:in)?|koordinator(?:in)?|referent(?:in)?)\b",
    re.IGNORECASE,
)
"""Who looks after people in training."""


@lru_cache(maxsize=8192)
def is_training(position: str) -> bool:
    """Whether a post's title says that a trade is learned in it: apprentice, trainee, intern."""
    return bool(_TRAINING.search(position)) and not _OF_OTHERS.search(position)
