"""The truth gate's rule for what stands with what by which word: a line's own words, linked anew.

*Why:* "moved Power BI reports to Excel" has no word that "moved reports from Excel to Power BI" has not.
A word must stand behind the same preposition as in a fact, or in the same group of words. A fact's "reports
on sales" are "sales reports" too, and "the team's orders" are "orders from the team".
"""

from collections.abc import Iterator, Sequence

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_groups import CLAUSE, DIRECT, OPEN, Group, Told, folded, forms, told_in, verbs_in
from jobwise.matching.claim_roles import Token
from jobwise.matching.claim_statement import Statement

_ALIKE = tuple(
    folded(words)
    for words in (
        "in at on of within across throughout inside during",
        "for of",
        "with of",
        "to into onto",
        "in into",
        "about on",
        "with alongside using through",
        "in using",
        "von de für",
        "de pour para en",
        "in an auf bei",
    )
)
"""Prepositions that say the same of one thing."""
_TOOL = folded("in with using via through by on mit per avec sous con en")
"""Prepositions before what a thing is done with."""
_LOOSE = folded("of in on for from with about by at de von für")
"""Prepositions whose group may stand before its word instead: "data from sensors", "sensor data"."""
_MEANS = folded("with using by through mit avec con")
_TAUGHT = forms("taught trained coached gave sent showed handed offered paid")
"""Verbs done to somebody, or to what they get."""


def relinked(statement: Statement, ground: Ground) -> Iterator[str]:
    """Words of the facts that hang together in another way than in them."""
    texts = (statement.said, *ground.lines)
    verbs = frozenset().union(*(verbs_in(said, statement.language) for said in texts))
    ours, *known = (told_in(said, statement.language, verbs) for said in texts)
    for index, group in enumerate(ours.groups):
        before, behind = ours.groups[max(index - 1, 0) : index], ours.groups[index + 1 : index + 2]
        owner = [group.head for group in before if group.owned]
        yield from _apart(group, owner, known)
        yield from _miscounted(group, known)
        is_paired = any(other.joined for other in behind)
        linked = [
            _linked(group, told, ours, is_paired=is_paired) for told in known if group.head.key in told.keys
        ]
        if linked and not any(linked) and group.head.key not in ground.headed:
            yield f"{min(group.links)} {group.head.plain}".strip()


def _apart(group: Group, owner: Sequence[Token], known: Sequence[Told]) -> Iterator[str]:
    """Words of a group, or an owner of it, that do not belong to its head in any fact with both."""
    for word in (*owner, *group.words[:-1]):
        both = [told for told in known if {word.key, group.head.key} <= told.keys and not told.helped]
        if both and not any(_belong(word, group, told, is_owner=word in owner) for told in both):
            yield f"{word.plain} {group.head.plain}"


def _miscounted(group: Group, known: Sequence[Told]) -> Iterator[str]:
    """A number that the facts give to another thing."""
    counted = [
        other for told in known for other in told.groups if group.number and other.number == group.number
    ]
    is_known = any(group.head.key in told.keys for told in known)
    if counted and is_known and not any(group.head.key in other.keys for other in counted):
        yield f"{group.number:g} {group.head.plain}"


def _belong(word: Token, group: Group, told: Told, *, is_owner: bool) -> bool:
    """Whether a word belongs to the head of a group in a fact too."""
    head = group.head.key
    for other, behind in zip(told.groups, (*told.groups[1:], None), strict=True):
        if word.key not in other.keys:
            continue
        if head in other.keys or (head in other.after and (_LOOSE | CLAUSE) & other.links):
            return True
        if behind and head in behind.keys and (other.owned or behind.joined):
            return True
        if is_owner and _LOOSE & other.links:
            return True
        if {"to", DIRECT} & other.links and group.verb in _TAUGHT and group.words[0].key in other.keys:
            return bool(told.verbs & _TAUGHT)  # "taught adults pottery", "taught pottery to adults"
        if word.key in told.tools <= other.keys and other.links & _TOOL:
            return True  # "Java tests for a page", "tests for a page in Java"
    return False


def _linked(group: Group, told: Told, ours: Told, *, is_paired: bool) -> bool:
    """Whether a group hangs on what is before it as its head does in a fact. *Why not where somebody
    helped:* what the person did is then another's, for whom there are rules of their own."""
    if group.owned or OPEN in group.links or told.helped:
        return True
    at_home = [other for other in told.groups if group.head.key in other.keys]
    if is_paired and any(other.joined for other in at_home):
        return True  # "reach and counterbalance trucks"
    return any(_alike(group, other, told, ours) for other in at_home)


def _alike(group: Group, other: Group, told: Told, ours: Told) -> bool:
    """Whether a group hangs on what is before it as this group of a fact does."""
    links = group.links
    if group.head.key != other.head.key and not CLAUSE & other.links:
        if _LOOSE & links and group.after & other.keys:
            return True  # "sales reports", "reports on sales"
        return DIRECT in links and other.head.key in ours.verbs  # "sales reports", "reported sales"
    if _same(links, other.links, is_tool=group.head.key in told.tools | ours.tools):
        return not _moved(group, other, told)
    if DIRECT in links and _LOOSE & other.links and other.after & ours.verbs:
        return True  # "managed shops", "management of shops"
    if DIRECT in other.links and _LOOSE & links and not group.after & told.keys:
        return True  # "the opening of shops", "opened shops"
    return (
        other.owned
        or OPEN in other.links
        or (DIRECT in links and group.keys <= told.tools and bool(other.links & _TOOL))
        or (DIRECT in other.links and bool(_MEANS & links) and told.led_to)
        or ({group.verb, other.verb} <= _TAUGHT and bool(links & {DIRECT, "in", "to", "on"}))
        or ("by" in links and bool(CLAUSE & other.links))  # "read by 40 people", "that 40 people read"
        or ("by" in other.links and bool(CLAUSE & links))
    )


def _moved(group: Group, other: Group, told: Told) -> bool:
    """Whether a group has taken the place of another behind the same preposition: of "tests in Python for a
    service in Go" become "tests in Go"."""
    if DIRECT in group.links or group.after & other.after or not group.after:
        return False
    is_tool = other.keys & told.tools
    return any(
        third.links & other.links or (is_tool and third.keys & told.tools and third.links & _TOOL)
        for third in told.groups
        if third is not other and group.after & third.after
    )


def _same(one: frozenset[str], other: frozenset[str], *, is_tool: bool) -> bool:
    if one & other or (is_tool and one & _TOOL and other & _TOOL):
        return True
    return any(one & alike and other & alike for alike in _ALIKE)
