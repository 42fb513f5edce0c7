"""API keys: made with the password, shown once, never good for more than the person is."""

import pytest
from pydantic import SecretStr

from jobwise.domain.access import NewApiKey, Scope
from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.errors import NotFound, UnusableEntry
from jobwise.services.accounts.api_keys import MOST
from tests.account_parts import GOOD, OPERATOR, House

READS = NewApiKey(name="My script", scopes=frozenset({Scope.JOBS_READ, Scope.RUNS_WRITE}), days=30)


@pytest.fixture
def anna(house: House) -> Actor:
    return house.person("anna@example.org")


def make(house: House, who: Actor) -> str:
    return house.accounts.api_keys.make(who, READS, SecretStr(GOOD)).get_secret_value()


def test_a_key_does_what_it_was_made_for(house: House, anna: Actor) -> None:
    key = make(house, anna)
    assert key.startswith("jw_")
    assert len(key) == 46
    caller = house.accounts.api_keys.caller_of(key)
    assert caller is not None
    assert (caller.actor, caller.scopes) == (anna, READS.scopes)
    [listed] = house.accounts.api_keys.list(anna)
    assert (listed.name, listed.begins) == ("My script", key[:9])
    assert key not in listed.model_dump_json()


def test_it_is_put_down_to_the_hour_when_it_was_used(house: House, anna: Actor) -> None:
    key = make(house, anna)
    assert house.accounts.api_keys.list(anna)[0].used_at is None
    for minutes, hour in ((5, 12), (50, 12), (10, 13)):
        house.clock.forward(minutes=minutes)
        assert house.accounts.api_keys.caller_of(key)
        used = house.accounts.api_keys.list(anna)[0].used_at
        assert used is not None
        assert (used.hour, used.minute, used.second) == (hour, 0, 0)


def test_a_changed_letter_opens_nothing(house: House, anna: Actor) -> None:
    key = make(house, anna)
    changed = key[:-1] + ("A" if key[-1] != "A" else "B")
    for wrong in (changed, key.upper(), key[3:], key + " ", "", "jw_"):
        assert house.accounts.api_keys.caller_of(wrong) is None


def test_it_ends_on_its_day_or_when_it_is_ended(house: House, anna: Actor) -> None:
    first, second = make(house, anna), make(house, anna)
    ended = next(one for one in house.accounts.api_keys.list(anna) if second.startswith(one.begins))
    house.accounts.api_keys.end(anna, ended.id)
    assert house.accounts.api_keys.caller_of(second) is None
    house.clock.forward(days=30, seconds=-1)
    assert house.accounts.api_keys.caller_of(first)
    house.clock.forward(seconds=1)
    assert house.accounts.api_keys.caller_of(first) is None


def test_the_password_is_asked_for(house: House, anna: Actor) -> None:
    with pytest.raises(UnusableEntry, match="not your present password"):
        house.accounts.api_keys.make(anna, READS, SecretStr("wrong"))
    assert not house.accounts.api_keys.list(anna)


def test_it_never_does_more_than_the_person_may(house: House, anna: Actor) -> None:
    more = READS.model_copy(update={"scopes": frozenset({Scope.HEALTH_READ})})
    with pytest.raises(UnusableEntry, match="more than you"):
        house.accounts.api_keys.make(anna, more, SecretStr(GOOD))
    key = make(house, anna)
    house.accounts.people.set_roles(OPERATOR, anna.id, {Role.RECRUITER})
    caller = house.accounts.api_keys.caller_of(key)
    assert caller is not None
    assert not caller.scopes


def test_a_key_of_somebody_who_may_not_log_in_opens_nothing(house: House, anna: Actor) -> None:
    key = make(house, anna)
    house.accounts.people.disable(OPERATOR, anna.id)
    assert house.accounts.api_keys.caller_of(key) is None
    house.accounts.people.enable(OPERATOR, anna.id)
    assert house.accounts.api_keys.caller_of(key) is None  # it was ended, and wakes up for nobody


def test_nobody_sees_or_ends_anothers(house: House, anna: Actor) -> None:
    key, ben = make(house, anna), house.person("ben@example.org")
    assert not house.accounts.api_keys.list(ben)
    with pytest.raises(NotFound):
        house.accounts.api_keys.end(ben, house.accounts.api_keys.list(anna)[0].id)
    assert house.accounts.api_keys.caller_of(key)


def test_there_is_an_end_to_how_many(house: House, anna: Actor) -> None:
    for _ in range(MOST):
        make(house, anna)
    with pytest.raises(UnusableEntry, match="keys"):
        make(house, anna)
