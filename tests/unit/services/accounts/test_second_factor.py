"""Turning the second factor on and off."""

import pytest
from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.errors import Conflict, NotSignedIn, UnusableEntry
from jobwise.services.accounts.second_factor import RECOVERY_CODES
from tests.account_parts import GOOD, House

WRONG = SecretStr("wrong")


@pytest.fixture
def anna(house: House) -> Actor:
    house.add()
    return house.actor(house.cookie())


def test_an_app_is_told_the_secret_and_for_whom_it_is(house: House, anna: Actor) -> None:
    enrolment = house.accounts.second_factors.begin(anna, SecretStr(GOOD))
    address = enrolment.address.get_secret_value()
    assert address.startswith("otpauth://totp/JobWise:anna%40example.org?secret=")
    assert enrolment.secret.get_secret_value() in address
    assert enrolment.secret.get_secret_value() not in repr(enrolment)


def test_it_counts_for_nothing_until_it_is_confirmed(house: House, anna: Actor) -> None:
    first = house.accounts.second_factors.begin(anna, SecretStr(GOOD)).secret.get_secret_value()
    assert not house.accounts.sessions.me(anna).second_factor
    assert house.cookie()
    second = house.accounts.second_factors.begin(anna, SecretStr(GOOD)).secret.get_secret_value()
    with pytest.raises(UnusableEntry):
        house.accounts.second_factors.confirm(anna, house.code(first))
    assert len(house.accounts.second_factors.confirm(anna, house.code(second))) == RECOVERY_CODES
    assert house.accounts.sessions.me(anna).second_factor


def test_each_change_asks_for_the_password(house: House, anna: Actor) -> None:
    factors = house.accounts.second_factors
    with pytest.raises(UnusableEntry):
        factors.begin(anna, WRONG)
    house.second_factor(anna)
    for change in (factors.new_codes, factors.switch_off):
        with pytest.raises(UnusableEntry):
            change(anna, WRONG)
    assert house.accounts.sessions.me(anna).second_factor


def test_one_that_is_on_is_not_replaced_and_one_that_is_off_has_no_codes(house: House, anna: Actor) -> None:
    factors = house.accounts.second_factors
    with pytest.raises(Conflict):
        factors.new_codes(anna, SecretStr(GOOD))
    with pytest.raises(Conflict):
        factors.confirm(anna, "000000")
    secret, _ = house.second_factor(anna)
    with pytest.raises(Conflict):
        factors.begin(anna, SecretStr(GOOD))
    with pytest.raises(Conflict):
        factors.confirm(anna, house.code(secret))


def test_new_recovery_codes_replace_the_old_ones(house: House, anna: Actor) -> None:
    _, old = house.second_factor(anna)
    new = house.accounts.second_factors.new_codes(anna, SecretStr(GOOD))
    with pytest.raises(NotSignedIn):
        house.ticket(code=old[0])
    assert house.ticket(code=new[0])
    assert house.accounts.second_factors.codes_left(anna) == RECOVERY_CODES - 1


def test_once_it_is_off_the_password_is_enough_and_no_code_is_left(house: House, anna: Actor) -> None:
    house.second_factor(anna)
    house.accounts.second_factors.switch_off(anna, SecretStr(GOOD))
    assert house.cookie()
    assert house.accounts.second_factors.codes_left(anna) == 0
    house.second_factor(anna)
