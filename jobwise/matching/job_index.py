"""Finds jobs by words, ranked by BM25 (Robertson and Walker, 1994), and by what else is known of them.

A title counts as if it stood three times, employer and skills twice (weighted fields: Robertson, Zaragoza and
Taylor, 2004). Words are stemmed in the language of each ad, those looked for in every language that an ad of
the index has. *Why in memory:* what people keep is sealed, and the database cannot look into it.
"""

import re
import threading
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from jobwise.domain.job import JobMark, JobOrder, JobSearch, JobWords
from jobwise.domain.posting import Salary
from jobwise.matching.job_places import looked_for, places_in

if TYPE_CHECKING:
    import numpy as np
    import snowballstemmer  # type: ignore[import-untyped]
    from numpy.typing import NDArray

_TITLE, _EMPLOYER, _SKILL = 3, 2, 2
_MOST = 255
"""A word counts no more than so often."""
_K1, _B = 1.2, 0.75
_APART = 0.5
"""What words of a phrase are worth in an ad that has them, but not together."""
_PAIRS = 1 << 18
"""Words that stand together are told by a hash of both; one job in a thousand has another pair's."""
_WORD = re.compile(r"[^\W_][\w+#]*")
_STEMMERS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese",
}  # fmt: skip
_HOURS_A_YEAR = {"hour": 2080.0, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}
"""How often a pay is paid in a year of full-time work."""
_STATES = ("waiting", "read", "unusable")
Columns = dict[str, "NDArray[Any]"]
FitOf = tuple[str | None, str | None]
"""The profile and the engine that a fit is by."""


class Found(NamedTuple):
    """A page: (job, its BM25 score). `total`: on all pages. `last`: where the page ends, None on the last
    one.

    `unscored`: of all that were found, those that were read and have no fit of this profile and engine.
    """

    jobs: tuple[tuple[str, float | None], ...]
    total: int
    last: "Place | None"
    unscored: int


class Place(NamedTuple):
    """Where a page ends. `until`: jobs that were added later are on no page, in microseconds since 1970."""

    until: int
    before: int
    job: str


