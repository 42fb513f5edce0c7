"""What nobody has touched for so many days goes.

Touched is what was made, run, edited, decided on or set anew.
"""

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import suppress

from jobwise.domain.account import Actor
from jobwise.domain.my_data import Leaving
from jobwise.errors import NotFound, UnusableEntry
from jobwise.ports import Clock, Traces, Transactions, UnitOfWork
from jobwise.services.vacancies import RECRUITING

logger = logging.getLogger(__name__)

NOTICE_DAYS = 30
"""So long before, a person is told."""
MOST_DAYS = 3_650
"""Of a vacancy, where the installation keeps everything."""
_JOBS_AT_ONCE = 500
"""Jobs of one transaction."""
_NOTICE = dt.timedelta(days=NOTICE_DAYS)


class RetentionService:
    """Looks for what has lain too long. `days`: None keeps everything for ever."""

    def __init__(
        self,
        transactions: Transactions,
        traces: Traces,
        clock: Clock,
        days: int | None,
        forget_jobs: Callable[[str], None] = lambda _: None,
    ) -> None:
        """forget_jobs: told whose jobs went, so that no words of them stay in memory."""
        self._transactions, self._traces, self._clock, self.days = transactions, traces, clock, days
        self._forget_jobs = forget_jobs

    def leaving(self, actor: Actor) -> tuple[Leaving, ...]:
        """What goes within `NOTICE_DAYS` unless it is touched, soonest first. Nothing goes sooner than that
        after the days were set, or set lower; a vacancy may, by days of its own.

        The profile with its files goes when neither it nor any application was touched for so long. A job of
        the library goes unless an application was made for it.
        """
        now = self._clock()
        with self._transactions() as work:
            first = self._first(work, now)
            going = [
                Leaving(name=f"The vacancy {one.title} with its candidates", on=on)
                for one in work.vacancies.last_touches(actor)
                if (on := self._end(one.at, first, one.keep_days))
            ]
            touched, profile = work.personal.last_touches(actor)
            made = work.applications.list(actor)
            kept = work.jobs.touches(actor) if first else ()
        jobs = {one.id: ", ".join(filter(None, (one.title, one.employer))) or "An ad" for one in made}
        going += [
            Leaving(name=jobs[key], on=on)
            for key, at in touched.items()
            if key in jobs and (on := self._end(at, first))
        ]
        ends = sorted(on for at in kept if (on := self._end(at, first)) and on <= now + _NOTICE)
        if ends:
            many = "A job" if len(ends) == 1 else f"{len(ends):,} jobs"
            going.append(Leaving(name=f"{many} of your library", on=ends[0]))
        last = max([profile, *touched.values()]) if profile and len(touched) == len(made) else None
        if last and (on := self._end(last, first)):
            going.append(Leaving(name="Your profile with its files", on=on))
        return tuple(sorted((one for one in going if one.on <= now + _NOTICE), key=lambda one: one.on))

    def goes_on(self, actor: Actor, vacancy_id: str) -> dt.datetime | None:
        """When a vacancy goes unless it is touched; None for never. Raises: NotFound."""
        actor.must_be(*RECRUITING)
        with self._transactions() as work:
            work.vacancies.get(actor, vacancy_id)
            [touch] = (one for one in work.vacancies.last_touches(actor) if one.id == vacancy_id)
            return self._end(touch.at, self._first(work, self._clock()), touch.keep_days)

    def keep_for(self, actor: Actor, vacancy_id: str, days: int | None) -> None:
        """Let a vacancy go after days of its own; None leaves it to the installation.

        Raises: NotFound, UnusableEntry for more days than the installation keeps anything.
        """
        actor.must_be(*RECRUITING)
        most = MOST_DAYS if self.days is None else self.days
        if days is not None and not 1 <= days <= most:
            raise UnusableEntry(
                f"A vacancy can be kept for 1 to {most:,} days",
                "Enter such a number, or leave the field empty.",
                code="days",
            )
        with self._transactions() as work:
            work.vacancies.put_keep_days(actor, vacancy_id, days, self._clock())

    def sweep(self) -> int:
        """Delete what has lain too long, whoever's it is, and say how much. Raises: StorageFailed."""
        now = self._clock()
        with self._transactions() as work:
            first = self._first(work, now)
            days = self.days if first and now >= first else None
            since = None if days is None else now - dt.timedelta(days=days)
            old = work.personal.long_untouched(since) if since else ()
            vacancies = work.vacancies.long_untouched(now, days)
            jobs = work.jobs.long_untouched(since) if since else ()
        if old or vacancies or jobs:
            self._traces.expect()
        for actor, application_id in old:
            with suppress(NotFound), self._transactions() as work:  # deleted in the meantime
                work.applications.delete(actor, application_id)
        for actor, vacancy_id in vacancies:
            with suppress(NotFound), self._transactions() as work:
                work.vacancies.delete(actor, vacancy_id)
        for start in range(0, len(jobs), _JOBS_AT_ONCE):
            with self._transactions() as work:
                some = [key for _, key in jobs[start : start + _JOBS_AT_ONCE]]
                work.jobs.delete_untouched(some, since or now)
        for owner in {actor.id for actor, _ in jobs}:
            self._forget_jobs(owner)
        others = 0
        if since:
            with self._transactions() as work:
                others = work.personal.forget_idle(since)
        gone = len(old) + len(vacancies) + len(jobs)
        if gone or others:
            self._traces.remove()
            logger.info(
                "%d applications, vacancies and jobs and %d other rows were kept long enough", gone, others
            )
        return gone + others

    def _first(self, work: UnitOfWork, now: dt.datetime) -> dt.datetime | None:
        """When the first thing may go by the installation's days; None for never. Who asks first puts down
        since when they count, so that no reading transaction may ask."""
        return None if self.days is None else work.personal.kept_since(self.days, now) + _NOTICE

    def _end(
        self, touched: dt.datetime, first: dt.datetime | None, own: int | None = None
    ) -> dt.datetime | None:
        """When something goes that was touched then. own: its own days, the shorter of both counts."""
        ends = [] if own is None else [touched + dt.timedelta(days=own)]
        if first is not None and self.days is not None:
            ends.append(max(touched + dt.timedelta(days=self.days), first))
        return min(ends, default=None)
