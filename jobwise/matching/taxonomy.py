"""Names of skills: canonical concepts, their aliases, and what is a kind of what.

Two tables, both facts alone (see `data/SOURCES.md`): `skills.txt`, kept by hand, the common skills of
all trades; `names.tsv.gz`, made by `benchmarks/build_taxonomy.py` from ESCO and O*NET.
"""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

SkillKind = Literal["tool", "knowledge", "skill", "licence", "language"]
_CLOSE_FAMILY = 12
"""Direct kinds of one thing, so few that they stand for each other: of "web software" there are hundreds."""
_DATA = Path(__file__).parent / "data"


class Concept(NamedTuple):
    """A skill under its canonical name. `broader`: names of concepts that this one is a kind of.

    `ordinary`: aliases that are everyday words as well and need their context to count.
    """

    name: str
    kind: SkillKind
    aliases: tuple[str, ...]
    broader: tuple[str, ...]
    ordinary: frozenset[str]


class Taxonomy:
    """All concepts, found by any of their names."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self.concepts = concepts
        self._by_name: dict[str, str] = {}
        for concept in concepts.values():
            self._by_name.setdefault(concept.name.casefold(), concept.name)
        for concept in concepts.values():
            for alias in concept.aliases:
                self._by_name.setdefault(alias.casefold(), concept.name)

    def concept(self, name: str) -> Concept | None:
        """The concept with this name or alias, whatever its case."""
        known = self._by_name.get(name.casefold())
        return self.concepts[known] if known else None

    def family(self, name: str) -> int:
        """How many concepts are a direct kind of this one."""
        return self._families[name]

    @cached_property
    def _families(self) -> Counter[str]:
        return Counter(broader for concept in self.concepts.values() for broader in concept.broader)

    def is_close(self, a: str, b: str) -> bool:
        """Whether one is a direct kind of the other, or both are kinds of the same things, a small family."""
        one, other = self.concept(a), self.concept(b)
        if not one or not other:
            return False
        direct = other.name in one.broader or one.name in other.broader
        same = bool(one.broader) and set(one.broader) == set(other.broader)
        return direct or (same and min(map(self.family, one.broader)) <= _CLOSE_FAMILY)

    def is_narrower(self, a: str, b: str) -> bool:
        """Whether `a` is a kind of `b`, over any number of steps: PostgreSQL of relational databases."""
        return b in self.ancestors(a)

    @lru_cache(maxsize=4096)  # noqa: B019 there is one taxonomy for the life of the process
    def ancestors(self, name: str) -> frozenset[str]:
        """All that a skill is a kind of, itself left out."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            concept = self.concept(waiting.pop())
            for broader in concept.broader if concept else ():
                known = self.concept(broader)
                if known and known.name not in found:
                    found.add(known.name)
                    waiting.append(known.name)
        return frozenset(found - {name})


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The taxonomy that the package carries."""
    concepts = {concept.name: concept for concept in _kept_by_hand()}
    taken = {name.casefold() for c in concepts.values() for name in (c.name, *c.aliases)}
    for concept in _made():
        if concept.name.casefold() not in taken:
            concepts.setdefault(concept.name, concept)
    return Taxonomy(concepts)


def _kept_by_hand() -> Iterator[Concept]:
    kind = "knowledge"
    for line in (_DATA / "skills.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            head, _, broader = line.partition(" < ")
            name, _, others = head.partition(" = ")
            names = [name.strip(), *(other.strip() for other in others.split(",") if other.strip())]
            yield Concept(
                name=names[0].removesuffix("!"),
                kind=cast(SkillKind, kind),
                aliases=tuple(name.removesuffix("!") for name in names[1:]),
                broader=tuple(part.strip() for part in broader.split(",") if part.strip()),
                ordinary=frozenset(name.removesuffix("!") for name in names if name.endswith("!")),
            )


def _made() -> Iterator[Concept]:
    """Lines of name, kind, aliases and broader names, parted by tabs and bars."""
    with gzip.open(_DATA / "names.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            name, kind, aliases, broader = line.rstrip("\n").split("\t")
            others = tuple(filter(None, aliases.split("|")))
            yield Concept(
                name=name,
                kind=cast(SkillKind, kind),
                aliases=others,
                broader=tuple(filter(None, broader.split("|"))),
                ordinary=frozenset(filter(_needs_company, (name, *others))),
            )


def _needs_company(name: str) -> bool:
    """Whether a made name is one word of a spelling that other things share: capitals, or a plain capital."""
    return name.isalpha() and not name.islower() and (name.isupper() or name[1:].islower())
