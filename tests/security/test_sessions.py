"""A session ends when it should, everywhere at once, and nothing brings it back."""

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, text

from jobwise.domain.role import ALL_ROLES, Role
from jobwise.errors import NotFound, NotSignedIn
from jobwise.services.accounts import AccountPolicy
from tests.account_parts import GOOD, OPERATOR, OTHER, House, all_at_once


def is_open(house: House, cookie: str) -> bool:
    return house.accounts.sessions.actor_of(cookie) is not None


def test_a_cookie_stands_for_who_logged_in(house: House) -> None:
    user = house.add(roles=[Role.SEEKER, Role.RECRUITER])
    actor = house.actor(house.cookie())
    assert (actor.id, actor.roles) == (user.id, {Role.SEEKER, Role.RECRUITER})


@pytest.mark.parametrize("cookie", ["", "a" * 43, "\x00", "' OR 1=1 --", "é" * 10_000])
def test_a_cookie_that_nobody_was_given_opens_nothing(house: House, cookie: str) -> None:
    house.add()
    house.cookie()
    assert not is_open(house, cookie)


def test_what_is_stored_opens_nothing(house: House) -> None:
    house.add()
    cookie = house.cookie()
    with house.database.turn(), house.database.engine.connect() as connection:
        [stored] = connection.execute(text("SELECT id FROM sessions")).scalars()
    assert cookie not in stored
    assert not is_open(house, stored)


def test_nothing_that_opens_a_door_or_tells_who_somebody_is_stands_in_the_tables(house: House) -> None:
    admin = house.add("some.body@example.org", ALL_ROLES)
    cookie = house.cookie(admin.email)
    actor = house.actor(cookie)
    secret, codes = house.second_factor(actor)
    ticket = house.ticket(admin.email, code=codes[0])
    link = house.accounts.people.make_reset(actor, admin.id, SecretStr(GOOD)).get_secret_value()
    reset = link.split("=")[1]
    invited = house.accounts.people.invite(actor, "new@example.org").get_secret_value().split("=")[1]
    house.accounts.passwords.request_reset(admin.email)
    kept = ""
    with house.database.turn(), house.database.engine.connect() as connection:
        for table in ("users", "credentials", "sessions", "tokens", "second_factors", "recovery_codes",
                      "invitations", "tries", "reset_asks", "audit_entries", "audit_head"):  # fmt: skip
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert rows or table == "tries", table
            kept += repr(rows)
    secrets = [GOOD, cookie, secret, codes[1], codes[1].replace("-", ""), ticket, reset, invited]
    assert [one for one in [*secrets, "some.body", "new@example"] if one in kept] == []


def test_an_idle_session_ends(house: House) -> None:
    house.add()
    cookie = house.cookie()
    house.clock.forward(minutes=119)
    assert is_open(house, cookie)
    house.clock.forward(minutes=119)
    assert is_open(house, cookie)
    house.clock.forward(minutes=120)
    assert not is_open(house, cookie)


def test_a_page_that_only_looks_keeps_nothing_open(house: House) -> None:
    house.add()
    cookie = house.cookie()
    for _ in range(12):
        house.clock.forward(minutes=10)
        house.accounts.sessions.actor_of(cookie, touch=False)
    assert not is_open(house, cookie)


def test_a_session_ends_after_its_life_however_much_it_is_used(house: House) -> None:
    house.add()
    cookie = house.cookie()
    for _ in range(7 * 24):
        assert is_open(house, cookie)
        house.clock.forward(hours=1)
    assert not is_open(house, cookie)


def test_when_it_was_seen_is_put_down_once_a_minute_at_most(house: House) -> None:
    house.add()
    cookie = house.cookie()
    first = house.clock()
    house.clock.forward(seconds=59)
    actor = house.actor(cookie)
    assert house.accounts.sessions.list(actor, cookie)[0].last_seen_at == first
    house.clock.forward(seconds=1)
    house.actor(cookie)
    assert house.accounts.sessions.list(actor, cookie)[0].last_seen_at == house.clock()


def test_a_cookie_is_dead_after_the_log_out(house: House) -> None:
    house.add()
    cookie, other = house.cookie(), house.cookie()
    house.accounts.sessions.log_out(cookie)
    house.accounts.sessions.log_out(cookie)
    assert (is_open(house, cookie), is_open(house, other)) == (False, True)


def test_a_session_is_ended_from_another_one(house: House) -> None:
    house.add()
    lost, mine = house.cookie(), house.cookie()
    actor = house.actor(mine)
    kept = house.accounts.sessions.list(actor, mine)
    assert sorted(session.is_current for session in kept) == [False, True]
    assert {session.browser for session in kept} == {"Firefox on Linux"}
    [other] = [session for session in kept if not session.is_current]
    house.accounts.sessions.end(actor, other.id)
    assert (is_open(house, lost), is_open(house, mine)) == (False, True)


