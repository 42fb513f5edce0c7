"""Whether a line in other words keeps the tense of the line behind it, and its verbs agree.

*Why beside the facts:* "Monitored patients" has every word of "Monitor patients", and yet it says that
somebody stopped. English alone, as a line's first verbs are told by their forms.
"""

from collections.abc import Iterator

from jobwise.matching.claim_roles import Token, at, tokens
from jobwise.matching.claim_text import take_apart
from jobwise.matching.word_forms import is_past, normal

Row = tuple[Token, ...]
_ENGLISH = "en"
_EITHER = frozenset("cut set put read hit let shut split spread cast cost quit forecast broadcast".split())
"""One form for both tenses."""
_ANDS = frozenset({"and", "or"})
_BEFORE_VERB = _ANDS | {"i", "we", "while", "also", "then"}
_PERFECT = frozenset({"have", "has", "had", "was", "were", "been"})
_PARTICLES = frozenset("a an the my our all each every up off out over down".split())


def changed_tense(text: str, before: str, *, over: bool) -> tuple[str, ...]:
    """The verbs of `text` in another tense than in `before`, or in another form than the verb beside them.

    over: whether the work has ended, of which the past may be told whatever stood there.
    """
    new, old = _row(text), _row(before)
    found = [*_moved(new, old, over=over), *_at_odds(new, old)]
    if "used to" in text.casefold() and "used to" not in before.casefold():
        found.append("used to")
    return tuple(dict.fromkeys(found))


def _moved(new: Row, old: Row, *, over: bool) -> Iterator[str]:
    """Verbs of the past for what goes on, and of the present for what was done."""
    any_past = any(_form(token) in {"past", "either"} for token in old)
    for index, token in _verbs(new):
        form = _form(token) if at(new, index - 1).plain not in _PERFECT else "past"
        known = _forms(token.key, old)
        told = {_form(old[n]) for n, _ in _verbs(old) if old[n].key == token.key}
        if form == "past" and not over and (not any_past or (told == {"present"} and known == told)):
            yield token.plain
        if form == "present" and known and known <= {"past", "ing"} and (over or "past" in known):
            yield token.plain


def _at_odds(new: Row, old: Row) -> Iterator[str]:
    """Verbs joined by "and" in two forms: "trained and sign off", "trained nurses and signing off"."""
    verbs = dict(_verbs(new))
    first = next(iter(verbs.values()), None)
    past = {token.key for token in verbs.values() if _form(token) == "past"}
    own = {old[n].key for n, _ in _verbs(old)}
    turned = any(_forms(key, old) == {"present"} and key in own for key in past)
    pairs = {(old[n - 2].plain, old[n].plain) for n in range(2, len(old)) if old[n - 1].plain in _ANDS}
    begun_in_ing = bool(first and _form(first) == "ing" and _forms(first.key, old) == {"past"})
    for index, token in verbs.items():
        form, beside = _form(token), at(new, index - 2)
        joined = at(new, index - 1).plain in _ANDS
        forms = {form, _form(beside)} if joined and (index - 2) in verbs else set()
        known = _forms(token.key, old)
        if forms == {"past", "present"} and (beside.plain, token.plain) not in pairs:
            yield f"{beside.plain} and {token.plain}"
        elif form == "present" and past and _has_object(new, index):
            if "ing" in known or (turned and token.key in own):
                yield token.plain
        elif joined and ((form == "ing" and past and known == {"past"}) or (form == "past" and begun_in_ing)):
            yield token.plain


def _row(text: str) -> Row:
    return tokens(take_apart(normal(text), _ENGLISH), _ENGLISH)


def _verbs(row: Row) -> Iterator[tuple[int, Token]]:
    """Places where a verb in a tense may stand: first, after "and", "I" or a sign."""
    for index, token in enumerate(row):
        start = index
        while at(row, start - 1).plain.endswith("ly"):
            start -= 1
        before = at(row, start - 1)
        opens = before.kind == "break" or before.plain in _BEFORE_VERB | _PERFECT
        if opens and token.kind == "content" and not token.plain.endswith("ly"):
            yield index, token


def _form(token: Token) -> str:
    if token.kind != "content":
        return ""
    if token.plain in _EITHER:
        return "either"
    if is_past(token.plain) and not token.plain.endswith("ceed"):
        return "past"
    return "ing" if token.plain.endswith("ing") and len(token.plain) > 4 else "present"


def _forms(key: str, row: Row) -> set[str]:
    return {_form(token) for token in row if token.key == key and token.kind == "content"}


def _has_object(row: Row, index: int) -> bool:
    after = at(row, index + 1)
    return after.kind in {"content", "count"} or after.plain in _PARTICLES
