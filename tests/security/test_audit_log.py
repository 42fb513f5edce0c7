"""Whoever changes the log is found out, and the log tells no more than it has to."""

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from jobwise.domain.access import NewApiKey, Scope
from jobwise.domain.audit import Action
from jobwise.domain.role import Role
from jobwise.errors import NotSignedIn
from tests.account_parts import GOOD, OPERATOR, OTHER, House, all_at_once


def change(house: House, *statements: str) -> None:
    """What somebody does who can write to the database and has no key."""
    for statement in statements:
        with house.database.turn(), house.database.engine.begin() as connection:
            connection.execute(text(statement))


@pytest.fixture
def log(house: House) -> House:
    """Twelve entries."""
    for number in range(12):
        house.audit.note("anna", Action.EXPORTED, f"thing-{number}", {"files": str(number)})
        house.clock.forward(seconds=1.25)
    return house


def test_a_log_that_nobody_touched_is_well(log: House) -> None:
    verdict = log.audit.verify(OPERATOR)
    assert (verdict.entries, verdict.wrong, verdict.reason) == (12, None, "")
    assert verdict.head.startswith("12:")


def test_an_empty_log_is_well(house: House) -> None:
    assert house.audit.verify(OPERATOR).wrong is None


COPY = (
    'INSERT INTO audit_entries SELECT {number}, "at", actor_id, action, subject, details, hash '
    "FROM audit_entries"
)


@pytest.mark.parametrize(
    ("statements", "wrong"),
    [
        (["UPDATE audit_entries SET subject = 'thing-9' WHERE number = 5"], 5),
        (["UPDATE audit_entries SET actor_id = 'ben' WHERE number = 1"], 1),
        (["UPDATE audit_entries SET action = 'erased' WHERE number = 5"], 5),
        (["UPDATE audit_entries SET details = '{}' WHERE number = 12"], 12),
        (['UPDATE audit_entries SET "at" = "at" + INTERVAL \'1 second\' WHERE number = 5'], 5),
        (["UPDATE audit_entries SET hash = 'a' WHERE number = 12"], 12),
        (["DELETE FROM audit_entries WHERE number = 1"], 1),
        (["DELETE FROM audit_entries WHERE number = 5"], 5),
        (["DELETE FROM audit_entries WHERE number = 12"], 12),
        (["DELETE FROM audit_entries WHERE number > 3"], 4),
        (["DELETE FROM audit_entries"], 1),
        (
            [
                "DELETE FROM audit_entries WHERE number > 3",
                "UPDATE audit_head SET entries = 3, hash = (SELECT hash FROM audit_entries WHERE number = 3)",
            ],
            3,
        ),
        (["DELETE FROM audit_head"], 1),
        ([COPY.format(number=13) + " WHERE number = 12"], 13),
        ([COPY.format(number=0) + " WHERE number = 1"], 0),
        (
            [
                "DELETE FROM audit_entries WHERE number = 6",
                COPY.format(number=6) + " WHERE number = 5",
            ],
            6,
        ),
        (
            [
                "UPDATE audit_entries SET subject = 'x' WHERE number = 5",
                "UPDATE audit_head SET entries = 4",
                "DELETE FROM audit_entries WHERE number > 4",
            ],
            4,
        ),
    ],
)
def test_what_was_changed_removed_or_put_in_is_found(log: House, statements: list[str], wrong: int) -> None:
    change(log, *statements)
    verdict = log.audit.verify(OPERATOR)
    assert verdict.wrong == wrong
    assert verdict.reason


def test_a_log_that_was_put_back_is_found_by_a_head_that_was_noted(log: House) -> None:
    noted = log.audit.verify(OPERATOR).head
    assert log.audit.verify(OPERATOR, noted).wrong is None
    log.audit.note("anna", Action.ERASED, "thing-1")
    assert log.audit.verify(OPERATOR, noted).wrong is None
    change(log, "DELETE FROM audit_entries", "DELETE FROM audit_head")
    assert log.audit.verify(OPERATOR).wrong is None  # nothing is left that could tell
    assert log.audit.verify(OPERATOR, noted).wrong == 1
    for _ in range(12):
        log.audit.note("anna", Action.EXPORTED, "thing")
    assert log.audit.verify(OPERATOR).wrong is None
    assert log.audit.verify(OPERATOR, noted).wrong == 12
    assert log.audit.verify(OPERATOR, "nonsense").wrong is not None


def test_entries_that_are_added_at_once_have_a_place_each(house: House) -> None:
    all_at_once(lambda: [house.audit.note("a", Action.EXPORTED, "b") for _ in range(10)], 6)
    verdict = house.audit.verify(OPERATOR)
    assert (verdict.entries, verdict.wrong) == (60, None)


