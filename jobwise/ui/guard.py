"""Who may see a page. Every page begins with `admitted()`, since a page can be asked for by its address."""

import time
from contextlib import suppress
from typing import NoReturn

import streamlit as st

from jobwise.bootstrap import Services, shared_services
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.domain.role import Role
from jobwise.errors import JobWiseError, NotFound, NotSignedIn
from jobwise.services.accounts import AccountServices
from jobwise.services.analytics import AnalyticsService
from jobwise.services.applications import ApplicationService
from jobwise.services.candidates import CandidateService
from jobwise.services.corrections import CorrectionService
from jobwise.services.experiments import ExperimentService
from jobwise.services.fairness import FairnessService
from jobwise.services.golden_sets import GoldenSetService
from jobwise.services.jobs import JobService
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from jobwise.services.prompt_drafts import PromptDrafts
from jobwise.services.prompt_lab import PromptLab
from jobwise.services.prompts import PromptRegistry
from jobwise.services.ranking_files import RankingFiles
from jobwise.services.retention import RetentionService
from jobwise.services.tracker import TrackerService
from jobwise.services.vacancies import VacancyService
from jobwise.ui.problems import show
from jobwise.ui.visitor import cookie, here, session_cookie

WHOSE = "whose"
"""Whose a page's session is, by their id."""
LOOKED_EVERY_SECONDS = 1.0
"""How soon an open page notices that its log-in has ended."""


class Visit:
    """A person on a page, with what they can do there."""

    def __init__(self, services: Services, actor: Actor, cookie: str = "") -> None:
        """cookie: that of their log-in; empty in local mode."""
        self.services, self.cookie = services, cookie
        self._drawn_for, self._actor, self._known_at = actor, actor, time.monotonic()

    def is_like(self, other: "Visit") -> bool:
        """Whether it is the same log-in with the same roles.

        *Why not by `actor`:* that raises once the log-in has ended, as when its browser logged in anew.
        """
        return (self.cookie, self._drawn_for) == (other.cookie, other._drawn_for)

    @property
    def actor(self) -> Actor:
        """Who acts. Raises: NotSignedIn when the log-in has ended.

        *Why looked at again:* what a button does is bound when the page is drawn, and may be done long after.
        """
        if self.cookie and time.monotonic() - self._known_at > LOOKED_EVERY_SECONDS / 2:
            actor = self.accounts.sessions.actor_of(self.cookie, touch=False)
            if actor is None:
                raise NotSignedIn("You are not logged in any more", "Log in again.", code="not-signed-in")
            self._actor, self._known_at = actor, time.monotonic()
        return self._actor

    @property
    def profiles(self) -> ProfileService:
        return self.services.profiles

    @property
    def models(self) -> ModelService:
        return self.services.models

    @property
    def prompts(self) -> PromptRegistry:
        return self.services.prompts

    @property
    def prompt_lab(self) -> PromptLab:
        return self.services.prompt_lab

    @property
    def prompt_drafts(self) -> PromptDrafts:
        return self.services.prompt_drafts

    @property
    def experiments(self) -> ExperimentService:
        return self.services.experiments

    @property
    def golden_sets(self) -> GoldenSetService:
        return self.services.golden_sets

    @property
    def applications(self) -> ApplicationService:
        return self.services.applications

    @property
    def jobs(self) -> JobService:
        return self.services.jobs

    @property
    def tracker(self) -> TrackerService:
        return self.services.tracker

    @property
    def vacancies(self) -> VacancyService:
        return self.services.vacancies

    @property
    def candidates(self) -> CandidateService:
        return self.services.candidates

    @property
    def corrections(self) -> CorrectionService:
        return self.services.corrections

    @property
    def fairness(self) -> FairnessService:
        return self.services.fairness

    @property
    def ranking_files(self) -> RankingFiles:
        return self.services.ranking_files

    @property
    def analytics(self) -> AnalyticsService:
        return self.services.analytics

    @property
    def retention(self) -> RetentionService:
        return self.services.retention

    @property
    def accounts(self) -> AccountServices:
        return self.services.accounts

    @property
    def stays(self) -> str:
        """Where words stay as long as no model writes, as a sentence."""
        return "Nothing is sent to anybody else." if self.has_account else "Nothing leaves this computer."

    @property
    def has_account(self) -> bool:
        """Whether people log in here."""
        return self.services.settings.auth == "accounts"


def admitted(*roles: Role) -> Visit:
    """The visit of the person who asks; in local mode that is the one person of this computer.

    roles: one of them is needed. Ends the page with a sentence when the store cannot be opened or the role
    is missing; who is not logged in is sent to do that and comes back.
    """
    visit = visit_of(opened_services())
    if visit is None:
        _to_log_in()
    if visit.has_account:
        _forget_others(visit)
        _watch(visit)
    if roles and visit.actor.roles.isdisjoint(roles):
        st.title("Not here", anchor=False)
        show(NotFound("This is not there", "Look for it in the menu.", code="not-found"))
        st.stop()
    return visit


def present() -> Visit | None:
    """Who is there, for the frame around a page; None too where the page will tell that nothing works."""
    try:
        return visit_of(shared_services())
    except JobWiseError:
        return None


def opened_services() -> Services:
    """The services of this process; ends the page with a sentence when they cannot be had."""
    try:
        return shared_services()
    except JobWiseError as error:
        st.title("JobWise cannot start")
        show(error)
        st.stop()


def visit_of(services: Services, *, touch: bool = True) -> Visit | None:
    """Who is there; None for nobody that is known."""
    if services.settings.auth == "local":
        return Visit(services, LOCAL_ACTOR)
    shown = cookie(session_cookie(services.settings.tls))
    actor = services.accounts.sessions.actor_of(shown, touch=touch) if shown else None
    return Visit(services, actor, shown) if actor else None


@st.fragment(run_every=LOOKED_EVERY_SECONDS)
def _watch(visit: Visit) -> None:
    """*Why not only when something is clicked:* what is open on a screen is to go when its log-in ends."""
    now = visit_of(visit.services, touch=False)
    if now is None or not now.is_like(visit):
        st.rerun()


def _forget_others(visit: Visit) -> None:
    """Forget what somebody else left in this page's session.

    *Why:* a page that had lost its connection takes up its session again, maybe after another log-in. *Why to
    another page:* the browser still holds what was typed into the fields of this one.
    """
    if st.session_state.get(WHOSE, visit.actor.id) != visit.actor.id:
        _forget_all()
        st.session_state[WHOSE] = visit.actor.id
        st.switch_page("pages/start.py", query_params={})
    st.session_state[WHOSE] = visit.actor.id


def _forget_all() -> None:
    """*Why not `clear()`:* it ends without a word at the first field of a page that is not drawn any more."""
    for key in list(st.session_state):
        with suppress(KeyError):
            del st.session_state[key]


def _to_log_in() -> NoReturn:
    """*Why all is forgotten:* the next person at this browser may be another."""
    wanted = here()
    _forget_all()
    st.switch_page("pages/log_in.py", query_params={"next": wanted} if wanted != "/" else {})
