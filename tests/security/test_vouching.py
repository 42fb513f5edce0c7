"""What another provider says of somebody lets in whom it should, and nobody else."""

import pytest

from jobwise.errors import JobWiseError, NotSignedIn
from jobwise.services.accounts import AccountPolicy
from jobwise.services.accounts.vouching import Identity
from tests.account_parts import OPERATOR, House, house

__all__ = ["house"]


def said(house: House, **changed: object) -> Identity:
    known = {
        "iss": "https://log-in.example.org",
        "sub": "one",
        "email": "kit@example.org",
        "email_verified": True,
        "name": "Kit",
        "iat": house.clock().timestamp(),
    }
    return Identity.model_validate(known | changed)


def refusal(house: House, identity: Identity) -> str:
    with pytest.raises(JobWiseError) as refused:
        house.accounts.vouching.log_in(identity)
    assert isinstance(refused.value, NotSignedIn)
    return refused.value.code


def test_where_anybody_may_sign_up_a_new_person_gets_an_account(house: House) -> None:
    open_house = house.with_(policy=AccountPolicy(sign_up="open"))
    ticket = open_house.accounts.vouching.log_in(said(house, email="KIT@example.org"), "browser")
    cookie = open_house.accounts.log_ins.redeem(ticket.get_secret_value(), "", "browser")
    actor = open_house.actor(cookie.get_secret_value())
    assert open_house.accounts.sessions.me(actor).email == "kit@example.org"
    assert "signed_up" in house.told()
    assert "logged_in" in house.told()


def test_the_ticket_is_for_the_browser_that_asked(house: House) -> None:
    open_house = house.with_(policy=AccountPolicy(sign_up="open"))
    ticket = open_house.accounts.vouching.log_in(said(house), "browser")
    with pytest.raises(NotSignedIn):
        open_house.accounts.log_ins.redeem(ticket.get_secret_value(), "", "another")


@pytest.mark.parametrize("sign_up", ["invitation", "closed"])
def test_elsewhere_only_who_has_an_account(house: House, sign_up: str) -> None:
    shut = house.with_(policy=AccountPolicy(sign_up=sign_up))  # type: ignore[arg-type]
    assert refusal(shut, said(house)) == "no-account"
    shut.accounts.sign_ups.add(OPERATOR, "kit@example.org")
    assert shut.accounts.vouching.log_in(said(house))


@pytest.mark.parametrize(
    "changed", [{"email_verified": False}, {"email": ""}, {"iat": 0}, {"sub": ""}, {"iss": ""}]
)
def test_what_is_not_confirmed_or_old_counts_for_nothing(house: House, changed: dict[str, object]) -> None:
    house.accounts.sign_ups.add(OPERATOR, "kit@example.org")
    assert refusal(house, said(house, **changed)) == "not-vouched"


def test_an_old_word_counts_for_nothing(house: House) -> None:
    house.accounts.sign_ups.add(OPERATOR, "kit@example.org")
    identity = said(house)
    house.clock.forward(minutes=3)
    assert refusal(house, identity) == "not-vouched"


def test_an_account_with_a_password_is_entered_by_it_alone(house: House) -> None:
    house.add("kit@example.org")
    assert refusal(house, said(house)) == "has-password"


def test_who_is_disabled_stays_out(house: House) -> None:
    user = house.accounts.sign_ups.add(OPERATOR, "kit@example.org")
    house.accounts.people.disable(OPERATOR, user.id)
    assert refusal(house, said(house)) == "disabled"
    assert "log_in_failed" in house.told()


def entered(house: House, identity: Identity) -> str:
    """Who is let in."""
    ticket = house.accounts.vouching.log_in(identity).get_secret_value()
    return house.actor(house.accounts.log_ins.redeem(ticket).get_secret_value()).id


def test_after_the_first_log_in_the_subject_counts_and_no_address(house: House) -> None:
    kit = house.accounts.sign_ups.add(OPERATOR, "kit@example.org")
    ben = house.accounts.sign_ups.add(OPERATOR, "ben@example.org")
    assert entered(house, said(house)) == kit.id
    renamed = said(house, email="ben@example.org", email_verified=False)
    assert entered(house, renamed) == kit.id
    assert entered(house, said(house, sub="two", email="ben@example.org")) == ben.id


@pytest.mark.parametrize("another", [{"sub": "two"}, {"iss": "https://other.example.org"}])
def test_an_address_that_went_to_another_person_opens_nothing(house: House, another: dict[str, str]) -> None:
    kit = house.accounts.sign_ups.add(OPERATOR, "kit@example.org")
    assert entered(house, said(house)) == kit.id
    assert refusal(house, said(house, **another)) == "another-subject"
    assert entered(house, said(house)) == kit.id
