"""The truth gate's rules for deeds: whose they were, what they were done to, and who one thereby is."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_groups import DIRECT, USED, forms, told_in, verbs_in
from jobwise.matching.claim_roles import Part, Token, at, is_own, own_deeds, parts_after, subject, tokens
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import Said, key_of
from jobwise.matching.claim_words import FIELD_NAMES, NEUTRAL, SAME, TITLES, function_words
from jobwise.matching.occupations import is_occupation
from jobwise.matching.word_forms import fold, is_past, words

Row = tuple[Token, ...]
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|been|being|got|wurden?|worden|été|fui|fue|sido)\s(?:\w+\s){0,6}?"
    r"|^(?:\w+(?:ed|ught|wn|ven)\s(?=by\b)|ge\w+(?:t|en)\s(?=von\b|durch\b)|\w+(?:é|i)e?s?\s(?=par\b)"
    r"|\w+[ai]d[oa]s?\s(?=por\b)))(?P<by>by|von|durch|par|por)\s",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|von|durch|par|por|was|were|wurden?|été|fui|fue)\b", re.IGNORECASE)
_WHICH = r"(?:which|that|who|das|die|der|qui|que)\b"
_OTHERS = re.compile(
    r"\b(?P<who>(?:team|committee|group|board|panel|crew|équipe|comité|equipo|ausschuss|gruppe)\b"
    rf"(?=[\w\s,]{{0,20}}?\b{_WHICH})"
    r"|(?:firm|company|start-?up|department|branch|employer|client|customer|supplier|manager|director"
    r"|supervisor|colleague|firma|unternehmen|abteilung|betrieb|kunde|kollegin|kollege|entreprise|société"
    rf"|collègue|empresa|cliente|compañero)s?\b(?=,?\s{_WHICH}))",
    re.IGNORECASE,
)
"""Somebody else, of whom a clause tells what they did."""
_TO_ME = re.compile(r"(?<=\w\s)(?:me|us|mich|mir|uns)\b", re.IGNORECASE)
"""To whom it was done."""
_TEAM = re.compile(
    r"^(?:the|our|my|das|unser|mein|l'|notre|mon|el|nuestro|mi)\s?(?P<who>team|group|crew|équipe|equipo|gruppe)\b"
    r"(?!\s(?:of|von|de|i|ich|je)\b)",
    re.IGNORECASE,
)
"""Whose deed a whole text tells."""
_SHARES = re.compile(
    r"\b(?:alongside|with|mit|avec|con)\s(?:[\w-]+\s){0,2}?"
    r"(?:colleagues?|teammates?|others|peers|kolleg\w*|collègues?|compañer\w+)\b"
    r"|\b(?:alongside|with) (?:an|one|two|three|four|five|six|several|some|\d+) ?other \w+"
    r"|\bwith (?:my|our) team\b|\bsupervised by\b|\bbeaufsichtigt von\b|\bwith (?:the |his |her )?approval\b",
    re.IGNORECASE,
)
"""With whom a thing was done: told without them it becomes one's own."""
_MY = "my|our|meine?[mnrs]?|unsere?[mnrs]?|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?"
_MINE = re.compile(rf"\b(?:{_MY})\s(?P<what>\w+)", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?P<of>\w+)(?=\s(?:of|von|de|des|der|du)\s\w)|(?<=\w['’]s\s)(?P<whose>\w+)")
_OVER = forms("supervised guided assisted")
"""What is told of the person as done to them: "supervised by"."""
_AS = frozenset({"as", "als", "comme", "como"})
_WHO = frozenset({"that", "which", "who"})


def anothers(statement: Statement, ground: Ground) -> Iterator[str]:
    """Whose deed it was: what was done to the person, or by a team of theirs, is not theirs alone."""
    said, grammar = statement.said, function_words(statement.language)
    keys = {key_of(word) for word in said.words}
    if (to_me := _TO_ME.search(said.text)) and not any(_TO_ME.search(part.text) for part in ground.said):
        yield to_me[0]
    for part in ground.said:
        shared = [word for word in part.words if key_of(word) in keys and fold(word.raw) not in grammar]
        if len(shared) < 2:
            continue
        passive = _PASSIVE.search(part.text)
        if passive and not _BY.search(said.text):
            yield f"{shared[0].raw} (without “{passive['by']}”)"
        group = _OTHERS.search(part.text) or _TEAM.search(part.text)
        if (
            group
            and key_of(words(group["who"])[0]) not in keys
            and any(w.start > group.end() for w in shared)
        ):
            yield f"{shared[-1].raw} (without “{group['who']}”)"


def owners(statement: Statement, ground: Ground) -> Iterator[str]:
    """What belongs to somebody else: "the team of my manager" is not "my team"."""
    mine = list(_MINE.finditer(statement.said.text))
    texts = [part.text.casefold() for part in ground.said] if mine else []
    own = {found["what"] for text in texts for found in _MINE.finditer(text)}
    theirs = {found["of"] or found["whose"] for text in texts for found in _THEIRS.finditer(text)} - own
    yield from (found[0] for found in mine if found["what"].casefold() in theirs)


def shares(statement: Statement, ground: Ground) -> Iterator[str]:
    """What was done with colleagues is not told without them."""
    if _SHARES.search(statement.said.text):
        return
    keys = {token.key for token in tokens(statement.said, statement.language) if token.kind == "content"}
    for part in ground.said:
        beside = {key_of(word) for other in ground.said if other is not part for word in other.words}
        told = [w for w in part.words if key_of(w) in keys - beside]
        if (others := _SHARES.search(part.text)) and len(told) > 1:
            yield f"{told[0].raw} (without “{others[0]}”)"


def deeds(statement: Statement, ground: Ground) -> Iterator[str]:
    """A deed of the person needs one in the facts: "office buildings" make nobody build."""
    own = _own_in(ground.said, statement.language)
    row = tokens(statement.said, statement.language)
    for index, token in enumerate(row):
        done = token.kind == "content" and is_past(token.plain) and is_own(row, index)
        done = done and not _is_suffered(row, index)
        if done and token.key not in own and token.key not in NEUTRAL | (FIELD_NAMES & ground.keys):
            yield token.plain


def objects(statement: Statement, ground: Ground) -> Iterator[str]:
    """A deed done to another thing than in the facts: "wrote tests for it" did not write it."""
    own = _own_in(ground.said, statement.language)
    row = tokens(statement.said, statement.language)
    rows = [tokens(part, statement.language) for part in ground.said]
    for index, token in enumerate(row):
        is_verb = token.kind == "content" and token.plain != "by"
        parts = (
            parts_after(row, index + 1)[:1] if is_verb and not _of_owner(statement, row, index + 1) else []
        )
        known = own.get(token.key, [])
        known = [*known, *_taken_by(token.key, ground, statement.language)] if known else []
        if parts and known and is_own(row, index) and not any(parts[0].group & part.group for part in known):
            before, group = parts[0]
            behind = {before} if before else {"in"} & _turned(row, known)
            if token.key not in group and not any(_stands_behind(b, group, o) for b in behind for o in rows):
                yield f"{token.plain} {' '.join(sorted(group))}"


def subjects(statement: Statement, ground: Ground) -> Iterator[str]:
    """What did a thing or had it done: "sales fell while costs rose" lets no costs fall."""
    row = tokens(statement.said, statement.language)
    rows = [tokens(part, statement.language) for part in ground.said]
    for index, token in enumerate(row):
        doer = subject(row, index) if is_past(token.plain) and not _is_suffered(row, index) else ""
        known = {key for other in rows for key in _beside(token.key, other)} if doer else set()
        if known and doer not in known:
            yield f"{at(row, index - 1).plain} {token.plain}"


def titles(statement: Statement, ground: Ground) -> Iterator[str]:
    """Who one says to be: a title stands first in a fact too, or after "as"; nobody is "the director"."""
    own = {token.key for part in ground.said for token in _who(part, statement.language)}
    yield from (token.plain for token in _who(statement.said, statement.language) if token.key not in own)


def _of_owner(statement: Statement, row: Row, index: int) -> bool:
    """Whether an owner stands here, "the drivers' questions", which `relinked` looks at."""
    while at(row, index).kind == "grammar":
        index += 1
    word = at(row, index)
    return statement.said.text.startswith(("'s", "' "), word.start + len(word.plain))


@lru_cache(maxsize=256)
def _own_in(said: tuple[Said, ...], language: str) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in said:
        for key, parts in own_deeds(tokens(part, language)).items():
            found.setdefault(key, []).extend(parts)
    return found


def _taken_by(verb: str, ground: Ground, language: str) -> Iterator[Part]:
    """What a verb is done to in the facts, further away too: "wrote notes for developers and manuals"."""
    for part in ground.said:
        told = told_in(part, language, verbs_in(part, language))
        yield from (
            Part("", group.keys)
            for group in told.groups
            if group.joined and group.verb == verb and DIRECT in group.links and "of" not in group.links
        )


def _turned(row: Row, known: list[Part]) -> frozenset[str]:
    """{"in"} where what a verb is done to in the facts stands behind "to": "taught SQL to 15 colleagues"."""
    given = any(_stands_behind("to", part.group, row) for part in known)
    return frozenset({"in"} if given else ())


def _stands_behind(before: str, group: frozenset[str], row: Row) -> bool:
    """Whether one of the words stands in a group behind this preposition."""
    starts = (index for index, token in enumerate(row) if token.plain == before)
    return any(group & part.group for index in starts for part in parts_after(row, index + 1)[:1])


def _beside(key: str, row: Row) -> Iterator[str]:
    """What stands before a verb and after it, wherever the text has the verb."""
    for index, token in enumerate(row):
        if token.key == key:
            yield from (word for part in parts_after(row, index + 1) for word in part.group)
            if doer := subject(row, index):
                yield doer


def _who(said: Said, language: str) -> Iterator[Token]:
    """Titles in the first words of a text or a column of it, and behind "as", in the singular."""
    row, columns = tokens(said, language), " | " in said.text
    for index, token in enumerate(row):
        before = at(row, index - 1)
        opens = before.kind == "break" and token.kind == "content" and (columns or not is_past(token.plain))
        if opens or before.plain in _AS:
            start = index + (token.plain in {"a", "an", "the"})
            while (word := at(row, start)).kind == "content":
                named = word.key in TITLES or (word.key not in SAME and is_occupation(word.plain))
                if named and not word.plain.endswith("s"):
                    yield word
                start += 1


def of_another(statement: Statement, ground: Ground) -> Iterator[str]:
    """What somebody else did, or was to do: "paid a firm to build our website" built none.

    *Why not behind "used":* who used Excel to track stock tracked it.
    """
    row = tokens(statement.said, statement.language)
    rows = [tokens(part, statement.language) for part in ground.said]
    for index, token in enumerate(row):
        is_deed = token.kind == "content" and is_own(row, index) and not _is_suffered(row, index)
        if is_deed and at(row, index - 1).plain != "to":
            there = [(other, n) for other in rows for n, word in enumerate(other) if word.key == token.key]
            done_to = _done_to(row, index)
            same = [(other, n) for other, n in there if done_to & _done_to(other, n)] or there
            theirs = [_done_by_another(other, n) for other, n in same]
            if theirs and all(theirs) and token.key not in NEUTRAL and not _done_by_another(row, index):
                yield f"{token.plain} (of another)"


def _is_suffered(row: Row, index: int) -> bool:
    """Whether somebody else did it to what stands before: "supervised by a mechanic"."""
    return at(row, index + 1).plain == "by" and row[index].key in _OVER


def _done_to(row: Row, index: int) -> frozenset[str]:
    return frozenset().union(*(part.group for part in parts_after(row, index + 1)[:1]))


def _done_by_another(row: Row, index: int) -> bool:
    """Whether a verb here has a doer before it, tells what they did whom something was done for, or stands
    behind "to" and somebody who is to do it."""
    before = at(row, index - 1)
    if before.plain == "to":
        doer = at(row, index - 2)
        used = any(token.key in USED for token in row[:index])
        return doer.kind == "content" and not is_past(doer.plain) and index > 2 and not used
    if before.plain in _WHO:
        place = index - 2
        while at(row, place).kind == "content" or at(row, place).plain in {"a", "an", "the", "my", "our"}:
            place -= 1
        return at(row, place).plain in {"for", "to", "from"}
    return is_past(row[index].plain) and bool(subject(row, index))
