"""What a thief would do on a page that was left open asks for the password."""

import pytest
from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.role import Role
from jobwise.domain.user import User
from jobwise.errors import TooManyTries, UnusableEntry
from jobwise.services.accounts.tries import MOST
from tests.account_parts import GOOD, OPERATOR, House

WRONG = SecretStr("not the password")


@pytest.fixture
def boss(house: House) -> Actor:
    user = house.add("boss@example.org", [Role.ADMINISTRATOR])
    return Actor(id=user.id, roles=user.roles)


def roles(house: House, user: User) -> frozenset[Role]:
    return next(one.roles for one in house.accounts.people.list(OPERATOR) if one.id == user.id)


def test_roles_change_with_the_administrators_own_password(house: House, boss: Actor) -> None:
    anna, people = house.add(), house.accounts.people
    for typed in (SecretStr(""), WRONG, SecretStr("boss@example.org")):
        with pytest.raises(UnusableEntry):
            people.set_roles(boss, anna.id, [Role.ADMINISTRATOR], typed)
    with pytest.raises(UnusableEntry):
        people.make_reset(boss, anna.id)
    assert roles(house, anna) == {Role.SEEKER}
    people.set_roles(boss, anna.id, [Role.RECRUITER], SecretStr(GOOD))
    assert roles(house, anna) == {Role.RECRUITER}
    assert house.told().count("log_in_failed") == 4


def test_administrators_are_invited_and_second_factors_dropped_with_the_password(
    house: House, boss: Actor
) -> None:
    anna, people = house.add(), house.accounts.people
    for act in (
        lambda typed: people.invite(boss, "", [Role.ADMINISTRATOR], typed),
        lambda typed: people.drop_second_factor(boss, anna.id, typed),
    ):
        for typed in (SecretStr(""), WRONG):
            with pytest.raises(UnusableEntry):
                act(typed)
        act(SecretStr(GOOD))
    assert people.invite(boss, "", [Role.SEEKER])
    assert len(people.invitations(boss)) == 2


def test_guesses_are_counted_and_end(house: House, boss: Actor) -> None:
    anna, people = house.add(), house.accounts.people
    for _ in range(MOST):
        with pytest.raises(UnusableEntry):
            people.set_roles(boss, anna.id, [], WRONG)
    with pytest.raises(TooManyTries):
        people.set_roles(boss, anna.id, [], SecretStr(GOOD))


def test_who_has_no_password_types_their_address(house: House) -> None:
    user = house.accounts.sign_ups.add(OPERATOR, "ida@example.org")
    ida = Actor(id=user.id, roles=user.roles)
    assert house.accounts.again.asks(ida) == "address"
    for typed in ("", "ben@example.org"):
        with pytest.raises(UnusableEntry):
            house.accounts.again.confirm(ida, SecretStr(typed))
    house.accounts.again.confirm(ida, SecretStr(" Ida@Example.org "))


def test_a_computer_without_accounts_asks_for_nothing(house: House) -> None:
    assert house.accounts.again.asks(OPERATOR) == ""
    house.accounts.again.confirm(OPERATOR, SecretStr(""))
