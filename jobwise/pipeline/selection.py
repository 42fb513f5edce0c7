"""The choice of facts under a page budget: weighted coverage with diminishing returns.

What a set S of facts is worth: sum over requirements r of weight(r) * (1 - product over f in S of
(1 - answer(f, r))), plus a small worth of each line in itself. A second line that answers the same
adds less than the first, so the worth is monotone and submodular. Lines that need printed room are
taken by worth gained per printed line until the budget is full; the best single line is compared at
the end. *Guarantee:* at least (1 - 1/e) / 2 of the best possible worth (Khuller, Moss, Naor 1999;
Leskovec et al. 2007). Gains only shrink, so a gain is worked out again only when it comes to the
top of the heap (lazy greedy, Minoux 1978). A line that needs its entry is weighed together with it
until the entry is taken; the guarantee is for lines that need nothing.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CHARACTERS_A_LINE = 92


@dataclass(frozen=True)
class Candidate:
    """A fact that may be chosen. answers: requirement id -> 0..1. lines: printed lines it costs.

    `own`: its worth whatever is asked for. `needs` is the fact that has to be chosen with it: a project's
    line needs the project.
    """

    fact_id: str
    answers: Mapping[str, float]
    lines: float
    own: float
    needs: str = ""

    def worth(self, weights: Mapping[str, float]) -> float:
        """What it is worth alone."""
        return sum(weights[r] * share for r, share in self.answers.items()) + self.own


@dataclass
class _Cover:
    """What is still open of each requirement, 1..0."""

    weights: Mapping[str, float]
    open: dict[str, float] = field(default_factory=dict)

    def gain(self, candidate: Candidate) -> float:
        parts = (self.weights[r] * self.open.get(r, 1.0) * share for r, share in candidate.answers.items())
        return sum(parts) + candidate.own

    def take(self, candidate: Candidate) -> None:
        for requirement, share in candidate.answers.items():
            self.open[requirement] = self.open.get(requirement, 1.0) * (1 - share)


def choose(
    candidates: Sequence[Candidate], weights: Mapping[str, float], budget: float, *, kept: frozenset[str]
) -> list[Candidate]:
    """The chosen candidates in the order given. Those in `kept` are taken first, whatever they cost."""
    by_id = {candidate.fact_id: candidate for candidate in candidates}
    cover = _Cover(weights)
    taken = {c.fact_id: c for c in candidates if c.fact_id in kept}
    for candidate in taken.values():
        cover.take(candidate)
    left = budget - sum(candidate.lines for candidate in taken.values())
    greedy = _greedy([c for c in candidates if c.fact_id not in taken], by_id, cover, dict(taken), left)
    single = _best_single([c for c in candidates if c.fact_id not in taken], by_id, weights, left)
    if single and _value([*taken.values(), *single], weights) > _value(list(greedy.values()), weights):
        greedy = {**taken, **{candidate.fact_id: candidate for candidate in single}}
    return [candidate for candidate in candidates if candidate.fact_id in greedy]


def printed_lines(text: str) -> float:
    """Printed lines of a paragraph or bullet."""
    return float(max(math.ceil(len(text) / CHARACTERS_A_LINE), 1)) if text else 0.0


def _greedy(
    candidates: Sequence[Candidate],
    by_id: Mapping[str, Candidate],
    cover: _Cover,
    taken: dict[str, Candidate],
    left: float,
) -> dict[str, Candidate]:
    def rank(candidate: Candidate) -> float:
        bundle = _with_needed(candidate, by_id, taken)
        return -sum(map(cover.gain, bundle)) / _cost(bundle)

    heap = [(rank(c), place, c) for place, c in enumerate(candidates)]
    heapq.heapify(heap)
    while heap:
        _, place, candidate = heapq.heappop(heap)
        if candidate.fact_id in taken:
            continue
        ratio = rank(candidate)
        if heap and ratio > heap[0][0]:
            heapq.heappush(heap, (ratio, place, candidate))
            continue
        bundle = _with_needed(candidate, by_id, taken)
        if _cost(bundle) > left:
            continue
        left -= _cost(bundle)
        for member in bundle:
            taken[member.fact_id] = member
            cover.take(member)
        for other, sibling in enumerate(candidates):
            if sibling.needs and sibling.needs in {member.fact_id for member in bundle}:
                heapq.heappush(heap, (rank(sibling), other, sibling))
    return taken


def _with_needed(
    candidate: Candidate, by_id: Mapping[str, Candidate], taken: Mapping[str, Candidate]
) -> list[Candidate]:
    needed = by_id.get(candidate.needs)
    return [needed, candidate] if needed and needed.fact_id not in taken else [candidate]


def _cost(bundle: Sequence[Candidate]) -> float:
    return sum(member.lines for member in bundle)


def _best_single(
    candidates: Sequence[Candidate], by_id: Mapping[str, Candidate], weights: Mapping[str, float], left: float
) -> list[Candidate]:
    bundles = [_with_needed(candidate, by_id, {}) for candidate in candidates]
    fitting = [bundle for bundle in bundles if _cost(bundle) <= left]
    return max(fitting, key=lambda bundle: _value(bundle, weights), default=[])


def _value(chosen: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    cover = _Cover(weights)
    total = 0.0
    for candidate in chosen:
        total += cover.gain(candidate)
        cover.take(candidate)
    return total
