"""Nobody gets in by trying, by asking twice, or by looking at how and how fast they are refused."""

import pytest
from pydantic import SecretStr

from jobwise.domain.audit import Action
from jobwise.errors import (
    Busy,
    JobWiseError,
    NotSignedIn,
    SecondFactorNeeded,
    TooManyTries,
    UnusableEntry,
)
from jobwise.services.accounts import Hashing
from jobwise.services.accounts.tries import MOST, MOST_SIGN_UPS
from tests.account_parts import GOOD, OPERATOR, OTHER, CountingHasher, House, all_at_once


def refused(house: House, **given: str) -> JobWiseError:
    with pytest.raises(JobWiseError) as refusal:
        house.ticket(**given)
    return refusal.value


def works(house: House, **given: str) -> int:
    before = house.hasher.works
    refused(house, **given)
    return house.hasher.works - before


def test_one_hash_is_worked_out_whoever_asks(house: House) -> None:
    user = house.add()
    house.accounts.sign_ups.add(OPERATOR, "no.password@example.org")
    house.add("gone@example.org")
    [gone] = [one for one in house.accounts.people.list(OPERATOR) if one.email == "gone@example.org"]
    house.accounts.people.disable(OPERATOR, gone.id)
    tried = {
        "wrong": {"email": user.email, "password": "wrong"},
        "unknown": {"email": "nobody@example.org", "password": GOOD},
        "no address at all": {"email": "\x00 ' OR 1=1 --", "password": GOOD},
        "without a password": {"email": "no.password@example.org", "password": GOOD},
        "disabled, with the right password": {"email": gone.email, "password": GOOD},
        "empty": {"email": user.email, "password": ""},
        "very long": {"email": user.email, "password": "x" * 1_000_000},
    }
    assert {name: works(house, **given) for name, given in tried.items()} == dict.fromkeys(tried, 1)


def test_the_words_do_not_tell_who_has_an_account(house: House) -> None:
    user = house.add()
    house.add("gone@example.org")
    gone = house.accounts.people.list(OPERATOR)[1]
    house.accounts.people.disable(OPERATOR, gone.id)
    answers = [
        refused(house, email=user.email, password="wrong"),
        refused(house, email="nobody@example.org"),
        refused(house, email=gone.email),
    ]
    assert {(type(one), str(one), one.code) for one in answers} == {
        (NotSignedIn, str(answers[0]), "not-signed-in")
    }


def test_after_ten_wrong_tries_the_right_password_is_refused_in_the_same_words(house: House) -> None:
    house.add()
    for _ in range(MOST):
        assert isinstance(refused(house, password="wrong"), NotSignedIn)
    wrong, right = refused(house, password="wrong"), refused(house)
    unknown = None
    for _ in range(MOST + 1):
        unknown = refused(house, email="nobody@example.org")
    assert type(right) is TooManyTries
    assert str(wrong) == str(right) == str(unknown)


def test_a_refused_try_costs_no_hash(house: House) -> None:
    house.add()
    for _ in range(MOST):
        refused(house, password="wrong")
    assert works(house, password="wrong") == 0


def test_the_block_ends_by_itself_however_often_somebody_goes_on(house: House) -> None:
    house.add()
    for _ in range(MOST):
        refused(house, password="wrong")
    for _ in range(14):
        house.clock.forward(minutes=1)
        assert isinstance(refused(house), TooManyTries)
    house.clock.forward(minutes=1, seconds=1)
    assert house.ticket()


def test_a_log_in_clears_the_count_of_the_account_and_not_that_of_the_address(house: House) -> None:
    house.add()
    for _ in range(MOST - 1):
        refused(house, password="wrong", address="192.0.2.7")
    assert house.ticket(address="192.0.2.7")
    refused(house, email="ben@example.org", address="192.0.2.7")
    assert isinstance(refused(house, address="192.0.2.7"), TooManyTries)
    assert house.ticket(address="192.0.2.8")


def test_an_address_that_tries_many_accounts_is_stopped(house: House) -> None:
    house.add()
    for number in range(MOST):
        refused(house, email=f"person{number}@example.org", address="192.0.2.7")
    assert isinstance(refused(house, address="192.0.2.7"), TooManyTries)
    assert house.ticket(address="192.0.2.8")


