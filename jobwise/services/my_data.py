"""A person and all that is kept of them: what there is, all of it to take along, all of it gone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.my_data import Consent, KeptKind
from jobwise.domain.role import Role
from jobwise.ports import Clock, RunEngine, Traces, Transactions
from jobwise.services.accounts.people import check_leaving
from jobwise.services.accounts.reauthentication import NOTHING_TYPED
from jobwise.services.applications import OPEN_STATES, ApplicationService
from jobwise.services.data_export import write_export
from jobwise.services.tracker import TrackerService

NOUNS: Mapping[str, tuple[str, str]] = {
    "sources": ("résumé file", "résumé files"),
    "profiles": ("version of your profile", "versions of your profile"),
    "applications": ("application with its ad", "applications with their ads"),
    "stage_outputs": ("result of one step", "results of single steps"),
    "run_events": ("event of a run", "events of runs"),
    "files": ("finished file", "finished files"),
    "document_versions": ("version of documents", "versions of documents"),
    "jobs": ("job in your library", "jobs in your library"),
    "gone_jobs": (
        "mark of a job that you deleted or had twice, as a hash",
        "marks of jobs that you deleted or had twice, as hashes",
    ),
    "job_boards": ("job board that you follow", "job boards that you follow"),
    "application_moves": ("step of an application", "steps of applications"),
    "application_notes": ("note on an application", "notes on applications"),
    "application_dates": ("date of an application", "dates of applications"),
    "sent_files": ("file that you sent", "files that you sent"),
    "vacancies": ("vacancy with its ad", "vacancies with their ads"),
    "rubrics": ("version of what a vacancy asks", "versions of what vacancies ask"),
    "candidates": ("candidate with their file", "candidates with their files"),
    "assessments": ("score of a candidate", "scores of candidates"),
    "decisions": ("decision on a candidate", "decisions on candidates"),
    "corrections": ("correction by a candidate", "corrections by candidates"),
    "categories": ("candidate's answer for statistics", "candidates' answers for statistics"),
    "swap_audits": ("fairness audit", "fairness audits"),
    "model_settings": (
        "choice of a model, with its key if you entered one",
        "choices of models, with their keys",
    ),
    "model_calls": ("call of a model", "calls of models"),
    "model_replies": ("answer of a model", "answers of models"),
    "consents": ("consent given or taken back", "consents given or taken back"),
    "golden_cases": (
        "case for testing prompts that was made from your application",
        "cases for testing prompts that were made from your applications",
    ),
    "experiment_cells": (
        "result of testing a prompt on your application",
        "results of testing prompts on your applications",
    ),
    "run_figures": (
        "run in the figures of use, without your words",
        "runs in the figures of use, without your words",
    ),
    "users": ("account", "accounts"),
    "credentials": ("password, as a hash", "passwords, as hashes"),
    "second_factors": ("second factor", "second factors"),
    "recovery_codes": ("recovery code, as a hash", "recovery codes, as hashes"),
    "sessions": ("browser that is logged in", "browsers that are logged in"),
    "api_keys": ("key for programs, as a hash", "keys for programs, as hashes"),
    "refresh_tokens": ("program that is logged in", "programs that are logged in"),
    "saved_replies": ("answer kept for a program's next try", "answers kept for programs' next tries"),
    "tokens": ("link or ticket that works once", "links or tickets that work once"),
}
"""Table -> what a row of it is called, one and many, in the order of the page."""
Audited = Callable[[Actor], Sequence[Mapping[str, Any]]]
"""Gives what the audit log has about a person."""


class MyDataService:
    """What everybody may do with what is theirs."""

    def __init__(
        self,
        transactions: Transactions,
        engine: RunEngine,
        applications: ApplicationService,
        tracker: TrackerService,
        traces: Traces,
        forget_words: Callable[[str], None],
        clock: Clock,
        confirm: Callable[[Actor, SecretStr], None],
        audited: Audited = lambda _: (),
    ) -> None:
        """forget_words: drops what this process keeps in memory of a person's words. confirm: lets nobody on
        who is not the person they are logged in as."""
        self._transactions, self._engine, self._applications = transactions, engine, applications
        self._tracker, self._traces, self._forget_words, self._audited = (
            tracker,
            traces,
            forget_words,
            audited,
        )
        self._clock, self._confirm = clock, confirm

    def kept(self, actor: Actor) -> tuple[KeptKind, ...]:
        """What is kept of the person: what an erasure takes, and a download gives. Kinds with nothing are
        not among them."""
        with self._transactions(reading=True) as work:
            counts = work.personal.kept(actor)
            names = {"sources": tuple(work.personal.source_names(actor))}
            made = work.applications.list(actor)
            names["vacancies"] = tuple(one.title for one in work.vacancies.list(actor))
            given = {case.id: case.title for _, case in work.golden.given(actor)}
        names["golden_cases"] = tuple(given.values())
        jobs = (", ".join(filter(None, (one.title, one.employer))) or "An ad" for one in made)
        names["applications"] = tuple(jobs)
        return _kinds(counts, names)

    def consents(self, actor: Actor) -> Sequence[Consent]:
        """What the person agreed to and took back, oldest first."""
        with self._transactions(reading=True) as work:
            return work.personal.consents(actor)

    def export(self, actor: Actor, out: BinaryIO) -> None:
        """Write one ZIP with all of it; one file at a time is in memory. Keys are never in it."""
        write_export(out, actor, self._transactions, self._applications, self._tracker, self._audited(actor))
        with self._transactions() as work:
            work.audit.note(self._clock(), actor.id, Action.EXPORTED, actor.id, {})

    def erase(self, actor: Actor, typed: SecretStr = NOTHING_TYPED) -> None:
        """Leave nothing of the person: rows, key, runs, what this process remembers, traces in files, and
        the account where they have one.

        typed: what `Reauthentication.asks` for. A kill in the middle is made up for at the next start.
        Raises: StorageFailed, UnusableEntry, TooManyTries, Busy, Conflict for the last administrator.
        """
        self._confirm(actor, typed)
        self._erase(actor, by=actor)

    def kept_of(self, actor: Actor, user_id: str) -> tuple[KeptKind, ...]:
        """How much is kept of another person, for an administrator; no names, which are theirs alone.

        Raises: NotFound.
        """
        other = self._other(actor, user_id)
        with self._transactions(reading=True) as work:
            return _kinds(work.personal.kept(other), {})

    def erase_person(self, actor: Actor, user_id: str, typed: SecretStr = NOTHING_TYPED) -> None:
        """The same for another person, by an administrator.

        Raises: NotFound, StorageFailed, UnusableEntry, TooManyTries, Busy, Conflict.
        """
        other = self._other(actor, user_id)
        self._confirm(actor, typed)
        self._erase(other, by=actor)

    def _other(self, actor: Actor, user_id: str) -> Actor:
        """Raises: NotFound."""
        actor.must_be(Role.ADMINISTRATOR)
        with self._transactions() as work:
            return Actor(id=user_id, roles=work.people.get(actor, user_id).roles)

    def _erase(self, person: Actor, by: Actor) -> None:
        with self._transactions() as work:
            check_leaving(work, person)
        self._traces.expect()
        self._stop_runs(person)
        with self._transactions() as work:
            check_leaving(work, person)
            work.golden.alone()
            work.personal.erase(person)
            work.audit.note(self._clock(), by.id, Action.ERASED, person.id, {})
        try:
            self._engine.forget(person)
        finally:
            self._forget_words(person.id)
            self._traces.remove()

    def _stop_runs(self, actor: Actor) -> None:
        """*Why first:* a stage at work looks whether its run still goes, and ends sooner."""
        with self._transactions() as work:
            for application in work.applications.list(actor):
                if application.state in OPEN_STATES:
                    work.applications.set_state(actor, application.id, "stopped")


def _kinds(counts: Mapping[str, int], names: Mapping[str, tuple[str, ...]]) -> tuple[KeptKind, ...]:
    """counts: table -> rows. names: table -> what its rows are called, where they have names."""
    return tuple(
        KeptKind(noun=noun, plural=plural, count=counts[table], names=names.get(table, ()))
        for table, (noun, plural) in NOUNS.items()
        if counts.get(table)
    )
