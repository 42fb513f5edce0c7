"""What somebody should look at before they go by a score, as badges."""

from jobwise.domain.vacancy import Assessment, Candidate, Flag
from jobwise.pipeline.ranking_table import FLAGS, flags_of

_LOOKS: dict[Flag, tuple[str, str]] = {
    "orders": ("red", "warning"),
    "hidden": ("red", "visibility_off"),
    "unsure": ("orange", "help"),
    "partial": ("orange", "translate"),
}
"""Flag -> colour and icon."""
PARTIAL = (
    "Kind of work is compared in English only. Who is marked so is scored by the rest, and words of another "
    "language meet fewer requirements, so their place says little. Read these résumés yourself."
)


def flag_badges(candidate: Candidate, found: Assessment | None) -> list[str]:
    """A badge for each flag."""
    looks = ((flag, *_LOOKS[flag]) for flag in flags_of(candidate, found))
    return [f":{colour}-badge[:material/{icon}: {FLAGS[flag]}]" for flag, colour, icon in looks]
