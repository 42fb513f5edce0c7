"""Requirements of which any one is enough."""

import re
from collections.abc import Sequence

from jobwise.pipeline.ad.asked import Asked

_ANY_OF = re.compile(
    r"\b(?:any (?:one )?of|one (?:or more )?of|either|at least one)\b|\bor\b|\boder\b|\bou\b|\bo\b",
    re.IGNORECASE,
)


_JOINT = (
    r"(?:\s+(?:at|to)\s+[A-C][12](?:\s+or\s+(?:better|above|higher))?)?[\s,/]*(?:(?:or|oder|ou"
    r"|o)\b)?[\s,/]*(?:(?:an?|any|some)\s+)?"
    r"(?:(?:similar|other|another|equivalent|comparable|related)\s+)?"
)
"""What may stand between two of which either is enough: "SAP or a similar ERP system"."""
_OR_SIMILAR = re.compile(
    r"[\s,/]*(?:or|oder|ou|o)\s+(?:an?\s+)?(?:similar|equivalent|comparable|other|the like"
    r"|ähnliche?\w*|équivalent|similares?)",
    re.IGNORECASE,
)
"""What makes a whole list one of which any is enough: "Airflow, Dagster or similar"."""


def groups_of(ad: str, asked: Sequence[Asked]) -> dict[int, str]:
    """Neighbours joined by "or" (also in a list: "A, B or C") share a group."""
    groups: dict[int, str] = {}
    number = 0
    skills = [a for a in asked if a.kind in {"tool", "knowledge", "licence", "skill", "language"}]
    position = 0
    while position < len(skills):
        run = [skills[position]]
        for following in skills[position + 1 :]:
            between = ad[run[-1].end : following.start]
            if following.passage.start != run[0].passage.start or not re.fullmatch(_JOINT, between):
                break
            run.append(following)
        joined = ad[run[0].start : run[-1].end]
        lead = ad[max(run[0].passage.start, run[0].start - 40) : run[0].start]
        last = ad[run[-2].end : run[-1].start] if len(run) > 1 else ""
        if len(run) > 1 and (
            _ANY_OF.search(last)
            or _OR_SIMILAR.match(ad, run[-1].end)
            or (_ANY_OF.search(lead.rpartition(".")[2]) and "or" in joined)
        ):
            number += 1
            groups |= {member.start: f"g{number}" for member in run}
        position += len(run)
    return groups
