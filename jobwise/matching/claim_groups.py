"""A text as groups of words, each with the word by which it hangs on what stands before it.

"Moved reports from Excel" is "reports", which the verb takes, and "Excel", behind "from". *Why no parser:*
the gate holds a line against a line in nearly the same words, and both are read in this one way.
"""

from functools import lru_cache
from typing import NamedTuple

from jobwise.matching.claim_roles import Token, at, tokens
from jobwise.matching.claim_text import Said, key_of, named_in
from jobwise.matching.claim_words import KINDS, LIMITS_BEFORE, NEUTRAL, SAME, STUDIES
from jobwise.matching.word_forms import fold, is_past, stem


def forms(text: str) -> frozenset[str]:
    """Words as the gate compares them without their inflection."""
    return frozenset(SAME.get(key, key) for key in (stem(word) for word in text.split()))


def folded(text: str) -> frozenset[str]:
    """Words in lower case without accents."""
    return frozenset(fold(word) for word in text.split())


_PREPOSITIONS = {
    "en": "about across after against as alongside among at before behind beside between beyond by despite "
    "during for from in including inside into near of on onto out over since through throughout to toward "
    "towards under until upon using via with within without",
    "de": "als an auf aus bei bis durch für gegen hinter mit nach neben ohne seit über um unter von vor "
    "während wegen zu zwischen",
    "fr": "à après avant avec chez contre dans de depuis derrière en entre jusque par pendant pour sans "
    "selon sous sur vers",
    "es": "a ante bajo con de desde durante en entre hacia hasta para por según sin sobre tras",
}
_FUSED = {
    "am": "an", "ans": "an", "beim": "bei", "im": "in", "ins": "in", "vom": "von", "zum": "zu", "zur": "zu",
    "au": "a", "aux": "a", "du": "de", "d": "de", "des": "de", "del": "de", "al": "a",
}  # fmt: skip
CLAUSE = folded("that which who whose where when while qui que dont où quien donde")
_ANDS = folded("and or und oder et ou y e o u")
_ARTICLES = folded("a an the my our their his her its")
_EACH = folded("per each every pro chaque cada")
_PARTICLES = folded("with for on after of about in up out von de")
"""What belongs to the verb before it: "dealt with complaints"."""
_MANY = folded("team group crew class number range variety set series") | KINDS
"""What "of" adds nothing to: "a team of pickers", "a draft of a policy"."""
_ROUND = folded("up about around roughly approximately over under nearly almost more less than")
_TIMES = forms(
    "hour day week month quarter year daily weekly monthly quarterly yearly annual annually nightly monday "
    "tuesday wednesday thursday friday saturday sunday once twice "
    "tag woche monat jahr jour semaine mois an année "
    "mensuel quotidien día semana mes año anual diario diaria mensual"
)
_HELPED = forms("help assist support aidé assisté appuyé ayudé apoyé")
USED = forms("use")
_NO_VERBS = frozenset({"evening", "morning"})
DIRECT, OPEN = "", "("
"""The link of what a verb is done to and of who does it, and of what stands in brackets."""


class Group(NamedTuple):
    """Words of one thing, the last of which names it; `links`: how it may hang on what stands before.

    owned: it is an owner, "the team's". after: keys of the group before it, or before those that it is
    joined to. joined: by "and" or a sign. verb: the one before it, or "". number: how many they are.
    """

    links: frozenset[str]
    words: tuple[Token, ...]
    owned: bool
    after: frozenset[str]
    joined: bool
    verb: str
    number: float | None

    @property
    def head(self) -> Token:
        """The word that names the thing."""
        return self.words[-1]

    @property
    def keys(self) -> frozenset[str]:
        """The compared forms of its words."""
        return frozenset(word.key for word in self.words)


