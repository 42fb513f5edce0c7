"""Ways to make a true line untrue, for the tests of the truth gate."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise, permutations

from jobwise.domain.profile import Profile

Mutation = Callable[[str, int, str], str]
"""(a true line, a random number, a random word) -> the line with something that is not true."""


def _number(change: Callable[[int, int], str]) -> Mutation:
    def mutate(line: str, n: int, word: str) -> str:
        return re.sub(r"\d+", lambda match: change(int(match[0]), n), line, count=1)

    return mutate


def _foreign(number: int, first: str) -> str:
    return "".join(chr(ord(first) + int(digit)) for digit in str(number))


SPELLED = ("thirteen", "seventeen", "twenty-one", "seventy", "three hundred")
SENIOR = ("Senior", "Lead", "Principal", "Chief", "Executive", "Head")
TOOLS = ("Kubernetes", "Tableau", "SAP", "COBOL", "Salesforce", "C++", ".NET", "R")
PLACES = ("London", "Berlin", "Boston", "Osaka")
EMPLOYERS = ("Fenwick Rail", "Corvane Ltd", "Brightmoor Bank")

MUTATIONS: dict[str, Mutation] = {
    "a changed number": _number(lambda old, n: str(old + n)),
    "a spelled number": _number(lambda old, n: SPELLED[n % len(SPELLED)]),
    "Arabic-Indic digits": _number(lambda old, n: _foreign(old + n, "٠")),
    "Devanagari digits": _number(lambda old, n: _foreign(old + n, "०")),
    "full-width digits": _number(lambda old, n: _foreign(old + n, "０")),
    "a percentage made of a count": lambda line, n, w: re.sub(
        r"(\d+) (?=[a-oq-z])", r"\1% of ", line, count=1
    ),
    "a percentage raised": lambda line, n, w: re.sub(
        r"(\d+)([.,]\d+)? ?%", lambda m: f"{int(m[1]) + n}{m[2] or ''}%", line, count=1
    ),
    "a percent sign dropped": lambda line, n, w: re.sub(r"(.*\d+) ?%", r"\1", line, count=1),
    "a currency swapped": lambda line, n, w: line.replace("£", "€").replace("Euro", "Dollar"),
    "a currency added": lambda line, n, w: re.sub(r"(?<![\d£.,])(\d+)(?= [a-z])", r"$\1", line, count=1),
    "an amount in thousands": lambda line, n, w: re.sub(r"(\d+)(?= [a-z])", r"\1k", line, count=1),
    "more than a number": lambda line, n, w: re.sub(
        r"(?<![\d.,£])(?<!than )(\d+)(?= [a-z])", r"over \1", line, count=1
    ),
    "a plus sign": lambda line, n, w: re.sub(r"(?<![\d.,£])(?<!than )(\d+)(?= [a-z])", r"\1+", line, count=1),
    "a number added": lambda line, n, w: f"{line} for {n + 100} people",
    "a duration": lambda line, n, w: f"{line} for {n + 30} years",
    "an employer added": lambda line, n, w: f"{line} at {EMPLOYERS[n % len(EMPLOYERS)]}",
    "a place added": lambda line, n, w: f"{line} in {PLACES[n % len(PLACES)]}",
    "a seniority word": lambda line, n, w: f"{SENIOR[n % len(SENIOR)]} {line}",
    "a title claimed": lambda line, n, w: f"As Vice President, {line}",
    "a tool added": lambda line, n, w: next(
        (f"{line} with {tool}" for tool in TOOLS[n % len(TOOLS) :] if tool not in line), line
    ),
    "an unknown tool added": lambda line, n, w: f"{line} with {w.title()}{w}",
    "a degree added": lambda line, n, w: f"{line}, {('MBA', 'PhD', 'LLM', 'Doctorate')[n % 4]}",
    "a certificate added": lambda line, n, w: f"{line}, PMP certified",
    "a date added": lambda line, n, w: f"{line} in {1950 + n}",
    "a month with its year added": lambda line, n, w: f"{line} (April {1950 + n})",
    "led": lambda line, n, w: f"Led and {line}",
    "owned": lambda line, n, w: f"{line}, which I owned",
    "first": lambda line, n, w: f"First {line}",
    "a praise": lambda line, n, w: f"{line} flawlessly",
    "a crew": lambda line, n, w: f"{line} with a whole crew",
    "a language level": lambda line, n, w: f"{line} in fluent Portuguese",
    "an award": lambda line, n, w: f"Award-winning: {line}",
    "a denial": lambda line, n, w: f"Never {line}",
    "a team size": lambda line, n, w: f"{line} with a team of {n + 100}",
    "a pace": lambda line, n, w: f"{line} in a {('day', 'week', 'month')[n % 3]}",
    "a lone acronym": lambda line, n, w: f"{line} (IT)",
    "stars": lambda line, n, w: f"{line} ★★★★★",
    "an arrow": lambda line, n, w: f"{line} ↑",
    "a hidden sign": lambda line, n, w: re.sub(r"(\d)", "\\1\u200b", line, count=1),
}


Untrue = tuple[str, tuple[str, ...]]
"""An untrue line with the facts that it names as its sources."""


def _swapped_employers(person: Profile) -> Iterator[Untrue]:
    for mine, other in permutations(person.work, 2):
        yield f"{mine.position}, {other.name}", (mine.fact_id, other.fact_id)


def _merged_jobs(person: Profile) -> Iterator[Untrue]:
    for mine, other in permutations(person.work, 2):
        for item in mine.highlights:
            yield f"{other.name}: {item.text}", (item.fact_id, mine.fact_id, other.fact_id)
            yield f"{other.position}, {other.name}. {item.text}", (item.fact_id, other.fact_id)


def _joined_highlights(person: Profile) -> Iterator[Untrue]:
    for mine, other in permutations(person.work, 2):
        for one, two in zip(mine.highlights, other.highlights, strict=False):
            yield f"{one.text} and {two.text[0].lower()}{two.text[1:]}", (one.fact_id, two.fact_id)


def _moved_dates(person: Profile) -> Iterator[Untrue]:
    for job in person.work:
        year, month = (int(part) for part in str(job.start_date).split("-"))
        yield f"{job.position}, {job.name}, {month:02}/{year - 1}", (job.fact_id,)
        yield f"{job.position}, {job.name}, {month % 12 + 1:02}/{year}", (job.fact_id,)


def _dates_of_another_job(person: Profile) -> Iterator[Untrue]:
    for mine, other in permutations(person.work, 2):
        year, month = str(other.start_date).split("-")
        yield f"{mine.position}, {mine.name}, {month}/{year}", (mine.fact_id, other.fact_id)


def _gone_on(person: Profile) -> Iterator[Untrue]:
    for job in person.work:
        if job.end_date != "present":
            year, month = str(job.start_date).split("-")
            yield f"{job.position}, {job.name}, {month}/{year} – present", (job.fact_id,)


def _raised_titles(person: Profile) -> Iterator[Untrue]:
    for job in person.work:
        for raised in ("Senior", "Lead", "Head of", "Executive"):
            yield f"{raised} {job.position}, {job.name}", (job.fact_id,)


def _swapped_numbers(person: Profile) -> Iterator[Untrue]:
    for fact in person.facts():
        counts = re.findall(r"(?<![\d.,])\d[\d.,]*\d|(?<![\d.,])\d", fact.text)
        if fact.section == "work" and len(counts) == 2 and counts[0] != counts[1]:
            turned = iter(counts[::-1])
            pattern = "|".join(re.escape(count) for count in counts)
            yield re.sub(pattern, lambda _, turned=turned: next(turned), fact.text), (fact.fact_id,)


def _skills_joined(person: Profile) -> Iterator[Untrue]:
    for job in person.work:
        told = " ".join(item.text for item in job.highlights)
        for skill in (keyword for group in person.skills for keyword in group.keywords):
            if skill.text not in told:
                yield f"{skill.text} at {job.name}", (skill.fact_id, job.fact_id)
                for item in job.highlights:
                    yield f"{item.text} using {skill.text}", (skill.fact_id, item.fact_id)


def _changed_schools(person: Profile) -> Iterator[Untrue]:
    for school in person.education:
        yield f"{school.study_type}, {school.area}, Dunmere University", (school.fact_id,)
    for mine, other in permutations(person.education, 2):
        yield f"{mine.area}, {other.institution}", (mine.fact_id, other.fact_id)


def _changed_degrees(person: Profile) -> Iterator[Untrue]:
    for school in person.education:
        for degree in ("PhD", "MBA", "Master", "Doctorate"):
            yield f"{degree} {school.area}, {school.institution}", (school.fact_id,)


def _changed_certificates(person: Profile) -> Iterator[Untrue]:
    for held in person.certificates:
        yield f"{held.name}, Royal Society of Dunmere", (held.fact_id,)
        yield f"{held.name} (Advanced)", (held.fact_id,)
        yield f"{held.name}, {int(str(held.date)[:4]) + 1}", (held.fact_id,)


def _changed_levels(person: Profile) -> Iterator[Untrue]:
    for spoken in person.languages:
        for level in {"C2", "native", "bilingual", "mother tongue"} - {spoken.fluency}:
            yield f"{spoken.language} ({level})", (spoken.fact_id,)


def _swapped_levels(person: Profile) -> Iterator[Untrue]:
    for mine, other in permutations(person.languages, 2):
        yield f"{mine.language} ({other.fluency})", (mine.fact_id, other.fact_id)
        yield f"{other.fluency} {mine.language}", (mine.fact_id, other.fact_id)


def _dropped_limits(person: Profile) -> Iterator[Untrue]:
    limit = re.compile(
        r"\b(did not|helped|nearly|about|up to|under|junior|assistant|took part in)\b ?|\(unfinished\)",
        re.IGNORECASE,
    )
    for fact in person.facts():
        if limit.search(fact.text) and fact.section in {"work", "education"}:
            without = " ".join(limit.sub("", fact.text, count=1).split())
            yield without, (fact.fact_id,)


def _anothers_deeds(person: Profile) -> Iterator[Untrue]:
    """What the team, the committee or the page did, told as the person's own."""
    for fact in person.facts():
        if group := re.search(r"\b(?:team|committee)\b.*?\b(?:that|which) (.+)", fact.text):
            yield group[1].capitalize(), (fact.fact_id,)


