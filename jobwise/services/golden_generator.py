"""Cases of people and firms that were made up: the same for the same seed, whatever machine makes them."""

import datetime as dt
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from jobwise.domain.base import Model
from jobwise.domain.golden import CaseSource, Expectations, GoldenCase, Tone, Words
from jobwise.domain.profile import (
    Basics,
    Certificate,
    Education,
    Item,
    Language,
    Location,
    Profile,
    Skill,
    Work,
)

FILE = "people.json"
AS_OF = dt.date(2026, 9, 1)
MUSTS, NICE = 4, 2
LONGEST_LETTER = 210
"""Words that somebody still reads."""
LATEST_YEAR = 2025
Kind = Literal["fits", "gap", "weak", "long"]
_KINDS: tuple[Kind, ...] = ("fits", "gap", "long", "fits", "weak")
_SAID: Mapping[Kind, str] = {
    "fits": "fits well",
    "gap": "with a gap",
    "weak": "fits poorly",
    "long": "long career",
}
_LACKS: Mapping[Kind, tuple[int, int]] = {"fits": (0, 0), "gap": (1, 1), "weak": (3, NICE), "long": (0, 0)}
"""How many of the must-haves, and of the rest, somebody does not have."""
_BOASTS = 0.3
"""Share of people whose summary says nothing, where their language has such words here."""
_LONG_CAREER, _LINES = 9, 7
"""Further jobs of a long one, and lines under each."""


class Trade(Model):
    """What people of a trade do. `deeds`: (skill, a line that shows it), `more`: lines that show none."""

    id: str
    language: str
    title: str
    earlier: str
    degree: dict[str, str]
    certificate: str
    deeds: tuple[tuple[str, str], ...]
    more: tuple[str, ...]
    duties: tuple[str, ...]


class Tongue(Model):
    """What there is in a language: people, firms and towns, and how an ad says things."""

    people: tuple[str, ...]
    firms: tuple[str, ...]
    towns: tuple[str, ...]
    ad: dict[str, Any]


class Stock(Model):
    """What cases are made from."""

    tongues: dict[str, Tongue]
    trades: tuple[Trade, ...]


@cache
def stock(folder: Path) -> Stock:
    """What the file in a folder holds."""
    return Stock.model_validate(json.loads((folder / FILE).read_text("utf-8")))


def made_cases(
    stock: Stock, seed: int, count: int, source: CaseSource = "generated"
) -> tuple[GoldenCase, ...]:
    """So many cases, one trade after the other, fitting more or less."""
    return tuple(islice(_cases(stock, seed, source), count))


def _cases(stock: Stock, seed: int, source: CaseSource) -> Iterator[GoldenCase]:
    chance = random.Random(seed)  # noqa: S311 (nothing has to be secret here)
    number = 0
    while True:
        for trade in stock.trades:
            kind = _KINDS[number % len(_KINDS)]
            number += 1
            yield _case(chance, stock, trade, kind, f"{trade.id}-{kind}-{number}", source)


def _case(
    chance: random.Random, stock: Stock, trade: Trade, kind: Kind, case_id: str, source: CaseSource
) -> GoldenCase:
    tongue = stock.tongues[trade.language]
    asked = chance.sample(trade.deeds, MUSTS + NICE)
    musts, nice = _LACKS[kind]
    unnamed = [skill for skill, _ in asked[MUSTS : MUSTS + nice]]
    lacks = [*(skill for skill, _ in asked[:musts]), *unnamed]
    held = [deed for deed in trade.deeds if deed[0] not in lacks]
    profile = _profile(chance, stock, trade, kind, held)
    words = " ".join(fact.text for fact in profile.facts()).casefold()
    firm, town = chance.choice(tongue.firms), chance.choice(tongue.towns)
    tone: Tone = "formal" if chance.random() < 0.25 else "plain"
    # What an honest letter may name as missing is a must-have, so only what else is lacking is never said.
    return GoldenCase(
        id=case_id,
        title=f"{trade.title}, {_SAID[kind]}",
        source=source,
        as_of=AS_OF,
        profile=profile,
        job_text=_ad(tongue, trade, firm, town, [skill for skill, _ in asked]),
        expects=Expectations(
            facts=tuple(_showing(profile, [line for skill, line in asked[:MUSTS] if skill not in lacks])),
            never=tuple(skill for skill in unnamed if skill.casefold() not in words),
            asks=tuple(skill for skill, _ in asked[:MUSTS]),
            tone=tone,
            resume_words=Words(least=80, most=750),
            letter_words=Words(least=80, most=LONGEST_LETTER),
        ),
    )


