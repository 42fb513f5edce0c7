"""Log-ins of programs: pairs of tokens, what ends them, and that a copy of one is noticed."""

import pytest
from pydantic import SecretStr

from jobwise.domain.access import NewApiKey, Scope, TokenPair, scopes_of
from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.role import Role
from jobwise.errors import NotFound, NotSignedIn, SecondFactorNeeded, TooManyTries
from tests.account_parts import GOOD, OPERATOR, OTHER, House, all_at_once


def log_in(house: House, client: str = "My phone") -> TokenPair:
    return house.accounts.programs.log_in("anna@example.org", SecretStr(GOOD), client=client)


@pytest.fixture
def anna(house: House) -> Actor:
    return house.person("anna@example.org")


def speaks_for(house: House, pair: TokenPair) -> str | None:
    caller = house.accounts.programs.caller_of(pair.access.get_secret_value())
    return caller.actor.id if caller else None


def test_a_log_in_speaks_for_the_person_with_all_that_they_may(house: House, anna: Actor) -> None:
    caller = house.accounts.programs.caller_of(log_in(house).access.get_secret_value())
    assert caller is not None
    assert caller.actor == anna
    assert caller.scopes == scopes_of(anna.roles)
    assert [one.client for one in house.accounts.programs.list(anna)] == ["My phone"]


def test_a_wrong_password_is_refused_in_the_words_of_the_page_and_counted(house: House, anna: Actor) -> None:
    for _ in range(10):
        with pytest.raises(NotSignedIn, match="are not right"):
            house.accounts.programs.log_in("anna@example.org", SecretStr("wrong"), address="192.0.2.1")
    with pytest.raises(TooManyTries):
        house.accounts.programs.log_in("anna@example.org", SecretStr(GOOD), address="192.0.2.1")
    with pytest.raises(TooManyTries):
        house.accounts.log_ins.log_in("anna@example.org", SecretStr(GOOD))
    assert not house.accounts.programs.list(anna)


def test_a_second_factor_is_asked_for(house: House, anna: Actor) -> None:
    house.second_factor(anna)
    with pytest.raises(SecondFactorNeeded):
        log_in(house)


def test_an_access_token_ends_after_a_quarter_of_an_hour(house: House, anna: Actor) -> None:
    pair = log_in(house)
    assert pair.expires_in == 900
    house.clock.forward(seconds=899)
    assert speaks_for(house, pair) == anna.id
    house.clock.forward(seconds=1)
    assert speaks_for(house, pair) is None


def test_a_refresh_token_gives_the_next_pair_once(house: House, anna: Actor) -> None:
    first = log_in(house)
    house.clock.forward(minutes=20)
    second = house.accounts.programs.refresh(first.refresh)
    assert speaks_for(house, second) == anna.id
    assert speaks_for(house, house.accounts.programs.refresh(second.refresh)) == anna.id
    assert len(house.accounts.programs.list(anna)) == 1


@pytest.mark.parametrize("seconds", [0, 1, 11, 600])
def test_a_refresh_token_that_comes_again_ends_the_log_in(house: House, anna: Actor, seconds: int) -> None:
    first = log_in(house)
    other = log_in(house, "Another")
    second = house.accounts.programs.refresh(first.refresh)
    house.clock.forward(seconds=seconds)
    with pytest.raises(NotSignedIn):
        house.accounts.programs.refresh(first.refresh)
    with pytest.raises(NotSignedIn):
        house.accounts.programs.refresh(second.refresh)
    assert speaks_for(house, second) is None
    assert speaks_for(house, other) == anna.id
    noted = [one for one in house.audit.everybodys(OPERATOR, most=100) if one.action == Action.REFRESH_REUSED]
    assert [(one.actor_id, one.subject) for one in noted] == [("unknown", anna.id)]


def test_of_twenty_at_once_one_gets_the_next_pair_and_the_others_end_it(house: House, anna: Actor) -> None:
    first = log_in(house)
    answers = all_at_once(lambda: house.accounts.programs.refresh(first.refresh), 20)
    won = [one for one in answers if isinstance(one, TokenPair)]
    refused = [one for one in answers if isinstance(one, NotSignedIn)]
    assert (len(won), len(refused)) == (1, 19)
    assert speaks_for(house, won[0]) is None
    with pytest.raises(NotSignedIn):
        house.accounts.programs.refresh(won[0].refresh)


def test_a_refresh_token_is_good_for_thirty_days(house: House, anna: Actor) -> None:
    first, late = log_in(house), log_in(house)
    house.clock.forward(days=30, seconds=-1)
    assert house.accounts.programs.refresh(first.refresh)
    house.clock.forward(seconds=1)
    with pytest.raises(NotSignedIn):
        house.accounts.programs.refresh(late.refresh)