def _false_causes(person: Profile) -> Iterator[Untrue]:
    """A deed told as what brought about the deed of another line of the same job."""
    for job in person.work:
        lines = [line for line in job.highlights if " " in line.text]
        for one, other in pairwise(lines):
            second = other.text[0].lower() + other.text[1:]
            yield f"{one.text}, which {second}", (one.fact_id, other.fact_id)


def _anothers_titles(person: Profile) -> Iterator[Untrue]:
    """Whom the person worked for, told as who the person is."""
    for fact in person.facts():
        for title in re.findall(
            r"\bthe ((?:\w+ )?(?:manager|head of \w+|director of \w+))", fact.text, re.IGNORECASE
        ):
            yield title.capitalize(), (fact.fact_id,)


ACROSS: dict[str, Callable[[Profile], Iterator[Untrue]]] = {
    "a deed brings about another": _false_causes,
    "a swapped employer": _swapped_employers,
    "a deed of another job": _merged_jobs,
    "deeds of two jobs joined": _joined_highlights,
    "a moved date": _moved_dates,
    "a date of another job": _dates_of_another_job,
    "a past job that goes on": _gone_on,
    "a raised title": _raised_titles,
    "swapped numbers": _swapped_numbers,
    "a skill joined to a job": _skills_joined,
    "a changed school": _changed_schools,
    "a changed degree": _changed_degrees,
    "a changed certificate": _changed_certificates,
    "a changed language level": _changed_levels,
    "swapped language levels": _swapped_levels,
    "a dropped limit": _dropped_limits,
    "another's deed": _anothers_deeds,
    "another's title": _anothers_titles,
}
"""Kind -> every untrue line of that kind that one person's facts allow."""