def test_of_twenty_wrong_tries_at_once_ten_are_looked_at_and_none_is_lost(house: House) -> None:
    house.add()
    answers = all_at_once(lambda: house.ticket(password="wrong"), 20)
    kinds = [type(answer) for answer in answers]
    assert (kinds.count(NotSignedIn), kinds.count(TooManyTries)) == (MOST, 20 - MOST)
    assert house.hasher.works == MOST + 1  # one for the account itself
    assert house.told().count(Action.LOG_IN_FAILED) == MOST
    assert house.told().count(Action.LOG_IN_BLOCKED) == 1


def test_twenty_that_log_in_at_once_all_get_in(house: House) -> None:
    house.add()
    answers = all_at_once(house.ticket, 20)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []


def test_many_who_log_in_do_not_take_the_machine() -> None:
    hashing = Hashing(CountingHasher(), at_once=2, wait_seconds=0.05)
    with hashing.turn(), hashing.turn(), pytest.raises(Busy), hashing.turn():
        pass
    with hashing.turn():
        pass


def test_never_more_than_two_hashes_are_worked_on(house: House) -> None:
    house.add()
    busy: list[int] = []
    real = house.hasher.fits

    def watched(stored: str | None, password: str) -> bool:
        busy.append(1)
        assert len(busy) <= 2
        try:
            return real(stored, password)
        finally:
            busy.pop()

    house.hasher.fits = watched  # type: ignore[method-assign]
    answers = all_at_once(house.ticket, 12)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []


def test_a_ticket_works_once(house: House) -> None:
    house.add()
    ticket = house.ticket()
    assert house.accounts.log_ins.redeem(ticket)
    with pytest.raises(NotSignedIn):
        house.accounts.log_ins.redeem(ticket)


def test_of_many_who_show_the_same_ticket_one_gets_in(house: House) -> None:
    house.add()
    ticket = house.ticket()
    answers = all_at_once(lambda: house.accounts.log_ins.redeem(ticket), 8)
    assert sum(isinstance(answer, SecretStr) for answer in answers) == 1
    assert len(house.accounts.sessions.list(house.actor(house.cookie()))) == 2


def test_a_ticket_is_too_old_after_thirty_seconds(house: House) -> None:
    house.add()
    fresh, old = house.ticket(), house.ticket()
    house.clock.forward(seconds=29)
    assert house.accounts.log_ins.redeem(fresh)
    house.clock.forward(seconds=1)
    with pytest.raises(NotSignedIn):
        house.accounts.log_ins.redeem(old)


def test_a_ticket_of_one_browser_opens_nothing_in_another(house: House) -> None:
    house.add()
    log_ins = house.accounts.log_ins
    ticket = log_ins.log_in("anna@example.org", SecretStr(GOOD), bound="one browser").get_secret_value()
    with pytest.raises(NotSignedIn):
        log_ins.redeem(ticket, bound="another")
    with pytest.raises(NotSignedIn):
        log_ins.redeem(ticket, bound="one browser")


@pytest.mark.parametrize("ticket", ["", "a" * 43, "\x00", "'; DROP TABLE tokens; --", "é" * 1000])
def test_a_ticket_that_nobody_was_given_opens_nothing(house: House, ticket: str) -> None:
    house.add()
    with pytest.raises(NotSignedIn):
        house.accounts.log_ins.redeem(ticket)


def test_a_reset_token_is_no_ticket_and_a_ticket_no_reset_token(house: House) -> None:
    user = house.add()
    link = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value()
    with pytest.raises(NotSignedIn):
        house.accounts.log_ins.redeem(link.split("reset=")[1])
    with pytest.raises(NotSignedIn):
        house.accounts.passwords.reset(house.ticket(), SecretStr(OTHER))


def test_a_password_with_its_second_factor_needs_both(house: House) -> None:
    house.add()
    secret, _ = house.second_factor(house.actor(house.cookie()))
    house.clock.forward(minutes=1)
    assert isinstance(refused(house), SecondFactorNeeded)
    assert isinstance(refused(house, code="000000"), NotSignedIn)
    assert not isinstance(refused(house, password="wrong", code=house.code(secret)), SecondFactorNeeded)
    assert house.ticket(code=house.code(secret))


