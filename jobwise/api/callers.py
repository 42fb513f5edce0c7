"""For whom a request is made, and what it may do: what routes take as their first argument."""

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import SecurityScopes

from jobwise.bootstrap import Services
from jobwise.domain.access import Caller, Scope
from jobwise.domain.account import LOCAL_ACTOR


def _services(request: Request) -> Services:
    services: Services = request.app.state.services()
    return services


Asked = Annotated[Services, Depends(_services)]
"""The services that a route asks."""


def caller(services: Asked, wanted: SecurityScopes) -> Caller:
    """Who asks. Without accounts it is the one person, from this computer alone."""
    del services, wanted
    return Caller(LOCAL_ACTOR, frozenset(Scope))


ReadsProfile = Annotated[Caller, Security(caller, scopes=[Scope.PROFILE_READ])]
WritesProfile = Annotated[Caller, Security(caller, scopes=[Scope.PROFILE_WRITE])]
ReadsJobs = Annotated[Caller, Security(caller, scopes=[Scope.JOBS_READ])]
WritesJobs = Annotated[Caller, Security(caller, scopes=[Scope.JOBS_WRITE])]
ReadsRuns = Annotated[Caller, Security(caller, scopes=[Scope.RUNS_READ])]
WritesRuns = Annotated[Caller, Security(caller, scopes=[Scope.RUNS_WRITE])]
ReadsAccount = Annotated[Caller, Security(caller, scopes=[Scope.ACCOUNT_READ])]
WritesAccount = Annotated[Caller, Security(caller, scopes=[Scope.ACCOUNT_WRITE])]
ReadsHealth = Annotated[Caller, Security(caller, scopes=[Scope.HEALTH_READ])]