class Told(NamedTuple):
    """The groups of a text in order, the compared forms of its verbs and of the names of tools in it.

    helped: somebody helped with it; led_to: a result follows, "..., cutting costs".
    """

    groups: tuple[Group, ...]
    verbs: frozenset[str]
    tools: frozenset[str]
    helped: bool
    led_to: bool

    @property
    def keys(self) -> frozenset[str]:
        """The compared forms of the words in its groups."""
        return frozenset(word.key for group in self.groups for word in group.words)


@lru_cache(maxsize=4096)
def told_in(said: Said, language: str, verbs: frozenset[str]) -> Told:
    """The groups of a text; `verbs`: keys of words that are verbs wherever a verb can stand."""
    reader = _Reader(said, language, verbs)
    for index in range(len(reader.row)):
        reader.read(index)
    reader.close()
    helped = any(token.key in _HELPED for token in reader.row)
    return Told(tuple(reader.groups), frozenset(reader.own), reader.tools, helped, reader.led_to)


@lru_cache(maxsize=4096)
def verbs_in(said: Said, language: str) -> frozenset[str]:
    """The compared forms of words in the form of a verb, in places of verbs."""
    row = tokens(said, language)
    return frozenset(token.key for index, token in enumerate(row) if _is_verb(row, index))


class _Reader:
    """Goes through a text once, word by word."""

    def __init__(self, said: Said, language: str, verbs: frozenset[str]) -> None:
        self.row = tokens(said, language)
        self.tools = _tools(said)
        self.groups: list[Group] = []
        self.own: set[str] = set()
        self.led_to = False
        self._said, self._verbs, self._prepositions = said, verbs, _prepositions(language)
        self._ends = {quantity.start: quantity.end for quantity in said.quantities}
        self._values = {quantity.start: float(quantity.value) for quantity in said.quantities}
        self._words: list[Token] = []
        self._links, self._joined, self._verb = frozenset({DIRECT}), False, ""
        self._number: float | None = None

    def close(self, *, owned: bool = False) -> None:
        """End the group that is being read."""
        if self._words:
            before = self.groups[-1] if self.groups else None
            shared = before and (self._joined or before.owned)
            after = (before.after if shared else before.keys) if before else frozenset[str]()
            self.groups.append(
                Group(self._links, tuple(self._words), owned, after, self._joined, self._verb, self._number)
            )
        self._words, self._number = [], None

    def read(self, index: int) -> None:
        """Take the next word or sign."""
        token, before, behind = self.row[index], at(self.row, index - 1), at(self.row, index + 1)
        plain = _FUSED.get(token.plain, token.plain)
        if self._is_short_form(index):
            return
        if token.kind == "break" or plain in _ANDS:
            self._join(token, index)
        elif plain in CLAUSE:
            self._hang(plain)
        elif (plain in _ROUND and (behind.kind == "count" or behind.plain == "to")) or (
            plain == "to" and before.plain in _ROUND | {"next"}
        ):
            return
        elif plain == "next" and behind.plain == "to":
            self._hang(plain)
        elif self._begins_clause(index):
            self._hang(DIRECT, "that")
        elif plain in _EACH | _ARTICLES - self._prepositions or self._is_by_how_much(plain, index):
            self.close()
        elif plain in self._prepositions:
            self._stand_behind(plain, before)
        elif token.kind == "count":
            end = self._ends.get(token.start, token.start)
            is_of_it = behind.kind == "content" and self._said.text[end : end + 1] == " "
            self._number = self._values.get(token.start) if is_of_it else None
        elif token.kind == "content":
            self._take(token, index)

    def _begins_clause(self, index: int) -> bool:
        """Whether a clause on the word before begins here without a "that": "bikes the shop sold"."""
        doer, verb = at(self.row, index + 1), at(self.row, index + 2)
        is_thing = bool(self._words) and self.row[index].plain in _ARTICLES
        return is_thing and doer.kind == "content" and is_past(verb.plain) and not is_past(doer.plain)

    def _take(self, token: Token, index: int) -> None:
        """A verb opens a new part; another word belongs to its group."""
        before = at(self.row, index - 1)
        is_study = token.plain in STUDIES and before.kind == "content"
        if (
            (token.key in LIMITS_BEFORE and not is_study)
            or token.plain in KINDS
            or self._is_time(token, before)
        ):
            return
        is_verb = before.key in _HELPED or (token.key in self._verbs and not self._words)
        if token.key not in self.tools and (is_verb or _is_verb(self.row, index)):
            self._hang("using" if token.key in USED else DIRECT)
            self._verb = token.key
            self.own.add(token.key)
            self.led_to |= token.plain.endswith("ing") and before.kind == "break"
        elif token.key not in NEUTRAL:
            self._words.append(token)
            if self._said.text.startswith(("'s", "' "), token.start + len(token.plain)):
                self.close(owned=True)

    def _hang(self, *links: str) -> None:
        self.close()
        self._links, self._joined = frozenset(links), False

    def _join(self, token: Token, index: int) -> None:
        self.close()
        opens = _is_verb(self.row, index + 1) or at(self.row, index + 1).key in self._verbs
        self._links |= {DIRECT}
        self._links |= {OPEN} if "(" in token.plain else set()
        self._joined = not opens

    def _stand_behind(self, preposition: str, before: Token) -> None:
        of_many = preposition == "of" and before.plain in _MANY
        is_particle = before.key in self.own and (preposition in _PARTICLES or not is_past(before.plain))
        kept = self._links if of_many else {DIRECT} if is_particle else ()
        self._hang(preposition, *kept)
        self._joined = of_many or before.plain in _ANDS

    def _is_short_form(self, index: int) -> bool:
        """Whether this belongs to a short form in brackets: "machine learning (ML) models"."""
        for start in range(max(index - 2, 0), index + 1):
            opens, short, closes = (at(self.row, start + n) for n in range(3))
            if "(" in opens.plain and ")" in closes.plain and short.plain.isalpha():
                before = self.row[max(start - len(short.plain), 0) : start]
                return short.plain == "".join(token.plain[:1] for token in before)
        return False

    def _is_by_how_much(self, plain: str, index: int) -> bool:
        """Whether a preposition stands before a bare number: "by 60% and"."""
        is_bare = at(self.row, index + 1).kind == "count" and at(self.row, index + 2).kind != "content"
        return plain in self._prepositions and is_bare

    @staticmethod
    def _is_time(token: Token, before: Token) -> bool:
        return token.key in _TIMES or before.plain in _EACH


