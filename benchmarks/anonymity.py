"""How much of who somebody is can still be seen of an anonymised candidate: `python -m benchmarks.anonymity`.

Every generated résumé is read and anonymised, and all that a recruiter would be shown of it is searched for
what is known of the invented person.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from benchmarks.generated.forms import words_of
from benchmarks.generated.layouts import LAYOUTS, Layout
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import LANGUAGES, Person, printed_person
from jobwise.domain.profile import Profile, Unplaced
from jobwise.domain.vacancy import Candidate
from jobwise.pipeline.anonymised import Mask, anonymised
from jobwise.reading import read_resume

KINDS = ("name", "email", "phone", "url", "birth", "nationality", "schooling")
FILE_NAMES = ("CV {}.pdf", "cv.pdf", "resume_final_2.pdf")
BORN = "14/05/1990"
"""What the European form prints as the date of birth."""
_NO_WORDS = frozenset({"fact_id", "corrected", "doubts", "language", "id", "vacancy_id", "added_at"})


def measured(people: Iterable[tuple[Layout, str, int]], *, unread: bool = False) -> tuple[int, Counter[str]]:
    """(résumés, kind -> in how many of them it can be seen). unread: as if no name had been found."""
    count, seen = 0, Counter[str]()
    for layout, language, seed in people:
        count += 1
        seen.update(left_in(layout, language, seed, unread=unread))
    return count, seen


def left_in(layout: Layout, language: str, seed: int, *, unread: bool = False) -> set[str]:
    """What can still be seen of one person, in what is shown and in their whole text."""
    one = printed_person(layout, language, seed)
    name, content = on_paper(layout, one)
    result = read_resume(name, content)
    profile = _without_name(result.profile) if unread else result.profile
    candidate = Candidate(
        id="a",
        vacancy_id="b",
        number=1,
        state="read",
        file_name=FILE_NAMES[seed % len(FILE_NAMES)].format(one.name),
        media_type="application/pdf",
        added_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        profile=profile,
        source=result.source,
    )
    hidden = anonymised(candidate)
    shown = "\n".join(_strings(hidden.model_dump(mode="json")))
    text = f"{shown}\n{Mask.of(candidate).text(result.source.text)}"
    found = {kind for kind, words in _known(one, layout).items() if any(_holds(text, word) for word in words)}
    schooling = "\n".join(_strings([entry.model_dump(mode="json") for entry in hidden.profile.education]))
    if re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", schooling):
        found.add("schooling")
    return found


def _without_name(profile: Profile) -> Profile:
    """The profile of a reader that took the name for a line that it did not understand."""
    line = Unplaced(fact_id="unplaced-name", text=profile.basics.name)
    basics = profile.basics.model_copy(update={"name": ""})
    return profile.model_copy(update={"basics": basics, "unplaced": (line, *profile.unplaced)})


def _known(one: Person, layout: Layout) -> dict[str, Sequence[str]]:
    """What must not be seen. *Why no small words of a name:* "van" is any Dutch sentence's."""
    parts = [part for part in re.split(r"[\s-]+", one.name) if len(part) > 1 and not part[0].islower()]
    form = words_of(one.language)["form"] if layout.form == "european" else None
    return {
        "name": [one.name, *parts],
        "email": [one.email],
        "phone": [one.phone],
        "url": [one.url] if one.url else [],
        "birth": [BORN] if form else [],
        "nationality": [" ".join(form["nationality"])] if form else [],
    }


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text, whatever the spaces and signs between their parts."""
    parts = [re.escape(part) for part in re.findall(r"\w+", unicodedata.normalize("NFKC", words))]
    plain, said = unicodedata.normalize("NFKC", text), r"[\W_]*".join(parts)
    return bool(parts) and re.search(rf"(?<!\w){said}(?!\w)", plain, re.IGNORECASE) is not None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NO_WORDS:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@click.command()
@click.option("--seeds", default=2, show_default=True, help="People for each layout and language.")
@click.option("--unread", is_flag=True, help="As if the reader had found no name.")
def command(seeds: int, unread: bool) -> None:
    """Print in how many résumés each kind can still be seen."""
    people = ((layout, language, n) for layout in LAYOUTS for language in LANGUAGES for n in range(seeds))
    count, seen = measured(people, unread=unread)
    for kind in KINDS:
        click.echo(f"{kind:12} hidden in {count - seen[kind]} of {count} ({1 - seen[kind] / count:.2%})")


if __name__ == "__main__":
    command()