class JobIndex:
    """Jobs of one person. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slots: dict[str, int] = {}
        self._ids: list[str] = []
        self._marks: dict[str, tuple[int, str]] = {}
        self._known: dict[str, dict[str, int]] = {}
        self._stemmed: dict[str, int] = {}
        self._postings: list[tuple[array[int], array[int]]] = []
        self._pairs: dict[int, array[int]] = {}
        self._places: dict[str, array[int]] = {}
        self._codes: dict[object, int] = {None: -1}
        self._languages: Counter[str] = Counter()
        self._language: list[str] = []
        self._columns = _columns(1024)
        self._changes = 0

    @property
    def mark(self) -> tuple[int, int]:
        """(jobs, sum of their changes), as the store has it of what it keeps."""
        return len(self._marks), self._changes

    def unknown(self, marks: Iterable[JobMark]) -> list[str]:
        """The jobs among them whose words are to be read."""
        return [one.id for one in marks if self._marks.get(one.id, (0, ""))[1] != one.words]

    def put(self, marks: Iterable[JobMark], words: Mapping[str, JobWords]) -> None:
        """Add jobs, or put what is new of them in place; those without words that are needed are left out."""
        with self._lock:
            for mark in marks:
                known = self._marks.get(mark.id)
                if known is None or known[1] != mark.words:
                    if mark.id not in words:
                        continue
                    self._drop(mark.id)
                    self._add(mark.id, words[mark.id])
                else:
                    self._changes -= known[0]
                self._changes += mark.changes
                self._marks[mark.id] = (mark.changes, mark.words)
                self._put_mark(self._slots[mark.id], mark)

    def keep(self, job_ids: Iterable[str]) -> None:
        """Drop all others."""
        with self._lock:
            for gone in self._marks.keys() - set(job_ids):
                self._drop(gone)

    @property
    def wasted(self) -> bool:
        """Whether more than two thirds of it are jobs that are gone or stand anew: better built again.

        *Why not half:* thousands that are added and then read stand in it twice.
        """
        return len(self._ids) > 1024 and len(self._ids) > 3 * len(self._marks)

    @property
    def size(self) -> int:
        """Jobs that take room in it, gone ones too."""
        return len(self._ids)

    @property
    def waiting(self) -> int:
        """Jobs that are not read yet."""
        import numpy as np

        with self._lock:
            end = len(self._ids)
            state = self._columns["state"][:end]
            return int(np.count_nonzero(self._columns["alive"][:end] & (state == 0)))

    def search(self, search: JobSearch, fit_of: FitOf, after: Place | None = None) -> Found:
        """The page of a search that comes after a place.

        fit_of: the present profile and engine; fits by another count as none.
        """
        import numpy as np

        with self._lock:
            end = len(self._ids)
            at = {name: column[:end] for name, column in self._columns.items()}
            there = at["alive"]
            until = after.until if after else int(at["added"][there].max(initial=0))
            there = there & (at["added"] <= until)
            scores = None
            if search.keywords:
                scores = self._scores(search.keywords, there, at["length"])
                there = there & (scores > 0)
            there = self._filtered(search, there, at)
            found = np.flatnonzero(there)
            fits = np.where(at["fit_of"] == self._codes.get(fit_of, -2), at["fit"], np.nan)
            order: JobOrder = search.order or "relevance"
            order = "date" if order == "relevance" and not search.keywords else order
            main = {"relevance": scores, "date": at["day"], "fit": np.nan_to_num(fits, nan=-1.0)}[order]
            assert main is not None  # by relevance are only those with keywords
            page, start = self._page(found, -main[found].astype(np.float64), at, search.limit, after)
            count = start + len(page)
            more = count < len(found)
            unscored = np.count_nonzero(np.isnan(fits[found]) & (at["state"][found] == 1))
            return Found(
                tuple(
                    (self._ids[slot], float(scores[slot]) if scores is not None else None) for slot in page
                ),
                len(found),
                Place(until, count, self._ids[page[-1]]) if more and len(page) else None,
                int(unscored),
            )

    def _page(
        self,
        found: "NDArray[np.int64]",
        main: "NDArray[np.float64]",
        at: Columns,
        limit: int,
        after: Place | None,
    ) -> tuple[Sequence[int], int]:
        """The slots of a page, and how many come before. *Why cut first:* nobody leafs through all of it."""
        import numpy as np

        most = (after.before if after else 0) + limit + _SLACK
        if len(found) > 2 * most:
            near = main <= np.partition(main, most)[most]
            found, main = found[near], main[near]
        ordered = found[np.lexsort((at["tie"][found], -at["added"][found], main))]
        start = 0
        if after:
            place = np.flatnonzero(ordered == self._slots.get(after.job, -1))
            start = int(place[0]) + 1 if len(place) else after.before
        return [int(slot) for slot in ordered[start : start + limit]], start

    def _scores(
        self, keywords: Iterable[str], there: "NDArray[np.bool_]", lengths: "NDArray[np.float32]"
    ) -> "NDArray[np.float64]":
        """BM25 of each job, 0 for those with none of the keywords."""
        import numpy as np

        total = np.zeros(len(there))
        count = int(np.count_nonzero(there))
        if not count:
            return total
        share = lengths / max(float(lengths[there].mean()), 1.0)
        for keyword in keywords:
            words = [self._stems(word) for word in _WORD.findall(_plain(keyword))]
            parts = [self._weighed(one, there, share, count) for one in words]
            if not parts:
                continue
            worth = np.sum(parts, axis=0)
            if len(parts) > 1:
                all_of_them = np.all([part > 0 for part in parts], axis=0)
                together = all_of_them & self._together(words, len(there))
                worth = np.where(all_of_them, worth * np.where(together, 1.0, _APART), 0.0)
            total += worth
        return total

    def _weighed(
        self,
        stems: Iterable[int],
        there: "NDArray[np.bool_]",
        share: "NDArray[np.float32]",
        count: int,
    ) -> "NDArray[np.float64]":
        """What a word, in any of its stems, is worth in each job."""
        import numpy as np

        worth, often = np.zeros(len(there)), np.zeros(len(there), np.float32)
        for number in stems:
            slots, counts = self._postings[number]
            often[np.frombuffer(slots, np.uint32)] += np.frombuffer(counts, np.uint8)
        slots_of = np.flatnonzero((often > 0) & there)
        rare = np.log1p((count - len(slots_of) + 0.5) / (len(slots_of) + 0.5))
        counted = often[slots_of]
        worth[slots_of] = rare * counted * (_K1 + 1) / (counted + _K1 * (1 - _B + _B * share[slots_of]))
        return worth

    def _together(self, words: Sequence[Iterable[int]], size: int) -> "NDArray[np.bool_]":
        """Where each word stands right before the next one."""
        import numpy as np

        found = np.ones(size, np.bool_)
        for first, second in pairwise(words):
            here = np.zeros(size, np.bool_)
            for one in first:
                for other in second:
                    slots = self._pairs.get(_pair(one, other))
                    if slots is not None:
                        here[np.frombuffer(slots, np.uint32)] = True
            found &= here
        return found

    def _stems(self, word: str) -> frozenset[int]:
        """The numbers of a word's stems in every language that there is."""
        stems = {stem(word, language) for language in (self._languages or ("en",))}
        return frozenset(self._stemmed[one] for one in stems & self._stemmed.keys())

    def _filtered(self, search: JobSearch, there: "NDArray[np.bool_]", at: Columns) -> "NDArray[np.bool_]":
        import numpy as np

        for meant in looked_for(search.location):
            here = np.zeros(len(there), np.bool_)
            for place in meant & self._places.keys():
                here[np.frombuffer(self._places[place], np.uint32)] = True
            there = there & here
        for name in ("seniority", "employment_type"):
            wanted: frozenset[str] = getattr(search, name)
            if wanted:
                there = there & np.isin(at[name], [self._codes.get(one, -2) for one in wanted])
        if search.remote is not None:
            there = there & (at["remote"] == search.remote)
        if search.salary_min is not None:
            same = at["currency"] == self._codes.get(search.salary_currency, -2)
            there = there & same & (at["pay"] >= search.salary_min)
        if search.posted_since:
            there = there & (at["day"] >= search.posted_since.toordinal())
        return there

    def _numbers(self, text: str, language: str) -> list[int]:
        """The number of each word's stem. *Why remembered by the word:* most are in other ads too."""
        known = self._known.setdefault(language, {})
        found = []
        for word in _WORD.findall(_plain(text)):
            number = known.get(word)
            if number is None:
                number = known[word] = self._stemmed.setdefault(stem(word, language), len(self._stemmed))
                if number == len(self._postings):
                    self._postings.append((array("I"), array("B")))
            found.append(number)
        return found

    def _add(self, job_id: str, words: JobWords) -> None:
        slot = len(self._ids)
        self._ids.append(job_id)
        self._slots[job_id] = slot
        if slot == len(self._columns["alive"]):
            self._columns = _grown(self._columns)
        told, at = words.told, self._columns
        language = told.get("language", "en")
        self._languages[language] += 1
        self._language.append(language)
        skills = {one["skill"] for one in told.get("requirements", ()) if one.get("skill")}
        numbers: list[int] = []
        for text, weight in (
            (words.title, _TITLE),
            (words.employer, _EMPLOYER),
            *((one, _SKILL) for one in sorted(skills)),
            (words.text, 1),
        ):
            own = self._numbers(text, language)
            numbers += own * weight
            for pair in set(map(_pair, own, own[1:])):
                _append(self._pairs, pair, slot)
        for number, count in Counter(numbers).items():
            slots, often = self._postings[number]
            slots.append(slot)
            often.append(min(count, _MOST))
        for place in places_in(told.get("location") or ""):
            _append(self._places, place, slot)
        remote, salary = told.get("remote"), told.get("salary")
        at["length"][slot] = len(numbers)
        at["tie"][slot] = int(job_id.replace("-", "")[:15] or "0", 16)
        at["seniority"][slot] = self._code(told.get("seniority"))
        at["employment_type"][slot] = self._code(told.get("employment_type"))
        at["remote"][slot] = -1 if remote is None else remote
        at["pay"][slot], currency = a_year(Salary(**salary)) if salary else (-1.0, None)
        at["currency"][slot] = self._code(currency)
        at["alive"][slot] = True

    def _put_mark(self, slot: int, mark: JobMark) -> None:
        at = self._columns
        at["state"][slot] = _STATES.index(mark.state)
        at["added"][slot] = round(mark.added_at.timestamp() * 1e6)
        at["day"][slot] = (mark.posted_on or mark.added_at.date()).toordinal()
        at["fit"][slot] = -1.0 if mark.fit is None else mark.fit
        at["fit_of"][slot] = self._code(mark.fit_of)

    def _drop(self, job_id: str) -> None:
        slot = self._slots.pop(job_id, None)
        if slot is not None:
            self._columns["alive"][slot] = False
            self._changes -= self._marks.pop(job_id)[0]
            self._languages -= Counter([self._language[slot]])

    def _code(self, value: object) -> int:
        return self._codes.setdefault(value, len(self._codes))