def test_nobody_ends_or_sees_the_session_of_another(house: House) -> None:
    house.add()
    house.add("ben@example.org")
    annas, bens = house.cookie(), house.cookie("ben@example.org")
    anna, ben = house.actor(annas), house.actor(bens)
    [session] = house.accounts.sessions.list(anna, annas)
    with pytest.raises(NotFound) as others:
        house.accounts.sessions.end(ben, session.id)
    with pytest.raises(NotFound) as nobodys:
        house.accounts.sessions.end(ben, "0" * 64)
    assert str(others.value) == str(nobodys.value)
    assert session.id not in {one.id for one in house.accounts.sessions.list(ben, bens)}
    assert is_open(house, annas)


def test_a_new_password_ends_every_other_session(house: House) -> None:
    house.add()
    lost, mine, ticket = house.cookie(), house.cookie(), house.ticket()
    house.accounts.passwords.change(house.actor(mine), SecretStr(GOOD), SecretStr(OTHER), mine)
    assert (is_open(house, lost), is_open(house, mine)) == (False, True)
    with pytest.raises(NotSignedIn):
        house.accounts.log_ins.redeem(ticket)
    assert house.cookie(password=OTHER)


def test_a_reset_ends_every_session(house: House) -> None:
    user = house.add()
    cookie = house.cookie()
    link = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value()
    house.accounts.passwords.reset(link.split("reset=")[1], SecretStr(OTHER))
    assert not is_open(house, cookie)


def test_who_is_disabled_is_out_at_once_and_stays_out(house: House) -> None:
    user = house.add()
    cookie, ticket = house.cookie(), house.ticket()
    house.accounts.people.disable(OPERATOR, user.id)
    assert not is_open(house, cookie)
    house.accounts.people.enable(OPERATOR, user.id)
    assert not is_open(house, cookie)
    with pytest.raises(NotSignedIn):
        house.accounts.log_ins.redeem(ticket)
    assert is_open(house, house.cookie())


def test_a_role_that_was_taken_is_gone_at_the_next_look(house: House) -> None:
    user = house.add(roles=[Role.SEEKER, Role.RECRUITER])
    cookie = house.cookie()
    house.accounts.people.set_roles(OPERATOR, user.id, [Role.SEEKER])
    assert house.actor(cookie).roles == {Role.SEEKER}


def test_a_session_that_ends_while_it_is_looked_at_stays_ended(house: House) -> None:
    house.add()
    cookie = house.cookie()
    house.clock.forward(minutes=5)
    answers = all_at_once(
        lambda: (house.accounts.sessions.actor_of(cookie), house.accounts.sessions.log_out(cookie)), 8
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert not is_open(house, cookie)


def test_everything_at_once_on_one_account_waits_for_nothing_for_ever(house: House) -> None:
    user = house.add()
    cookie = house.cookie()
    actor = house.actor(cookie)
    _, codes = house.second_factor(actor)
    people, own = house.accounts.people, house.accounts
    doings = [
        lambda: house.cookie(code=codes[0]),
        lambda: house.cookie(code=codes[1]),
        lambda: house.ticket(password="wrong"),
        lambda: house.ticket(code=""),
        lambda: own.sessions.end_others(actor, cookie),
        lambda: own.passwords.request_reset(user.email),
        lambda: own.passwords.reset(
            people.make_reset(OPERATOR, user.id).get_secret_value().split("=")[1], SecretStr(GOOD)
        ),
        lambda: own.passwords.change(actor, SecretStr(GOOD), SecretStr(GOOD), cookie),
        lambda: own.second_factors.new_codes(actor, SecretStr(GOOD)),
        lambda: people.set_roles(OPERATOR, user.id, [Role.RECRUITER]),
        lambda: people.disable(OPERATOR, user.id),
        lambda: people.enable(OPERATOR, user.id),
    ]
    for _ in range(3):
        waiting = iter(doings)
        assert len(all_at_once(lambda given=waiting: next(given)(), len(doings))) == len(doings)
        house.clock.forward(minutes=20)
    assert house.audit.verify(OPERATOR).wrong is None


def test_what_ran_out_is_swept_away_at_the_next_log_in(house: House) -> None:
    short = house.with_(policy=AccountPolicy(life=house.policy.idle))
    house.add()
    short.cookie()
    short.ticket()
    with pytest.raises(NotSignedIn):
        house.ticket(password="wrong")
    house.clock.forward(hours=3)
    with house.database.turn(), house.database.engine.connect() as connection:
        assert counts(connection) == {"sessions": 1, "tokens": 1, "tries": 1}
    house.cookie()
    with house.database.turn(), house.database.engine.connect() as connection:
        assert counts(connection) == {"sessions": 1, "tokens": 0, "tries": 0}


def counts(connection: Connection) -> dict[str, int]:
    tables = ("sessions", "tokens", "tries")
    return {table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables}
