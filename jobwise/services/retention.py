"""What nobody has touched for so many days goes. Touched is what was made, run, edited or set anew."""

import datetime as dt
import logging
from contextlib import suppress

from jobwise.domain.account import Actor
from jobwise.domain.my_data import Leaving
from jobwise.errors import NotFound
from jobwise.ports import Clock, Traces, Transactions

logger = logging.getLogger(__name__)

NOTICE_DAYS = 30
"""So long before, a person is told."""
_NOTICE = dt.timedelta(days=NOTICE_DAYS)


class RetentionService:
    """Looks for what has lain too long. `days`: None keeps everything for ever."""

    def __init__(self, transactions: Transactions, traces: Traces, clock: Clock, days: int | None) -> None:
        self._transactions, self._traces, self._clock, self.days = transactions, traces, clock, days

    def leaving(self, actor: Actor) -> tuple[Leaving, ...]:
        """What goes within `NOTICE_DAYS` unless it is touched, soonest first. Nothing goes sooner than that
        after the days were set, or set lower.

        The profile with its files goes when neither it nor any application was touched for so long.
        """
        if self.days is None:
            return ()
        kept, now = dt.timedelta(days=self.days), self._clock()
        with self._transactions() as work:
            first = work.personal.kept_since(self.days, now) + _NOTICE
            touched, profile = work.personal.last_touches(actor)
            made = work.applications.list(actor)
            vacancies = work.vacancies.last_touches(actor)
        jobs = {one.id: ", ".join(filter(None, (one.title, one.employer))) or "An ad" for one in made}
        going = [
            Leaving(name=jobs[key], on=max(at + kept, first)) for key, at in touched.items() if key in jobs
        ]
        going += [
            Leaving(name=f"The vacancy {title} with its candidates", on=max(at + kept, first))
            for title, at in vacancies
        ]
        if profile and len(touched) == len(made):
            last = max([profile, *touched.values()])
            going.append(Leaving(name="Your profile with its files", on=max(last + kept, first)))
        return tuple(sorted((one for one in going if one.on <= now + _NOTICE), key=lambda one: one.on))

    def sweep(self) -> int:
        """Delete what has lain too long, whoever's it is, and say how much. Raises: StorageFailed."""
        if self.days is None:
            return 0
        now = self._clock()
        since = now - dt.timedelta(days=self.days)
        with self._transactions() as work:
            if now < work.personal.kept_since(self.days, now) + _NOTICE:
                return 0
            old = work.personal.long_untouched(since)
            vacancies = work.vacancies.long_untouched(since)
        if old or vacancies:
            self._traces.expect()
        for actor, application_id in old:
            with suppress(NotFound), self._transactions() as work:  # deleted in the meantime
                work.applications.delete(actor, application_id)
        for actor, vacancy_id in vacancies:
            with suppress(NotFound), self._transactions() as work:
                work.vacancies.delete(actor, vacancy_id)
        with self._transactions() as work:
            others = work.personal.forget_idle(since)
        gone = len(old) + len(vacancies)
        if gone or others:
            self._traces.remove()
            logger.info("%d applications and vacancies and %d other rows were kept long enough", gone, others)
        return gone + others
