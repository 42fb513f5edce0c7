"""Golden sets: cases to hold versions of prompts against, in versions that never change."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.golden import GoldenCase, GoldenSet, GoldenSetSummary
from jobwise.domain.role import Role
from jobwise.errors import Conflict, NotFound, UnusableEntry
from jobwise.pipeline.given_case import given_case
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.ports import Clock, ResumeReader, Traces, Transactions, UnitOfWork
from jobwise.services.authors import HOUSE, author_name
from jobwise.services.golden_file import MOST_BYTES, golden_lines, golden_set_of
from jobwise.services.golden_generator import made_cases, stock

GIVEN = "given"
"""The set of the cases that people gave."""
MOST_MADE = 200
"""Cases that the generator makes at once."""
FIRST_DAY = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
"""When the sets that come with JobWise were made."""
_FIRST_WHY = "40 people and ads that were made up, in six languages. It comes with JobWise."
_GIVEN_WHY = "Cases that people gave from their own applications."


class GoldenSetService:
    """What prompt editors do with sets, and people with a case that they give."""

    def __init__(
        self,
        transactions: Transactions,
        reader: ResumeReader,
        traces: Traces,
        clock: Clock,
        folder: Path,
        samples: Path,
    ) -> None:
        """folder: the sets that come with JobWise. samples: résumés and ads to make cases from."""
        self._transactions, self._reader, self._traces, self._clock = transactions, reader, traces, clock
        self._folder, self._samples = folder, samples

    def list(self, actor: Actor) -> Sequence[GoldenSetSummary]:
        """Every version of every set, by name, newest first. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            kept = [
                one.model_copy(update={"author": author_name(work, actor, one.author)})
                for one in work.golden.list()
                if one.label not in self._shipped
            ]
        ours = [
            GoldenSetSummary(
                name=one.name,
                version=one.version,
                why=one.why,
                cases=len(one.cases),
                author=HOUSE,
                at=FIRST_DAY,
            )
            for one in self._shipped.values()
        ]
        return sorted([*ours, *kept], key=lambda one: (one.name, -one.version))

    def get(self, actor: Actor, label: str) -> GoldenSet:
        """A version with what is still there of its cases. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return self._get(work, label)

    def pin(self, work: UnitOfWork, label: str) -> str:
        """The row of a version, for an experiment that points at it; one of a file gets its row now.

        Raises: NotFound.
        """
        found = work.golden.find(label)
        if found is None and label in self._shipped:
            found = work.golden.add(self._shipped[label], "", FIRST_DAY, {})
        if found is None:
            raise _not_there(label)
        return found

    def newest(self, actor: Actor, name: str) -> int:
        """The number of a set's newest version, 0 where there is none. Raises: NotFound."""
        actor.must_be(Role.PROMPT_EDITOR)
        with self._transactions() as work:
            return self._newest(work, name)

    def lines(self, actor: Actor, label: str) -> str:
        """A version as JSON Lines, without what people gave. Raises: NotFound.

        *Why without:* who takes a case back could not take it back out of a file.
        """
        golden = self.get(actor, label)
        ours = tuple(case for case in golden.cases if case.source != "person")
        return golden_lines(golden.model_copy(update={"cases": ours}))

    def add_file(self, actor: Actor, name: str, data: bytes, why: str) -> str:
        """The cases of a file as the next version of a set; gives its label.

        Raises: NotFound, UnusableEntry, Conflict.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        golden = golden_set_of(data[: MOST_BYTES + 1].decode("utf-8-sig", "replace"), name)
        return self._add(actor, name, golden.cases, why)

    def add_samples(self, actor: Actor, name: str, why: str) -> str:
        """A case for each sample résumé with each sample ad; gives the label.

        Raises: NotFound, UnusableEntry, UnreadableFile, Conflict.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        return self._add(actor, name, tuple(self._sample_cases()), why)

    def add_made(self, actor: Actor, name: str, seed: int, count: int, why: str) -> str:
        """So many made-up cases; the same seed gives the same. Raises: NotFound, UnusableEntry, Conflict."""
        actor.must_be(Role.PROMPT_EDITOR)
        if not 1 <= count <= MOST_MADE:
            raise UnusableEntry(
                "That many cases are not made at once", f"Enter 1 to {MOST_MADE}.", code="golden-count"
            )
        return self._add(actor, name, made_cases(stock(self._folder), seed, count), why)

    def read_case(
        self, actor: Actor, case_id: str, title: str, file_name: str, data: bytes, job_text: str
    ) -> GoldenCase:
        """A case from a résumé's file and an ad; nothing is kept yet.

        Raises: NotFound, UnreadableFile, UnusableJob, UnusableEntry.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        analyze_job(job_text)
        profile = self._reader.read_resume(file_name, data).profile
        try:
            return GoldenCase(
                id=case_id,
                title=title,
                as_of=self._clock().date(),
                profile=profile.model_copy(update={"unplaced": (), "doubts": ()}),
                job_text=job_text,
            )
        except ValidationError as error:
            raise UnusableEntry(
                "This is no case yet",
                "It needs a title, an id of letters, digits and hyphens, and a résumé that says something.",
                code="golden-case",
            ) from error

    def put_case(self, actor: Actor, label: str, case: GoldenCase, why: str) -> str:
        """The next version of a set with another case, or with this one in the place of its former self.

        label: the newest version, which the person saw. Raises: NotFound, UnusableEntry, Conflict.
        """
        actor.must_be(Role.PROMPT_EDITOR)
        analyze_job(case.job_text)
        golden = self.get(actor, label)
        known = {one.id: one for one in golden.cases}
        return self._add(actor, golden.name, tuple({**known, case.id: case}.values()), why, golden.version)

    def drop_case(self, actor: Actor, label: str, case_id: str, why: str) -> str:
        """The next version without a case. Raises: NotFound, UnusableEntry, Conflict."""
        golden = self.get(actor, label)
        left = tuple(one for one in golden.cases if one.id != case_id)
        if len(left) == len(golden.cases):
            raise _not_there(case_id)
        if not left:
            raise UnusableEntry(
                "A set needs a case",
                "This is its last one. Add another before you remove it.",
                code="golden-last",
            )
        return self._add(actor, golden.name, left, why, golden.version)

    def preview(self, actor: Actor, application_id: str) -> GoldenCase:
        """What the person would give of an application: all of it, and nothing else.

        Raises: NotFound, UnusableJob, UnusableEntry.
        """
        with self._transactions() as work:
            application = work.applications.get(actor, application_id)
            request = work.applications.request(actor, application_id)
            stored = work.profiles.get(actor, application.profile_id)
            source = work.profiles.source(actor, stored.source_id) if stored.source_id else None
            case_id = work.golden.case_id(actor, application_id)
        try:
            return given_case(
                case_id,
                application.profile,
                source.text.text if source else "",
                stored.file_name,
                application.job_text,
                application.analysis or analyze_job(application.job_text),
                request.as_of,
            )
        except ValidationError as error:
            raise UnusableEntry(
                "There is nothing to test with",
                "Without what tells who you are, your profile holds no fact.",
                code="golden-case",
            ) from error

    def give(self, actor: Actor, application_id: str, seen: GoldenCase) -> str:
        """Give a case for testing prompts, as it was shown; it stays the person's. Gives the set's label.

        *Why the version is the house's:* what it has more than the one before is the giver's.

        Raises: NotFound, UnusableJob, UnusableEntry, Conflict where it is not what was shown.
        """
        case = self.preview(actor, application_id)
        if case != seen:
            raise Conflict("Your application changed", "Look at what you would give again.", code="changed")
        with self._transactions() as work:
            work.golden.alone()
            work.applications.get(actor, application_id)  # it may have been erased since
            newest = self._newest(work, GIVEN)
            kept = self._rows(work, f"{GIVEN}@{newest}") if newest else ()
            cases = {one.id: one for _, _, one in kept} | {case.id: case}
            owners = {one.id: owner for _, owner, one in kept} | {case.id: actor.id}
            label = self._keep(work, GIVEN, newest + 1, tuple(cases.values()), _GIVEN_WHY, "", owners)
            work.audit.note(self._clock(), actor.id, Action.GOLDEN_CASE_GIVEN, application_id, {"set": label})
        return label

    def given(self, actor: Actor) -> Sequence[GoldenCase]:
        """What the person gave, each case once."""
        with self._transactions() as work:
            return tuple({case.id: case for _, case in work.golden.given(actor)}.values())

    def take_back(self, actor: Actor) -> int:
        """Take back all that the person gave, and leave nothing of it; gives how many cases there were.

        Raises: StorageFailed.
        """
        cases = len(self.given(actor))
        self._traces.expect()
        with self._transactions() as work:
            work.golden.alone()
            work.golden.take_back(actor)
        self._traces.remove()
        return cases

    @cached_property
    def _shipped(self) -> Mapping[str, GoldenSet]:
        """The sets that come with JobWise: label -> set."""
        sets = (
            golden_set_of(file.read_text("utf-8"), file.stem).model_copy(update={"why": _FIRST_WHY})
            for file in sorted(self._folder.glob("*.jsonl"))
        )
        return {one.label: one for one in sets}

    def _get(self, work: UnitOfWork, label: str) -> GoldenSet:
        if label in self._shipped:
            return self._shipped[label]
        found = work.golden.find(label)
        cases = tuple(case for _, _, case in work.golden.cases(found)) if found else ()
        if found is None or not cases:
            raise _not_there(label)
        name, _, version = label.partition("@")
        return GoldenSet(name=name, version=int(version), why=work.golden.why(found), cases=cases)

    def _newest(self, work: UnitOfWork, name: str) -> int:
        ours = [one.version for one in self._shipped.values() if one.name == name]
        return max([work.golden.newest(name), *ours])

    def _rows(self, work: UnitOfWork, label: str) -> Sequence[tuple[str, str, GoldenCase]]:
        found = work.golden.find(label)
        return work.golden.cases(found) if found else ()

    def _add(
        self, actor: Actor, name: str, cases: tuple[GoldenCase, ...], why: str, seen: int | None = None
    ) -> str:
        """seen: the version that the person changed, None for a set as a whole."""
        with self._transactions() as work:
            work.golden.alone()
            newest = self._newest(work, name)
            if seen is not None and newest != seen:
                raise Conflict(
                    f"There is a newer version: {name}@{newest}",
                    "Look at it, then change that.",
                    code="changed",
                )
            rows = self._rows(work, f"{name}@{newest}")
            owners = {case.id: owner for _, owner, case in rows if case.source == "person"}
            for case in cases:
                if case.source == "person" and case.id not in owners:
                    raise UnusableEntry(
                        f"{case.id} was given by a person",
                        "Such a case comes in through their own application alone.",
                        code="golden-person",
                    )
            kept = {case.id for case in cases if case.source == "person"}
            owners = {case: owner for case, owner in owners.items() if case in kept}
            label = self._keep(work, name, newest + 1, cases, why, actor.id, owners)
            work.audit.note(
                self._clock(), actor.id, Action.GOLDEN_SET_ADDED, label, {"cases": str(len(cases))}
            )
        return label

    def _keep(
        self,
        work: UnitOfWork,
        name: str,
        version: int,
        cases: tuple[GoldenCase, ...],
        why: str,
        author: str,
        owners: Mapping[str, str],
    ) -> str:
        try:
            golden = GoldenSet(
                name=name, version=version, why=" ".join(why.replace("\0", " ").split())[:500], cases=cases
            )
        except ValidationError as error:
            raise UnusableEntry(
                "This is no golden set",
                "Its name may have small letters, digits and hyphens, and it holds 1 to 1,000 cases.",
                code="golden-set",
            ) from error
        work.golden.add(golden, author, self._clock(), owners)
        return golden.label

    def _sample_cases(self) -> Iterator[GoldenCase]:
        ads = sorted(self._samples.glob("*.txt"))
        for file in sorted(self._samples.glob("*-*.md")):
            profile = self._reader.read_resume(file.name, file.read_bytes()).profile
            for ad in ads:
                yield GoldenCase(
                    id=f"{file.stem.partition('-')[0]}-{ad.stem}",
                    title=f"{profile.basics.name}, {ad.read_text('utf-8').splitlines()[0]}",
                    source="sample",
                    as_of=FIRST_DAY.date(),
                    profile=profile.model_copy(update={"doubts": (), "unplaced": ()}),
                    job_text=ad.read_text("utf-8"),
                )


def _not_there(label: str) -> NotFound:
    return NotFound(f"{label} is not there", "Look for it in the list of golden sets.", code="not-found")