def test_whatever_ends_log_ins_ends_those_of_programs_at_once(house: House, anna: Actor) -> None:
    accounts = house.accounts
    pair = log_in(house)
    accounts.programs.log_out(pair.refresh)
    assert speaks_for(house, pair) is None
    accounts.programs.log_out(pair.refresh)  # once more is no mistake

    pair = log_in(house)
    accounts.programs.end(anna, accounts.programs.list(anna)[0].id)
    assert speaks_for(house, pair) is None

    pair = log_in(house)
    accounts.sessions.end_others(anna, "")
    assert speaks_for(house, pair) is None

    pair = log_in(house)
    accounts.passwords.change(anna, SecretStr(GOOD), SecretStr(OTHER), "")
    assert speaks_for(house, pair) is None
    with pytest.raises(NotSignedIn):
        accounts.programs.refresh(pair.refresh)

    pair = accounts.programs.log_in("anna@example.org", SecretStr(OTHER))
    accounts.people.disable(OPERATOR, anna.id)
    assert speaks_for(house, pair) is None
    accounts.people.enable(OPERATOR, anna.id)
    assert speaks_for(house, pair) is None


def test_another_password_ends_keys_unless_the_person_keeps_them(house: House, anna: Actor) -> None:
    def key() -> str:
        new = NewApiKey(name="A script", scopes=frozenset({Scope.ACCOUNT_READ}))
        return house.accounts.api_keys.make(anna, new, SecretStr(words)).get_secret_value()

    def opens(key: str) -> bool:
        return house.accounts.api_keys.caller_of(key) is not None

    words = GOOD
    kept = key()
    house.accounts.passwords.change(anna, SecretStr(GOOD), SecretStr(OTHER), "", keep_keys=True)
    assert opens(kept)
    house.accounts.passwords.change(anna, SecretStr(OTHER), SecretStr(GOOD), "")
    assert not opens(kept)

    stolen = key()
    link = house.accounts.people.make_reset(OPERATOR, anna.id).get_secret_value()
    house.accounts.passwords.reset(link.split("reset=")[1], SecretStr(OTHER))
    assert not opens(stolen)

    words = OTHER
    left = key()
    house.accounts.people.disable(OPERATOR, anna.id)
    house.accounts.people.enable(OPERATOR, anna.id)
    assert not opens(left)
    noted = house.audit.everybodys(OPERATOR, most=100)
    told = [one.details for one in noted if one.action in (Action.PASSWORD_CHANGED, Action.PASSWORD_RESET)]
    assert told == [{"keys_ended": "1"}, {"keys_ended": "1"}, {}]


def test_nobody_ends_anothers(house: House, anna: Actor) -> None:
    pair, ben = log_in(house), house.person("ben@example.org")
    with pytest.raises(NotFound):
        house.accounts.programs.end(ben, house.accounts.programs.list(anna)[0].id)
    assert not house.accounts.programs.list(ben)
    assert speaks_for(house, pair) == anna.id


def test_roles_are_those_of_now(house: House, anna: Actor) -> None:
    access = log_in(house).access.get_secret_value()
    house.accounts.people.set_roles(OPERATOR, anna.id, {Role.RECRUITER})
    caller = house.accounts.programs.caller_of(access)
    assert caller is not None
    assert caller.actor.roles == {Role.RECRUITER}
    assert Scope.RUNS_WRITE not in caller.scopes
    assert Scope.ACCOUNT_READ in caller.scopes


def test_a_new_signing_key_takes_over_and_the_one_before_is_taken_for_a_while(
    house: House, anna: Actor
) -> None:
    before = log_in(house)
    house.accounts.signing.rotate(OPERATOR)
    after = log_in(house)
    assert speaks_for(house, before) == speaks_for(house, after) == anna.id
    house.accounts.signing.rotate(OPERATOR)
    assert speaks_for(house, before) is None  # two are live, no more
    assert speaks_for(house, after) == anna.id
    house.accounts.signing.rotate(OPERATOR, at_once=True)
    assert speaks_for(house, after) is None
    with pytest.raises(NotFound):
        house.accounts.signing.rotate(anna)


def test_what_a_program_calls_itself_is_one_short_line(house: House, anna: Actor) -> None:
    log_in(house, "a\r\nb\x00 " + "c" * 100)
    [program] = house.accounts.programs.list(anna)
    assert program.client == "ab " + "c" * 57
