"""What was done, by whom, to whom: ids and never content."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from jobwise.domain.base import Model


class Action(StrEnum):
    """What is put down. A name once used keeps its meaning: old entries are read by it."""

    SIGNED_UP = "signed_up"
    LOGGED_IN = "logged_in"
    LOG_IN_FAILED = "log_in_failed"
    LOG_IN_BLOCKED = "log_in_blocked"
    LOGGED_OUT = "logged_out"
    SESSION_ENDED = "session_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    RESET_ASKED = "reset_asked"
    RESET_MADE = "reset_made"
    PASSWORD_RESET = "password_reset"  # noqa: S105
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    ROLES_CHANGED = "roles_changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    EXPORTED = "exported"
    ERASED = "erased"
    KEY_USED = "key_used"
    SECRET_ROTATED = "secret_rotated"  # noqa: S105
    CONSENT_CHANGED = "consent_changed"
    CATEGORIES_PUT = "categories_put"
    REVEALED = "revealed"
    DECIDED = "decided"
    CORRECTED = "corrected"
    CANDIDATE_DELETED = "candidate_deleted"
    VACANCY_DELETED = "vacancy_deleted"
    PROMPT_ADDED = "prompt_added"
    PROMPT_CHOSEN = "prompt_chosen"
    PROMPT_ROLLED_BACK = "prompt_rolled_back"
    PROMPT_ARCHIVED = "prompt_archived"
    GOLDEN_SET_ADDED = "golden_set_added"
    GOLDEN_CASE_GIVEN = "golden_case_given"
    EXPERIMENT_STARTED = "experiment_started"
    EXPERIMENT_STOPPED = "experiment_stopped"
    EXPERIMENT_DELETED = "experiment_deleted"
    API_KEY_MADE = "api_key_made"
    API_KEY_ENDED = "api_key_ended"
    REFRESH_REUSED = "refresh_reused"
    SIGNING_KEY_CHANGED = "signing_key_changed"


class AuditEntry(Model):
    """A line of the log. `number` counts from 1; `subject` is the id of what it was done to.

    `hash` is made from this entry and the one before, with a key that is not in the table.
    """

    number: int
    at: dt.datetime
    actor_id: str
    action: str
    subject: str
    details: Mapping[str, str]
    hash: str


class AuditVerdict(Model):
    """What checking the log found. `head` is "count:hash" of the newest entry, to be noted elsewhere.

    `wrong`: number of the first entry that is not as it was written, None where all is well; `reason`
    says in words what is wrong with it.
    """

    entries: int
    head: str
    wrong: int | None = None
    reason: str = ""
