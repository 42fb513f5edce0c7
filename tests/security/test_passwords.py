"""What may be a password, and how one is set anew."""

import pytest
from pydantic import SecretStr

from jobwise.domain.mail import Mail
from jobwise.errors import JobWiseError, NotSignedIn, TooManyTries, UnusableEntry
from jobwise.services.accounts.entries import FEWEST, MOST, checked_password
from jobwise.services.accounts.guessing import is_common
from jobwise.services.accounts.tries import MOST as MOST_TRIES
from jobwise.services.accounts.tries import MOST_RESETS
from tests.account_parts import GOOD, OPERATOR, OTHER, House, Outbox, all_at_once

ANNA = "anna.berg@example.org"


@pytest.mark.parametrize(
    "password",
    ["lisbon-tram-28", "пароль-как-река", "猫は静かに窓から外を見る", "  spaces count too  ",
     "a" * 60 + "bcdefgh" * 8, "ḓ̶̛ȯ̷t-ẅ̴", "🦉🦊🐻🐼🦁🐯🐨🐸", "'; DROP TABLE users; --", "x9-mill-qT"],
)  # fmt: skip
def test_passwords_of_any_script_are_taken(password: str) -> None:
    assert checked_password(SecretStr(password), ANNA)


@pytest.mark.parametrize(
    "password",
    ["", "short", "seven77", "x" * (MOST + 1), "aaaaaaaa", "abababab", "password", "Password1!",
     "P@ssw0rd123", "qwertyuiop", "12345678", "19871224", "1q2w3e4r", "Summer2026!", "iloveyou",
     "letmeinletmein", "anna.berg-28", "my-ANNA.BERG-key", "1qaz2wsx",
     "warehouse", "W4rehou5e!", "Tinkerbell2024", "12qwaszx", "liverpool1", "x9x9x9x9qT", "cafeteria77",
     "йцукенгш", "ПАРОЛЬ123", "любовь2024", "фывапролд", "ςερτυθιοπ", "ضصثقفغعه"],
)  # fmt: skip
def test_passwords_that_are_tried_first_are_refused(password: str) -> None:
    with pytest.raises(UnusableEntry):
        checked_password(SecretStr(password), ANNA)


def test_the_shortest_and_the_longest_are_taken() -> None:
    assert len(checked_password(SecretStr("q7Zr2mXv"), ANNA)) == FEWEST
    assert len(checked_password(SecretStr("q7Zr2mXv" * 16), ANNA)) == MOST


def test_words_of_everyday_with_more_around_them_are_no_common_passwords() -> None:
    assert not any(map(is_common, ["dragon fruit and rain", "michael-goes-by-train", "84920174summer"]))


def test_the_same_password_from_another_keyboard_lets_in(house: House) -> None:
    house.accounts.sign_ups.add(OPERATOR, ANNA, password=SecretStr("café-ﬁnch-９７"))
    assert house.cookie(ANNA, "cafe\u0301-finch-97")


def test_a_refused_password_is_not_repeated(house: House) -> None:
    for password in ("Password1!", "anna.berg-28", "tiny"):
        with pytest.raises(UnusableEntry) as refusal:
            house.accounts.sign_ups.add(OPERATOR, ANNA, password=SecretStr(password))
        assert password not in str(refusal.value)


def test_the_present_password_is_asked_for(house: House) -> None:
    house.add(ANNA)
    cookie = house.cookie(ANNA)
    with pytest.raises(UnusableEntry):
        house.accounts.passwords.change(house.actor(cookie), SecretStr("wrong"), SecretStr(OTHER), cookie)
    assert house.cookie(ANNA, GOOD)


def test_a_new_password_is_another_one(house: House) -> None:
    house.add(ANNA)
    cookie = house.cookie(ANNA)
    with pytest.raises(UnusableEntry, match="that you have"):
        house.accounts.passwords.change(house.actor(cookie), SecretStr(GOOD), SecretStr(GOOD), cookie)


def token_of(mail: Mail) -> str:
    return mail.text.split("reset=")[1].split()[0]


def test_a_link_comes_by_mail_and_works_once(house: House) -> None:
    outbox = Outbox()
    mailing = house.with_(post=outbox)
    house.add(ANNA)
    mailing.accounts.passwords.request_reset(" Anna.Berg@EXAMPLE.org ")
    [mail] = outbox.mails
    assert mail.to == ANNA
    assert "http://localhost:8501/log_in?reset=" in mail.text
    mailing.accounts.passwords.reset(token_of(mail), SecretStr(OTHER))
    with pytest.raises(NotSignedIn):
        mailing.accounts.passwords.reset(token_of(mail), SecretStr("another good one"))
    assert house.cookie(ANNA, OTHER)


