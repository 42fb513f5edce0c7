"""How groups fared beside each other: rates, impact ratios and an exact test.

*Selection rate*: how many of a group were chosen. *Scoring rate*: how many scored above the median of all.
*Impact ratio*: a group's rate over the highest rate of any group. So does New York City's rule for Local Law
144 (6 RCNY 5-300), which also lets a group under 2 % be left out; the line at four fifths is that of the
Uniform Guidelines (29 CFR 1607.4 D).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from statistics import median

from jobwise.domain.fairness import Answers, Category, GroupRate, Impact, ImpactTable, Measure, Outcome

LEAST_SHARE = 0.02
FEW = 30
CATEGORIES: tuple[Category, ...] = ("sex", "race", "both")


def impact(outcomes: Mapping[str, Outcome], answers: Mapping[str, Answers]) -> Impact:
    """Every table. outcomes, answers: by candidate; who gave no answer counts in the median alone."""
    middle = median(one.fit for one in outcomes.values()) if outcomes else 0.0
    chosen: dict[Measure, set[str]] = {
        "selection": {key for key, one in outcomes.items() if one.selected},
        "score": {key for key, one in outcomes.items() if one.fit > middle},
    }
    return Impact(
        people=len(outcomes),
        selected=len(chosen["selection"]),
        median=middle,
        tables=tuple(
            _table(category, measure, {key: answers.get(key, Answers()) for key in outcomes}, those)
            for category in CATEGORIES
            for measure, those in chosen.items()
        ),
    )


def _table(
    category: Category, measure: Measure, answers: Mapping[str, Answers], chosen: Collection[str]
) -> ImpactTable:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, answer in answers.items():
        groups[_group(category, answer)].append(key)
    untold = len(groups.pop("", ()))
    counts = {
        group: (len(keys), sum(key in chosen for key in keys)) for group, keys in sorted(groups.items())
    }
    return ImpactTable(category=category, measure=measure, groups=_rates(counts), untold=untold)


def _group(category: Category, answer: Answers) -> str:
    """The group that an answer puts somebody in, "" for none."""
    if category == "both":
        return f"{answer.sex}, {answer.race}" if answer.sex and answer.race else ""
    return answer.sex if category == "sex" else answer.race


def _rates(counts: Mapping[str, tuple[int, int]]) -> tuple[GroupRate, ...]:
    """counts: group -> (people, chosen of them)."""
    everybody = sum(people for people, _ in counts.values())
    small = {group for group, (people, _) in counts.items() if people < LEAST_SHARE * everybody}
    compared = [group for group in counts if group not in small]
    highest = max((_rate(counts[group]) for group in compared), default=0.0)
    best = next((group for group in compared if highest and _rate(counts[group]) == highest), None)
    return tuple(
        GroupRate(
            group=group,
            people=people,
            chosen=chosen,
            rate=_rate((people, chosen)),
            ratio=_rate((people, chosen)) / highest if highest and group not in small else None,
            p=exact_test(counts[best], (people, chosen)) if best and group not in {*small, best} else None,
            is_best=group == best,
            is_small_share=group in small,
            is_few=people < FEW,
        )
        for group, (people, chosen) in counts.items()
    )


def _rate(count: tuple[int, int]) -> float:
    people, chosen = count
    return chosen / people


def exact_test(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How likely so great a difference of two groups, (people, chosen of them) each, is by chance alone:
    Fisher's exact test, two-sided."""
    from scipy.stats import fisher_exact

    table: Sequence[Sequence[int]] = [[chosen, people - chosen] for people, chosen in (one, other)]
    return float(fisher_exact(table).pvalue)
