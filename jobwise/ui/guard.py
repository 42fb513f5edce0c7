"""Who may see a page. Every page begins with `admitted()`, since a page can be asked for by its address."""

from dataclasses import dataclass

import streamlit as st

from jobwise.bootstrap import Services, shared_services
from jobwise.domain.account import LOCAL_ACTOR, Actor
from jobwise.errors import JobWiseError, NotSignedIn
from jobwise.services.applications import ApplicationService
from jobwise.services.models import ModelService
from jobwise.services.profiles import ProfileService
from jobwise.services.prompts import PromptRegistry
from jobwise.ui.problems import show


@dataclass(frozen=True)
class Visit:
    """A person on a page, with what they can do there."""

    services: Services
    actor: Actor

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
    def applications(self) -> ApplicationService:
        return self.services.applications


def admitted() -> Visit:
    """The visit of the person who asks; in local mode that is the one person of this computer.

    Ends the page with a sentence when the store cannot be opened, or when people have to log in.
    """
    try:
        services = shared_services()
    except JobWiseError as error:
        st.title("JobWise cannot start")
        show(error)
        st.stop()
    if services.settings.auth != "local":
        show(NotSignedIn("You are not logged in", "Log in first.", code="not-signed-in"))
        st.stop()
    return Visit(services, LOCAL_ACTOR)