def test_what_was_not_done_is_not_in_the_log(house: House) -> None:
    class Stopped(Exception):
        pass

    def stop_halfway() -> None:
        with house.begin() as work:
            work.audit.note(house.clock(), "anna", Action.ERASED, "thing", {})
            raise Stopped

    with pytest.raises(Stopped):
        stop_halfway()
    assert house.told() == []
    assert house.audit.verify(OPERATOR).wrong is None


def test_the_log_is_read_newest_first_and_page_by_page(log: House) -> None:
    first = log.audit.everybodys(OPERATOR, most=5)
    second = log.audit.everybodys(OPERATOR, before=first[-1].number, most=5)
    assert [entry.number for entry in [*first, *second]] == list(range(12, 2, -1))
    assert first[0].details == {"files": "11"}


def test_everything_that_is_done_about_an_account_is_put_down_by_ids_alone(house: House) -> None:
    admin = house.add("admin@example.org", Role)
    boss = house.actor(house.cookie("admin@example.org"))
    people, own = house.accounts.people, house.accounts
    link = people.invite(boss, "anna@example.org").get_secret_value().split("invitation=")[1]
    people.withdraw(boss, people.invitations(boss)[0].id)
    link = people.invite(boss, "anna@example.org").get_secret_value().split("invitation=")[1]
    anna = own.sign_ups.sign_up("anna@example.org", SecretStr(GOOD), "Anna Berg", link)
    cookie, other = house.cookie(), house.cookie()
    actor = house.actor(cookie)
    secret, codes = house.second_factor(actor)
    own.second_factors.new_codes(actor, SecretStr(GOOD))
    own.second_factors.switch_off(actor, SecretStr(GOOD))
    own.passwords.change(actor, SecretStr(GOOD), SecretStr(OTHER), cookie)
    own.sessions.end_others(actor, cookie)
    own.passwords.request_reset("anna@example.org")
    reset = people.make_reset(boss, anna.id, SecretStr(GOOD)).get_secret_value().split("reset=")[1]
    own.passwords.reset(reset, SecretStr(GOOD))
    people.set_roles(boss, anna.id, [Role.RECRUITER], SecretStr(GOOD))
    people.disable(boss, anna.id)
    people.enable(boss, anna.id)
    own.sessions.log_out(house.cookie())
    new = NewApiKey(name="Berg's script", scopes=frozenset({Scope.ACCOUNT_READ}))
    key = own.api_keys.make(actor, new, SecretStr(GOOD)).get_secret_value()
    own.api_keys.end(actor, own.api_keys.list(actor)[0].id)
    pair = own.programs.log_in("anna@example.org", SecretStr(GOOD), client="Berg's phone")
    own.programs.refresh(pair.refresh)
    house.clock.forward(minutes=1)
    with pytest.raises(NotSignedIn):
        own.programs.refresh(pair.refresh)
    own.signing.rotate(boss)
    entries = house.audit.everybodys(boss, most=1000)
    told = "".join(entry.model_dump_json() for entry in entries)
    unwanted = [
        "anna@",
        "Anna",
        "Berg",
        "admin@",
        GOOD,
        OTHER,
        secret,
        codes[0],
        cookie,
        other,
        link,
        reset,
        key,
    ]
    unwanted += [pair.refresh.get_secret_value(), pair.access.get_secret_value()]
    assert [word for word in unwanted if word in told] == []
    of_accounts = set(Action) - {
        Action.LOG_IN_FAILED, Action.LOG_IN_BLOCKED, Action.RECOVERY_CODE_USED,
        Action.EXPORTED, Action.ERASED, Action.KEY_USED, Action.SECRET_ROTATED, Action.CONSENT_CHANGED,
        Action.REVEALED, Action.PROMPT_ADDED, Action.PROMPT_CHOSEN,
        Action.DECIDED, Action.CORRECTED, Action.CANDIDATE_DELETED, Action.VACANCY_DELETED,
        Action.CATEGORIES_PUT,
        Action.PROMPT_ROLLED_BACK, Action.PROMPT_ARCHIVED, Action.GOLDEN_SET_ADDED, Action.GOLDEN_CASE_GIVEN,
        Action.EXPERIMENT_STARTED, Action.EXPERIMENT_STOPPED, Action.EXPERIMENT_DELETED,
    }  # fmt: skip
    assert {entry.action for entry in entries} == of_accounts
    by_boss = {entry.action for entry in entries if entry.actor_id == admin.id}
    assert {Action.ROLES_CHANGED, Action.DISABLED, Action.INVITED, Action.RESET_MADE} <= by_boss
    assert house.audit.verify(boss).wrong is None