def test_of_many_who_use_the_same_link_at_once_one_sets_the_password(house: House) -> None:
    user = house.add(ANNA)
    token = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    answers = all_at_once(lambda: house.accounts.passwords.reset(token, SecretStr(OTHER)), 6)
    assert answers.count(None) == 1
    assert sum(isinstance(answer, NotSignedIn) for answer in answers) == 5


def test_a_mailed_link_works_for_an_hour_and_a_handed_one_for_a_day(house: House) -> None:
    outbox = Outbox()
    user = house.add(ANNA)
    house.with_(post=outbox).accounts.passwords.request_reset(ANNA)
    handed = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    house.clock.forward(hours=1)
    with pytest.raises(NotSignedIn):
        house.accounts.passwords.reset(token_of(outbox.mails[0]), SecretStr(OTHER))
    house.clock.forward(hours=22)
    house.accounts.passwords.reset(handed, SecretStr(OTHER))
    late = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    house.clock.forward(hours=24)
    with pytest.raises(NotSignedIn):
        house.accounts.passwords.reset(late, SecretStr(GOOD))


def test_a_weak_new_password_does_not_use_the_link_up(house: House) -> None:
    user = house.add(ANNA)
    token = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    with pytest.raises(UnusableEntry):
        house.accounts.passwords.reset(token, SecretStr("password"))
    house.accounts.passwords.reset(token, SecretStr(OTHER))


def test_a_new_link_kills_those_before_it_once_it_is_used(house: House) -> None:
    user = house.add(ANNA)
    first, second = (
        house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
        for _ in "12"
    )
    house.accounts.passwords.reset(second, SecretStr(OTHER))
    with pytest.raises(NotSignedIn):
        house.accounts.passwords.reset(first, SecretStr(GOOD))


def test_without_mail_an_administrator_sees_who_asked(house: House) -> None:
    user = house.add(ANNA)
    house.accounts.passwords.request_reset(ANNA)
    house.clock.forward(minutes=1)
    for email in (ANNA, "nobody@example.org"):
        house.accounts.passwords.request_reset(email)
    assert house.accounts.people.reset_asks(OPERATOR) == {user.id: house.clock()}
    token = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    house.accounts.passwords.reset(token, SecretStr(OTHER))
    assert house.accounts.people.reset_asks(OPERATOR) == {}


@pytest.mark.parametrize("mailing", [True, False])
def test_who_asks_for_a_link_is_not_told_whether_there_is_an_account(house: House, mailing: bool) -> None:
    outbox = Outbox()
    here = house.with_(post=outbox if mailing else None)
    house.add(ANNA)
    answers: list[object] = []
    for email in (ANNA, "nobody@example.org", "\x00", ""):
        for _ in range(MOST_RESETS + 2):
            try:
                answers.append(here.accounts.passwords.request_reset(email))
            except JobWiseError as error:
                answers.append(str(error))
    assert answers == [None] * len(answers)
    assert {mail.to for mail in outbox.mails} <= {ANNA}
    assert len(outbox.mails) == (MOST_RESETS if mailing else 0)


def test_an_address_that_asks_for_many_links_is_stopped(house: House) -> None:
    for number in range(MOST_TRIES):
        house.accounts.passwords.request_reset(f"p{number}@example.org", "192.0.2.7")
    with pytest.raises(TooManyTries):
        house.accounts.passwords.request_reset("one.more@example.org", "192.0.2.7")


def test_who_is_disabled_gets_no_link(house: House) -> None:
    outbox = Outbox()
    user = house.add(ANNA)
    token = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    house.accounts.people.disable(OPERATOR, user.id)
    house.with_(post=outbox).accounts.passwords.request_reset(ANNA)
    assert outbox.mails == []
    with pytest.raises(NotSignedIn):
        house.accounts.passwords.reset(token, SecretStr(OTHER))


def test_a_link_ends_a_block(house: House) -> None:
    user = house.add(ANNA)
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(JobWiseError):
            house.ticket(ANNA, "wrong")
    token = house.accounts.people.make_reset(OPERATOR, user.id).get_secret_value().split("reset=")[1]
    house.accounts.passwords.reset(token, SecretStr(OTHER))
    assert house.ticket(ANNA, OTHER)
