"""What people who work on the same things call each other on screens."""

from jobwise.domain.account import LOCAL_ACTOR, OPERATOR, Actor
from jobwise.ports import UnitOfWork

HOUSE = "JobWise"
_KNOWN = {"": HOUSE, "jobwise": HOUSE, OPERATOR.id: "The command line"}


def author_name(work: UnitOfWork, actor: Actor, author: str) -> str:
    """ "You", the name that somebody gave themselves, or who else it was."""
    if author == actor.id:
        return "You"
    if author in _KNOWN:
        return _KNOWN[author]
    user = work.sign_in.user(author)
    if user is None:
        return "Somebody on this computer" if author == LOCAL_ACTOR.id else "Somebody who has left"
    return user.name or user.email
