"""What every database must do about accounts: a DuckDB file, and PostgreSQL by `make test-postgres`."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from jobwise.domain.account import Actor
from jobwise.domain.role import ALL_ROLES, Role
from jobwise.domain.user import Invitation, OneTimeToken, SecondFactor, Session, User
from jobwise.errors import Conflict, NotFound, StorageFailed
from jobwise.ports import UnitOfWork
from jobwise.store.integrity import orphans
from jobwise.store.sealing import Sealer
from jobwise.store.work import transactions
from tests.account_parts import House, house

__all__ = ["house"]

NOON = dt.datetime(2026, 3, 4, 12, 30, 15, 250_001, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
ADMIN = Actor(id="admin", roles=ALL_ROLES)
ANNA, BEN = Actor(id="anna"), Actor(id="ben")


def user(user_id: str = "anna", **given: object) -> User:
    values = {"email": f"{user_id}@example.org", "name": user_id, "roles": {Role.SEEKER}, "created_at": NOON}
    return User.model_validate({"id": user_id, **values, **given})


def session(session_id: str, user_id: str = "anna", **given: object) -> Session:
    times = {"created_at": NOON, "last_seen_at": NOON, "expires_at": LATER}
    return Session.model_validate(
        {"id": session_id, "user_id": user_id, "browser": "Firefox on Linux", **times, **given}
    )


@pytest.fixture(autouse=True)
def _people(house: House) -> None:
    with house.begin() as work:
        work.sign_in.add_user(user("anna"), "a hash")
        work.sign_in.add_user(user("ben", name="Ben Müller 🙂", roles={Role.RECRUITER, Role.SEEKER}), None)


def test_an_account_comes_back_as_it_was_put_in(house: House) -> None:
    with house.begin() as work:
        assert work.sign_in.find("anna@example.org") == user("anna") == work.accounts.user(ANNA)
        assert work.sign_in.user("ben") == user(
            "ben", name="Ben Müller 🙂", roles={Role.RECRUITER, Role.SEEKER}
        )
        assert work.sign_in.find("nobody@example.org") is None
        assert (work.sign_in.password("anna"), work.sign_in.password("ben")) == ("a hash", None)


def test_an_address_is_given_once(house: House) -> None:
    with pytest.raises(Conflict), house.begin() as work:
        work.sign_in.add_user(user("other", email="anna@example.org"), None)


def test_a_password_takes_the_place_of_the_one_before(house: House) -> None:
    for given in ("first", "second"):
        with house.begin() as work:
            work.sign_in.put_password("ben", given, NOON)
    with house.begin() as work:
        assert work.sign_in.password("ben") == "second"


def test_sessions_are_listed_and_ended_by_their_owner_alone(house: House) -> None:
    with house.begin() as work:
        for one in (session("s1"), session("s2", last_seen_at=LATER), session("s3"), session("b1", "ben")):
            work.sign_in.open_session(one)
    with house.begin() as work:
        assert work.accounts.sessions(ANNA)[0].id == "s2"
        assert work.sign_in.session("b1") == (session("b1", "ben"), work.accounts.user(BEN))
    for name in ("b1", "nothing"):
        with pytest.raises(NotFound), house.begin() as work:
            work.accounts.end_session(ANNA, name)
    with house.begin() as work:
        work.accounts.end_session(ANNA, "s1")
        assert work.accounts.end_sessions(ANNA, but="s3") == 1
    with house.begin() as work:
        assert [one.id for one in work.accounts.sessions(ANNA)] == ["s3"]
        assert [one.id for one in work.accounts.sessions(BEN)] == ["b1"]
        assert work.sign_in.session("s1") is None


def test_a_session_that_ended_is_not_touched_back_to_life(house: House) -> None:
    with house.begin() as work:
        work.sign_in.open_session(session("s1"))
    with house.begin() as work:
        work.sign_in.touch_session("s1", LATER)
        work.sign_in.touch_session("gone", LATER)
    with house.begin() as work:
        assert [one.last_seen_at for one in work.accounts.sessions(ANNA)] == [LATER]


def test_a_token_is_taken_once_for_its_own_purpose_and_in_time(house: House) -> None:
    with house.begin() as work:
        for name in ("t1", "t2", "t3"):
            token = OneTimeToken(id=name, purpose="reset", user_id="anna", bound="b", expires_at=LATER)
            work.sign_in.add_token(token)
    with house.begin() as work:
        owner = work.sign_in.token_owner("reset", "t1", NOON)
        assert owner is not None
        assert owner.id == "anna"
        assert work.sign_in.token_owner("ticket", "t1", NOON) is None
        assert work.sign_in.token_owner("reset", "t1", LATER) is None
        assert work.sign_in.take_token("ticket", "t1", NOON) is None
        taken = work.sign_in.take_token("reset", "t1", NOON)
        assert taken == OneTimeToken(id="t1", purpose="reset", user_id="anna", bound="b", expires_at=LATER)
        assert work.sign_in.take_token("reset", "t1", NOON) is None
        assert work.sign_in.take_token("reset", "t2", LATER) is None
        work.sign_in.drop_tokens("anna")
        assert work.sign_in.take_token("reset", "t3", NOON) is None


def test_a_step_is_used_once_and_none_before_it(house: House) -> None:
    factor = SecondFactor(secret=SecretStr("JBSWY3DP"), confirmed=True, last_step=100)
    with house.begin() as work:
        work.accounts.put_second_factor(ANNA, factor)
    with house.begin() as work:
        assert work.sign_in.second_factor("anna") == factor
        assert work.sign_in.second_factor("ben") is None
        assert work.accounts.user(ANNA).second_factor
        assert [work.sign_in.use_step("anna", step) for step in (100, 101, 101, 99)] == [
            False,
            True,
            False,
            False,
        ]
        assert not work.sign_in.use_step("ben", 200)


def test_recovery_codes_are_used_by_their_owner_once_and_go_with_the_factor(house: House) -> None:
    factor = SecondFactor(secret=SecretStr("JBSWY3DP"), confirmed=True, last_step=100)
    with house.begin() as work:
        work.accounts.put_second_factor(ANNA, factor)
        work.accounts.put_recovery_codes(ANNA, ["c1", "c2", "c3"])
    with house.begin() as work:
        assert not work.sign_in.use_recovery_code("ben", "c1")
        assert work.sign_in.use_recovery_code("anna", "c1")
        assert not work.sign_in.use_recovery_code("anna", "c1")
        assert (work.accounts.recovery_codes(ANNA), work.accounts.recovery_codes(BEN)) == (2, 0)
    with house.begin() as work:
        work.accounts.put_second_factor(ANNA, None)
    with house.begin() as work:
        assert work.accounts.recovery_codes(ANNA) == 0
        assert work.sign_in.second_factor("anna") is None


def test_tries_are_counted_for_each_key_since_a_moment(house: House) -> None:
    def take(work: UnitOfWork, *keys: str, at: dt.datetime = NOON) -> int:
        since = at - dt.timedelta(minutes=15)
        return work.sign_in.take_try(str(uuid.uuid4()), keys, at, since=since, most=3)

    with house.begin() as work:
        assert [take(work, "a", "x"), take(work, "a", "y"), take(work, "a")] == [1, 2, 3]
        assert take(work, "a") == 0
        assert take(work, "b", "a") == 0
        assert take(work, "b") == 1
        assert take(work, "a", at=NOON + dt.timedelta(minutes=16)) == 1
        work.sign_in.clear_tries("a")
        assert take(work, "a") == 1
        assert work.sign_in.take_try("t", ["c"], NOON, since=NOON, most=1) == 1
        work.sign_in.give_back_try("t")
        assert work.sign_in.take_try("t", ["c"], NOON, since=NOON, most=1) == 1


def test_invitations_are_listed_used_once_and_withdrawn_unless_used(house: House) -> None:
    kept = [
        Invitation(
            id=name,
            email=email,
            roles=frozenset({Role.RECRUITER}),
            invited_by="admin",
            created_at=NOON + dt.timedelta(minutes=number),
            expires_at=LATER,
        )
        for number, (name, email) in enumerate([("i1", ""), ("i2", "new@example.org"), ("i3", "")])
    ]
    with house.begin() as work:
        for one in kept:
            work.people.invite(ADMIN, one)
    with house.begin() as work:
        assert work.people.invitations(ADMIN) == kept[::-1]
        assert work.sign_in.invitation("i2", NOON) == kept[1]
        assert work.sign_in.invitation("i2", LATER) is None
        assert (work.sign_in.use_invitation("i2", "anna"), work.sign_in.use_invitation("i2", "ben")) == (
            True,
            False,
        )
        work.people.withdraw(ADMIN, "i1")
    with pytest.raises(NotFound), house.begin() as work:
        work.people.withdraw(ADMIN, "i2")
    with house.begin() as work:
        assert [one.id for one in work.people.invitations(ADMIN)] == ["i3", "i2"]
        assert work.sign_in.invitation("i2", NOON) is None
    month = dt.timedelta(days=31)
    with house.begin() as work:
        work.sign_in.sweep(tries=LATER, others=LATER)
        assert len(work.people.invitations(ADMIN)) == 2
        work.sign_in.sweep(tries=LATER, others=LATER + month)
        assert not work.people.invitations(ADMIN)


def test_an_invitation_to_an_address_goes_with_whoever_has_it(house: House) -> None:
    with house.begin() as work:
        for name, email in (("i1", "anna@example.org"), ("i2", "ben@example.org"), ("i3", "")):
            roles = frozenset({Role.SEEKER})
            work.people.invite(
                ADMIN,
                Invitation(
                    id=name,
                    email=email,
                    roles=roles,
                    invited_by="admin",
                    created_at=NOON,
                    expires_at=LATER,
                ),
            )
    with house.begin() as work:
        work.personal.erase(ANNA)
    with house.begin() as work:
        assert {one.id for one in work.people.invitations(ADMIN)} == {"i2", "i3"}


def test_whoever_is_disabled_loses_sessions_and_tokens(house: House) -> None:
    with house.begin() as work:
        work.sign_in.open_session(session("s1"))
        work.sign_in.open_session(session("b1", "ben"))
        work.sign_in.add_token(OneTimeToken(id="t", purpose="ticket", user_id="anna", expires_at=LATER))
    with house.begin() as work:
        work.people.set_disabled(ADMIN, "anna", NOON)
        work.people.set_roles(ADMIN, "ben", frozenset())
    with house.begin() as work:
        anna, ben = work.people.list(ADMIN)
        assert (anna.disabled, ben.disabled, ben.roles) == (True, False, frozenset())
        assert (work.sign_in.session("s1"), work.sign_in.take_token("ticket", "t", NOON)) == (None, None)
        assert work.sign_in.session("b1") is not None
        work.people.set_disabled(ADMIN, "anna", None)
        assert not work.people.get(ADMIN, "anna").disabled


PEOPLES_CALLS: list[Callable[[UnitOfWork, Actor], object]] = [
    lambda work, actor: work.people.list(actor),
    lambda work, actor: work.people.get(actor, "anna"),
    lambda work, actor: work.people.reset_asks(actor),
    lambda work, actor: work.people.alone(actor),
    lambda work, actor: work.people.set_roles(actor, "anna", ALL_ROLES),
    lambda work, actor: work.people.set_disabled(actor, "anna", NOON),
    lambda work, actor: work.people.invitations(actor),
    lambda work, actor: work.people.withdraw(actor, "i1"),
    lambda work, actor: work.audit.entries(actor, everybody=True, before=None, most=1),
]


@pytest.mark.parametrize("call", range(len(PEOPLES_CALLS)))
def test_the_store_asks_for_the_role_too(house: House, call: int) -> None:
    everything_else = Actor(id="anna", roles=ALL_ROLES - {Role.ADMINISTRATOR})
    with pytest.raises(NotFound), house.begin() as work:
        PEOPLES_CALLS[call](work, everything_else)


def test_rows_of_an_account_that_is_gone_are_noticed(house: House) -> None:
    assert orphans(house.database) == {}
    if house.database.is_duckdb:
        with house.database.turn(), house.database.engine.begin() as connection:
            connection.execute(text("DELETE FROM users WHERE owner = 'anna'"))
        assert orphans(house.database) == {"credentials": 1}


def test_another_secret_opens_nothing(house: House) -> None:
    begin = transactions(house.database, Sealer(b"another secret"))
    with pytest.raises(StorageFailed, match="secret"), begin() as work:
        work.sign_in.find("anna@example.org")