def _showing(profile: Profile, lines: Sequence[str]) -> Iterator[str]:
    return (fact.fact_id for fact in profile.facts() if fact.text in lines)


def _profile(
    chance: random.Random, stock: Stock, trade: Trade, kind: Kind, held: Sequence[tuple[str, str]]
) -> Profile:
    tongue = stock.tongues[trade.language]
    lines = [line for _, line in held]
    chance.shuffle(lines)
    half = (len(lines) + 1) // 2
    told = [(trade.title, lines[:half]), (trade.title, [*lines[half:], trade.more[0]])]
    told.append((trade.earlier, list(trade.more[1:])))
    if kind == "long":
        told += [(trade.earlier, _some(chance, _others(stock, trade))) for _ in range(_LONG_CAREER)]
    name = chance.choice(tongue.people)
    native, fluency = tongue.ad["native"]
    return Profile(
        basics=Basics(
            name=name,
            label=trade.title,
            email=f"{name.split()[0].casefold()}@example.org",
            location=Location(text=(home := chance.choice(tongue.towns)), city=home),
            summary=tuple(Item(fact_id="summary-1", text=line) for line in _boast(chance, tongue)),
        ),
        work=tuple(_jobs(chance, tongue, told)),
        education=(
            Education(fact_id="education-1", end_date=str(LATEST_YEAR - 4 * len(told)), **trade.degree),
        ),
        skills=(
            Skill(
                fact_id="skills-1",
                keywords=tuple(
                    Item(fact_id=f"skills-1-{n}", text=skill) for n, (skill, _) in enumerate(held, start=1)
                ),
            ),
        ),
        certificates=(Certificate(fact_id="certificates-1", name=trade.certificate),)
        if trade.certificate
        else (),
        languages=(Language(fact_id="languages-1", language=native, fluency=fluency),),
        language=trade.language,
    )


def _boast(chance: random.Random, tongue: Tongue) -> list[str]:
    boasts: list[str] = tongue.ad.get("boasts", [])
    return [chance.choice(boasts)] if boasts and chance.random() < _BOASTS else []


def _jobs(chance: random.Random, tongue: Tongue, told: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Work]:
    """Jobs from the present one back, three or four years each."""
    end: str | None = None
    year = LATEST_YEAR
    for number, (title, lines) in enumerate(told, start=1):
        year -= chance.choice((3, 4))
        yield Work(
            fact_id=f"work-{number}",
            name=chance.choice(tongue.firms),
            position=title,
            location=chance.choice(tongue.towns),
            start_date=f"{year}-{chance.randint(1, 9):02}",
            end_date=end or "present",
            highlights=tuple(
                Item(fact_id=f"work-{number}-{n}", text=line) for n, line in enumerate(lines, start=1)
            ),
        )
        end = f"{year}-01"


def _others(stock: Stock, trade: Trade) -> list[str]:
    """Lines of other trades in the same language: whoever worked for long did other things, too."""
    return [line for one in stock.trades if one.language == trade.language for line in one.more]


def _some(chance: random.Random, lines: Sequence[str]) -> list[str]:
    return chance.sample(lines, min(_LINES, len(lines)))


def _ad(tongue: Tongue, trade: Trade, firm: str, town: str, asked: Sequence[str]) -> str:
    say = tongue.ad
    musts = [*asked[:MUSTS], say["years"].format(years=3, title=trade.title)]
    parts = (
        trade.title,
        say["intro"].format(firm=firm, town=town, title=trade.title),
        _listed(say["duties"], trade.duties),
        _listed(say["musts"], musts),
        _listed(say["nice"], asked[MUSTS:]),
        say["offer"],
    )
    return "\n\n".join(parts)


def _listed(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *(f"- {line[:1].upper()}{line[1:]}" for line in lines)])
