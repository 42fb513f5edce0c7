"""Ways to make a true line untrue, for the tests of the truth gate."""

import re
from collections.abc import Callable

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
    "a percent sign dropped": lambda line, n, w: re.sub(r"(\d+) ?%", r"\1", line, count=1),
    "a currency swapped": lambda line, n, w: line.replace("£", "€").replace("Euro", "Dollar"),
    "a currency added": lambda line, n, w: re.sub(r"(?<![\d£.,])(\d+)(?= [a-z])", r"$\1", line, count=1),
    "an amount in thousands": lambda line, n, w: re.sub(r"(\d+)(?= [a-z])", r"\1k", line, count=1),
    "more than a number": lambda line, n, w: re.sub(
        r"(?<![\d.,£])(\d+)(?= [a-z])", r"over \1", line, count=1
    ),
    "a plus sign": lambda line, n, w: re.sub(r"(?<![\d.,£])(\d+)(?= [a-z])", r"\1+", line, count=1),
    "a number added": lambda line, n, w: f"{line} for {n + 100} people",
    "a duration": lambda line, n, w: f"{line} for {n + 30} years",
    "an employer added": lambda line, n, w: f"{line} at {EMPLOYERS[n % len(EMPLOYERS)]}",
    "a place added": lambda line, n, w: f"{line} in {PLACES[n % len(PLACES)]}",
    "a seniority word": lambda line, n, w: f"{SENIOR[n % len(SENIOR)]} {line}",
    "a title claimed": lambda line, n, w: f"As Vice President, {line}",
    "a tool added": lambda line, n, w: f"{line} with {TOOLS[n % len(TOOLS)]}",
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
}