def test_a_code_works_once(house: House) -> None:
    house.add()
    secret, _ = house.second_factor(house.actor(house.cookie()))
    assert isinstance(refused(house, code=house.code(secret)), NotSignedIn)  # it confirmed the enrolment
    house.clock.forward(seconds=30)
    code = house.code(secret)
    assert house.ticket(code=code)
    assert isinstance(refused(house, code=code), NotSignedIn)
    house.clock.forward(seconds=30)
    assert isinstance(refused(house, code=code), NotSignedIn)


def test_an_earlier_code_is_dead_once_a_later_one_was_used(house: House) -> None:
    house.add()
    secret, _ = house.second_factor(house.actor(house.cookie()))
    house.clock.forward(minutes=5)
    earlier = house.code(secret)
    house.clock.forward(seconds=30)
    assert house.ticket(code=house.code(secret))
    assert isinstance(refused(house, code=earlier), NotSignedIn)


def test_of_many_who_use_the_same_code_at_once_one_gets_in(house: House) -> None:
    house.add()
    secret, _ = house.second_factor(house.actor(house.cookie()))
    house.clock.forward(minutes=1)
    answers = all_at_once(lambda: house.ticket(code=house.code(secret)), 8)
    assert sum(isinstance(answer, str) for answer in answers) == 1


def test_codes_cannot_be_guessed_by_who_knows_the_password(house: House) -> None:
    house.add()
    secret, _ = house.second_factor(house.actor(house.cookie()))
    house.clock.forward(minutes=1)
    for number in range(MOST):
        refused(house)  # asks for the code, and clears nothing
        refused(house, code=f"{number:06}")
    assert isinstance(refused(house, code=house.code(secret)), TooManyTries)


def test_a_recovery_code_works_once_however_it_is_typed(house: House) -> None:
    house.add()
    actor = house.actor(house.cookie())
    _, codes = house.second_factor(actor)
    assert house.ticket(code=f" {codes[0].upper().replace('-', ' ')} ")
    assert isinstance(refused(house, code=codes[0]), NotSignedIn)
    assert house.accounts.second_factors.codes_left(actor) == len(codes) - 1


def test_a_recovery_code_of_somebody_else_opens_nothing(house: House) -> None:
    house.add()
    house.add("ben@example.org")
    house.second_factor(house.actor(house.cookie()))
    _, bens = house.second_factor(house.actor(house.cookie("ben@example.org")))
    assert isinstance(refused(house, code=bens[0]), NotSignedIn)


def test_sign_ups_of_one_address_are_limited(house: House) -> None:
    open_house = house.with_(policy=house.policy.__class__(sign_up="open"))
    sign_up = open_house.accounts.sign_ups.sign_up
    for number in range(MOST_SIGN_UPS):
        sign_up(f"p{number}@example.org", SecretStr(GOOD), address="192.0.2.7")
    with pytest.raises(TooManyTries):
        sign_up("late@example.org", SecretStr(GOOD), address="192.0.2.7")
    assert sign_up("late@example.org", SecretStr(GOOD), address="192.0.2.8")


def test_a_thief_of_a_session_cannot_guess_the_password(house: House) -> None:
    house.add()
    cookie = house.cookie()
    for _ in range(MOST):
        with pytest.raises(UnusableEntry):
            house.accounts.passwords.change(house.actor(cookie), SecretStr("wrong"), SecretStr(OTHER), cookie)
    with pytest.raises(TooManyTries):
        house.accounts.passwords.change(house.actor(cookie), SecretStr(GOOD), SecretStr(OTHER), cookie)


def test_a_password_that_is_changed_while_it_is_looked_at_lets_nobody_in(house: House) -> None:
    user = house.add()
    real = house.hasher.fits

    def slow(stored: str | None, password: str) -> bool:
        right = real(stored, password)
        with house.begin() as work:
            work.sign_in.put_password(user.id, house.hasher.hashed(OTHER), house.clock())
        return right

    house.hasher.fits = slow  # type: ignore[method-assign]
    assert isinstance(refused(house), NotSignedIn)
    house.hasher.fits = real  # type: ignore[method-assign]
    assert house.ticket(password=OTHER)


def test_an_older_hash_is_renewed_at_the_next_log_in(house: House) -> None:
    user = house.add()
    stronger = House(house.database, house.clock, CountingHasher(rounds=2))
    assert stronger.ticket()
    with house.begin() as work:
        stored = work.sign_in.password(user.id)
    assert stored is not None
    assert "t=2" in stored
    assert stronger.ticket()
    assert stronger.hasher.works == 3  # the second time nothing is renewed
