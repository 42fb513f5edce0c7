"""What the job asks that no résumé answers: travel, the right to work, checks, hours."""

import re
from collections.abc import Iterator, Sequence

from jobwise.domain.posting import Condition, ConditionKind
from jobwise.pipeline.ad.passages import Passage

_WORDS: tuple[tuple[ConditionKind, str], ...] = (
    (
        "right to work",
        r"right to work\b|work (?:authori[sz]ation|permit)|(?:authori[sz]ed|eligible|eligibility"
        r"|entitled) to work\b"
        r"|sponsor\w* (?:a |your |work |of )*visas?|visa sponsor\w*|u\.?s\.? citizen\w*|arbeitserlaubnis"
        r"|permis de travail|permiso de trabajo",
    ),
    (
        "travel",
        r"(?:some |occasional |frequent |regular |extensive |overnight |domestic "
        r"|international )travel\b|travel (?:is )?"
        r"(?:required|needed|expected|up to|approximately|to (?:our |other |client|customer)|between"
        r"|as needed|within)"
        r"|(?:willing\w*|able|ability|required|must|need|prepared"
        r"|free to) (?:to )?(?:be able to )?travel\b|\d+ ?% travel"
        r"|travel[^.;\n]{0,20}\d+ ?%|travel requirements?\s*:|reisebereitschaft|reisetätigkeit"
        r"|déplacements"
        r"|disponibilidad para viajar",
    ),
    (
        "checks",
        r"(?:background|criminal(?: record| history)?|dbs|police|credit|reference"
        r"|vulnerable persons) (?:check|screen"
        r"|invest|clearance)\w*|enhanced dbs|drug (?:test|screen)\w*|security clearance|sc cleared"
        r"|führungszeugnis"
        r"|casier judiciaire|antecedentes penales",
    ),
    (
        "hours",
        r"(?:(?:night|weekend|evening|rotating|early|late|swing|second|third) (?:shifts?|work|hours"
        r"|rota)\b|shift work\b"
        r"|(?:work|available|availability)[^.;\n]{0,30}\b(?:weekends?|nights?|evenings|holidays"
        r"|saturdays?|sundays?)\b"
        r"|on[- ]call\b|schichtdienst|schichtarbeit|wochenenddienst|travail de nuit|horaires décalés"
        r"|turnos?\b|fin(?:es)? de semana|nachtschicht|wechselschicht|travail posté|turni\b|ploegendienst)",
    ),
)
_KINDS = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _WORDS)
_NOT_ASKED = re.compile(
    r"travel (?:agen\w+|insurance|industry|company|discounts?|allowance|expenses|benefits)"
    r"|without regard",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:must|required?|may|available|availability|ability|able|willing|will)\b", re.IGNORECASE
)
_LONGEST = 240
"""Characters of a passage that is shown whole; a longer one is no single condition."""


def conditions_of(passages: Sequence[Passage]) -> Iterator[Condition]:
    """The first passage that speaks of each condition, in the order of the ad."""
    seen: set[ConditionKind] = set()
    for passage in passages:
        if passage.heading or len(passage.text) > _LONGEST or _NOT_ASKED.search(passage.text):
            continue
        for kind, pattern in _KINDS:
            duty = kind == "hours" and passage.section == "duties" and not _ASKED.search(passage.text)
            if kind not in seen and not duty and pattern.search(passage.text):
                seen.add(kind)
                yield Condition(kind=kind, text=passage.text, start=passage.start, end=passage.end)