@lru_cache(maxsize=4096)
def _tools(said: Said) -> frozenset[str]:
    spans = [span for span in named_in(said.text) if span.kind == "tool"]
    return frozenset(
        key_of(word)
        for word in said.words
        if any(span.start <= word.start and word.end <= span.end for span in spans)
    )


@lru_cache(maxsize=16)
def _prepositions(language: str) -> frozenset[str]:
    """Those of English and of the language of the résumé."""
    return frozenset().union(*(folded(_PREPOSITIONS.get(name, "")) for name in ("en", language)))


def _is_verb(row: tuple[Token, ...], index: int) -> bool:
    """Whether a word has the form and the place of a verb; a text's first word may be one in any form.

    In "used cars" and "machine learning" no verb stands before the noun, nor behind it.
    """
    token, before, behind = at(row, index), at(row, index - 1), at(row, index + 1)
    if token.kind != "content" or before.kind == "count" or before.plain in {"a", "an", "the"}:
        return False
    if index == 0 or is_past(token.plain):
        return True
    has_object = behind.kind in {"content", "count"} or behind.plain in _ARTICLES | {"to", "into"}
    of_one = before.kind == "content" and not is_past(before.plain) and not before.plain.endswith("s")
    doing = token.plain.endswith("ing") and token.plain not in _NO_VERBS
    return doing and has_object and not (of_one and index > 1)
