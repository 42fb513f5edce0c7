"""Puts down the figures of a run that has ended."""

import datetime as dt
from collections.abc import Callable, Sequence

from jobwise.domain.account import Actor
from jobwise.domain.analytics import OFFLINE, OTHER, SECONDS, RunFigures
from jobwise.domain.ats import AtsReport
from jobwise.domain.model_call import ModelChoice, ModelUse, Usage
from jobwise.domain.profile import Profile
from jobwise.domain.run import RunFailed, StageFinished
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.ports import UnitOfWork

BEHIND, FEW, MOST = 0.3, 0.15, 0.85
"""Lines that begin right of `BEHIND` of a page are of a second column, where more than `FEW` and fewer than
`MOST` of all do."""


class RunBook:
    """Keeps what can be counted of a run, and no word of anybody's."""

    def __init__(
        self,
        public_name: Callable[[ModelChoice], str] = lambda _: "",
        ended: Callable[[RunFigures], None] = lambda _: None,
    ) -> None:
        """public_name: what the price table calls a model, "" where it does not have it. ended: is told the
        figures too, once they stand in the transaction."""
        self._public_name, self._ended = public_name, ended

    def note(
        self,
        work: UnitOfWork,
        actor: Actor,
        application_id: str,
        at: dt.datetime,
        report: AtsReport | None = None,
    ) -> None:
        """Put down the present run, which has just ended, in the caller's transaction. report: of one that is
        done."""
        kept = work.applications
        run_id, state = kept.run(actor, application_id)
        request, events = kept.request(actor, application_id), kept.events(actor, application_id)
        stored = work.profiles.get(actor, request.profile_id)
        media_type = work.profiles.media_type(actor, stored.source_id) if stored.source_id else ""
        calls = [call for call in work.models.calls(actor, application_id) if call.run_id == run_id]
        ended = [event for event in events if isinstance(event, StageFinished)]
        failed = next((event for event in events if isinstance(event, RunFailed)), None)
        taken_over = [use for event in ended for use in event.model_uses if use.kept]
        uses = [*(call.use for call in calls if call.use), *taken_over]
        used = sum((call.use.usage for call in calls if call.use), Usage())
        seconds = {SECONDS[event.stage]: event.seconds for event in ended if not event.reused}
        figures = RunFigures(
            run_id=run_id,
            application_id=application_id,
            at=at,
            state=state,
            failure=failed.code if failed else "",
            failed_stage=(failed and failed.stage) or "",
            before_score=report.before.ats_score if report else None,
            after_score=report.after.ats_score if report else None,
            engine=ENGINE_VERSION,
            media_type=media_type,
            layout=layout_of(stored.profile),
            confidence=confidence_of(stored.profile),
            **seconds,
            reused=sum(event.reused for event in ended),
            provider=request.model.provider if request.model else OFFLINE,
            model=(self._public_name(request.model) or OTHER) if request.model else "",
            reading_prompt=_prompt(uses, "analyse"),
            writing_prompt=_prompt(uses, "reword", "letter"),
            engine_settings=request.engine_settings.label,
            calls=len(calls) + len(taken_over),
            kept_calls=len(taken_over),
            tries=sum(use.tries for use in uses),
            tokens_asked=used.asked,
            tokens_cached=used.cached,
            tokens_answered=used.answered,
            cost_usd=sum(call.cost_usd for call in calls),
            findings=len(report.findings) if report else None,
        )
        kept.put_figures(actor, figures)
        self._ended(figures)


def _prompt(uses: Sequence[ModelUse], *tasks: str) -> str:
    return next((use.prompt for use in uses if use.task in tasks), "")


def confidence_of(profile: Profile) -> float | None:
    """Share of what was read that is neither in doubt nor not understood; None for an empty profile."""
    doubted = {doubt.fact_id for doubt in profile.doubts}
    sure = [fact.section != "unplaced" and fact.fact_id not in doubted for fact in profile.facts()]
    return sum(sure) / len(sure) if sure else None


def layout_of(profile: Profile) -> str:
    """How the page is laid out, by where its lines begin: "one column", "columns", "text" without pages."""
    lefts = [box[0] for fact in profile.facts() if fact.place for box in fact.place.boxes]
    if not lefts:
        return "text"
    behind = sum(left > BEHIND for left in lefts) / len(lefts)
    return "columns" if FEW < behind < MOST else "one column"