_SLACK = 200
"""Jobs beyond a page that are ordered too, since some of those before may have moved."""


_STEMMING = threading.Lock()
"""*Why:* a stemmer holds the word that it works on."""


def a_year(salary: Salary) -> tuple[float, str]:
    """The most that is paid in a year of full-time work, -1 where the ad names no amount; and its
    currency."""
    most = salary.max if salary.max is not None else salary.min
    return (-1.0 if most is None else most * _HOURS_A_YEAR[salary.unit]), salary.currency


def stem(word: str, language: str) -> str:
    """The stem of a word in small letters, without accents."""
    with _STEMMING:
        stemmed: str = _stemmer(language if language in _STEMMERS else "en").stemWord(word)
    if stemmed.isascii():
        return stemmed
    spread = unicodedata.normalize("NFKD", stemmed)
    return "".join(char for char in spread if not unicodedata.combining(char))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _pair(one: int, other: int) -> int:
    return (one * 0x9E3779B1 ^ other * 0x85EBCA77) >> 7 & _PAIRS - 1


def _append(lists: dict[Any, "array[int]"], key: object, slot: int) -> None:
    if key in lists:
        lists[key].append(slot)
    else:
        lists[key] = array("I", [slot])


def _columns(size: int) -> Columns:
    import numpy as np

    kinds = {
        "alive": np.bool_, "state": np.int8, "added": np.int64, "day": np.int32, "tie": np.int64,
        "length": np.float32, "seniority": np.int32, "employment_type": np.int32, "remote": np.int8,
        "pay": np.float64, "currency": np.int32, "fit": np.float32, "fit_of": np.int32,
    }  # fmt: skip
    return {name: np.zeros(size, kind) for name, kind in kinds.items()}


def _grown(columns: Columns) -> Columns:
    import numpy as np

    return {name: np.concatenate([column, np.zeros_like(column)]) for name, column in columns.items()}
