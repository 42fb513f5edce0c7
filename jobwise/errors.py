"""Failures that a person can do something about. A bug is never one of these."""


class JobWiseError(Exception):
    """An expected failure.

    `title` says what is wrong, the message what to do; both are shown to the person as they are.
    `code` names the case for programs; the faces map the *type* to a status or an exit code.
    """

    def __init__(self, title: str, message: str, *, code: str) -> None:
        super().__init__(f"{title}. {message}")
        self.title = title
        self.message = message
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild by keyword, so that the error crosses a process border whole."""
        return _rebuild, (type(self), self.title, self.message, self.code)


class UnreadableFile(JobWiseError):
    """The file cannot be read: empty, corrupt, encrypted, a picture, too large, an unknown type."""


class UnreadablePage(JobWiseError):
    """The page cannot be fetched: no address of one, a forbidden machine, too long, too slow, no text."""


class UnusableJob(JobWiseError):
    """The job text cannot be worked on: too short, too long, no requirement, a résumé."""


class NotFound(JobWiseError):
    """No such thing for this actor. Other people's things answer the same."""


class Conflict(JobWiseError):
    """Somebody changed it in between, or it is in a state that does not allow this."""


class NotCarried(JobWiseError):
    """A person's words for a line say what none of its facts says. Nothing was changed."""


class UnusableEntry(JobWiseError):
    """What was entered cannot be taken: a weak password, no e-mail address, a wrong code."""


class NotSignedIn(JobWiseError):
    """Who asks is not known: a wrong password, a ticket or link that was used or is too old.

    *Why one for all:* nobody learns from the words which addresses have an account.
    """


class SecondFactorNeeded(NotSignedIn):
    """The password is right; the code of the second factor is asked for."""


class TooManyTries(JobWiseError):
    """Too many wrong tries; it works again after `wait` seconds."""

    wait = 15 * 60


class Busy(JobWiseError):
    """So many people log in at this moment that there is no turn; it works again in seconds."""


class StorageFailed(JobWiseError):
    """The database or the disk refused: full, locked by another process, damaged."""


class ModelFailed(JobWiseError):
    """A language model gave nothing that can be used: away, busy, no key, no shape."""


class Closing(BaseException):
    """Ends a stage because this process ends; it is begun again at the next start.

    *Why no Exception:* nobody may take it for the result of a stage and put it down as that.
    """


class BadSetting(JobWiseError):
    """A setting makes no sense; start-up stops with this sentence."""


def _rebuild(kind: type[JobWiseError], title: str, message: str, code: str) -> JobWiseError:
    return kind(title, message, code=code)
