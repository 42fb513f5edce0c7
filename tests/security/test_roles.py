"""Each call of the account services, by each role: what is not theirs is not there."""

import inspect
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from jobwise.domain.account import Actor
from jobwise.domain.audit import Action
from jobwise.domain.role import Role
from jobwise.domain.user import User
from jobwise.errors import Conflict, NotFound, UnusableEntry
from jobwise.services.accounts import AccountPolicy
from tests.account_parts import GOOD, OPERATOR, OTHER, House, all_at_once

Call = Callable[[House, Actor, User], object]
ADMINISTRATORS_CALLS: dict[str, Call] = {
    "sign_ups.add": lambda house, actor, _: house.accounts.sign_ups.add(actor, "new@example.org"),
    "people.list": lambda house, actor, _: house.accounts.people.list(actor),
    "people.set_roles": lambda house, actor, user: house.accounts.people.set_roles(
        actor, user.id, [Role.SEEKER]
    ),
    "people.disable": lambda house, actor, user: house.accounts.people.disable(actor, user.id),
    "people.enable": lambda house, actor, user: house.accounts.people.enable(actor, user.id),
    "people.drop_second_factor": lambda house, actor, user: house.accounts.people.drop_second_factor(
        actor, user.id
    ),
    "people.reset_asks": lambda house, actor, _: house.accounts.people.reset_asks(actor),
    "people.make_reset": lambda house, actor, user: house.accounts.people.make_reset(actor, user.id),
    "people.invite": lambda house, actor, _: house.accounts.people.invite(actor, "guest@example.org"),
    "people.invitations": lambda house, actor, _: house.accounts.people.invitations(actor),
    "people.withdraw": lambda house, actor, _: house.accounts.people.withdraw(actor, invited(house)),
    "signing.rotate": lambda house, actor, _: house.accounts.signing.rotate(actor),
    "audit.everybodys": lambda house, actor, _: house.audit.everybodys(actor),
    "audit.verify": lambda house, actor, _: house.audit.verify(actor),
}
OWN_CALLS = {
    "sessions.me", "sessions.list", "sessions.end", "sessions.end_others", "passwords.change",
    "second_factors.begin", "second_factors.confirm", "second_factors.switch_off", "second_factors.new_codes",
    "second_factors.codes_left", "again.asks", "again.confirm", "again.passed", "audit.mine", "audit.of",
    "programs.list", "programs.end", "api_keys.make", "api_keys.list", "api_keys.end",
}  # fmt: skip
"""Of one's own account: the actor's id is all that they go by."""
SIGN_IN_CALLS = {
    "sign_ups.sign_up", "log_ins.log_in", "log_ins.redeem", "sessions.actor_of", "sessions.log_out",
    "passwords.request_reset", "passwords.reset", "passwords.check_reset", "sign_ups.check_invitation",
    "audit.note", "sign_ups.vouched", "vouching.is_fresh",
    "vouching.log_in", "log_ins.admit", "programs.log_in", "programs.refresh", "programs.log_out",
    "programs.caller_of", "api_keys.caller_of", "signing.signed", "signing.claims_of",
}  # fmt: skip
"""Before anybody is known: they go by a secret or a provider's word, or give nothing away."""


def invited(house: House) -> str:
    house.accounts.people.invite(OPERATOR)
    return house.accounts.people.invitations(OPERATOR)[0].id


def test_every_call_has_its_place_in_this_matrix(house: House) -> None:
    parts = {name: part for name, part in vars(house.accounts).items() if name != "policy"}
    parts["audit"] = house.audit
    calls = {
        f"{name}.{method}"
        for name, part in parts.items()
        for method, _ in inspect.getmembers(part, inspect.ismethod)
        if not method.startswith("_")
    }
    assert calls == ADMINISTRATORS_CALLS.keys() | OWN_CALLS | SIGN_IN_CALLS


@pytest.mark.parametrize("call", ADMINISTRATORS_CALLS)
@pytest.mark.parametrize("roles", [(), *[(role,) for role in Role]], ids=["none", *Role])
def test_administration_is_there_for_administrators_alone(
    house: House, call: str, roles: tuple[Role, ...]
) -> None:
    user = house.add()
    actor = Actor(id="somebody", roles=frozenset(roles))
    before = house.told()
    if Role.ADMINISTRATOR in roles:
        ADMINISTRATORS_CALLS[call](house, actor, user)
        return
    with pytest.raises(NotFound):
        ADMINISTRATORS_CALLS[call](house, actor, user)
    after = [action for action in house.told() if action != Action.INVITED]
    assert after == before


def test_one_sees_and_changes_ones_own_account_alone(house: House) -> None:
    house.add()
    house.add("ben@example.org")
    anna, ben = house.actor(house.cookie()), house.actor(house.cookie("ben@example.org"))
    house.second_factor(anna)
    house.accounts.second_factors.new_codes(anna, SecretStr(GOOD))
    assert house.accounts.sessions.me(ben).email == "ben@example.org"
    assert not house.accounts.sessions.me(ben).second_factor
    assert house.accounts.second_factors.codes_left(ben) == 0
    assert house.accounts.sessions.end_others(ben, "") == 1
    assert len(house.accounts.sessions.list(anna)) == 1
    house.accounts.second_factors.switch_off(ben, SecretStr(GOOD))
    assert house.accounts.sessions.me(anna).second_factor
    assert {entry.subject for entry in house.audit.mine(ben)} == {ben.id}
    assert len(house.audit.of(ben)) == len(house.audit.mine(ben))


def test_who_has_no_account_has_nothing_to_change(house: House) -> None:
    stranger = Actor(id="stranger", roles=frozenset(Role))
    own = house.accounts
    for call in (
        lambda: own.sessions.me(stranger),
        lambda: own.sessions.list(stranger),
        lambda: own.passwords.change(stranger, SecretStr(GOOD), SecretStr(OTHER), ""),
        lambda: own.second_factors.begin(stranger, SecretStr(GOOD)),
        lambda: own.second_factors.confirm(stranger, "000000"),
        lambda: own.second_factors.switch_off(stranger, SecretStr(GOOD)),
        lambda: own.second_factors.new_codes(stranger, SecretStr(GOOD)),
    ):
        with pytest.raises(NotFound):
            call()


def test_an_id_that_is_not_there_answers_the_same_to_administrators(house: House) -> None:
    for name in ("set_roles", "disable", "enable", "drop_second_factor", "make_reset"):
        given = ([Role.SEEKER],) if name == "set_roles" else ()
        with pytest.raises(NotFound):
            getattr(house.accounts.people, name)(OPERATOR, "nobody", *given)
    with pytest.raises(NotFound):
        house.accounts.people.withdraw(OPERATOR, "0" * 64)


def test_the_last_administrator_stays(house: House) -> None:
    admin = house.add(roles=[Role.ADMINISTRATOR])
    house.add("ben@example.org")
    people = house.accounts.people
    with pytest.raises(Conflict):
        people.set_roles(OPERATOR, admin.id, [Role.SEEKER])
    with pytest.raises(Conflict):
        people.disable(OPERATOR, admin.id)
    assert {one.id for one in people.list(OPERATOR) if Role.ADMINISTRATOR in one.roles} == {admin.id}
    other = house.add("cleo@example.org", [Role.ADMINISTRATOR])
    people.set_roles(OPERATOR, admin.id, [Role.SEEKER])
    with pytest.raises(Conflict):
        people.disable(OPERATOR, other.id)
    assert Action.DISABLED not in house.told()


def test_administrators_who_take_each_others_role_at_once_leave_one(house: House) -> None:
    both = [house.add(f"{name}@example.org", [Role.ADMINISTRATOR]).id for name in ("anna", "ben")]
    taken = iter(both)
    answers = all_at_once(lambda: house.accounts.people.set_roles(OPERATOR, next(taken), []), 2)
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    left = [one for one in house.accounts.people.list(OPERATOR) if Role.ADMINISTRATOR in one.roles]
    assert len(left) == 1


def test_a_lost_phone_is_helped_by_an_administrator(house: House) -> None:
    user = house.add()
    house.second_factor(house.actor(house.cookie()))
    house.accounts.people.drop_second_factor(OPERATOR, user.id)
    assert house.cookie()


def token(house: House, email: str = "", roles: tuple[Role, ...] = (Role.RECRUITER,)) -> str:
    return house.accounts.people.invite(OPERATOR, email, roles).get_secret_value().split("invitation=")[1]


def test_an_invitation_gives_its_roles_to_one_person(house: House) -> None:
    link = token(house, "New@Example.org")
    sign_up = house.accounts.sign_ups.sign_up
    with pytest.raises(UnusableEntry):
        sign_up("thief@example.org", SecretStr(GOOD), invitation=link)
    assert sign_up("new@example.org", SecretStr(GOOD), invitation=link).roles == {Role.RECRUITER}
    with pytest.raises(UnusableEntry):
        sign_up("other@example.org", SecretStr(GOOD), invitation=link)


def test_of_many_who_use_the_same_invitation_at_once_one_gets_an_account(house: House) -> None:
    link, numbers = token(house), iter(range(6))
    answers = all_at_once(
        lambda: house.accounts.sign_ups.sign_up(
            f"p{next(numbers)}@example.org", SecretStr(GOOD), invitation=link
        ),
        6,
    )
    assert sum(isinstance(answer, User) for answer in answers) == 1
    assert len(house.accounts.people.list(OPERATOR)) == 1


def test_an_invitation_that_is_old_or_withdrawn_is_none(house: House) -> None:
    old, withdrawn = token(house), token(house)
    house.accounts.people.withdraw(OPERATOR, house.accounts.people.invitations(OPERATOR)[0].id)
    sign_up = house.accounts.sign_ups.sign_up
    left = [one.id for one in house.accounts.people.invitations(OPERATOR)]
    assert len(left) == 1
    house.clock.forward(days=7)
    for link in (old, withdrawn, "", "a" * 43):
        with pytest.raises(UnusableEntry):
            sign_up("new@example.org", SecretStr(GOOD), invitation=link)


def test_nobody_signs_up_where_that_is_closed(house: House) -> None:
    link = token(house)
    closed = house.with_(policy=AccountPolicy(sign_up="closed")).accounts
    with pytest.raises(UnusableEntry):
        closed.sign_ups.sign_up("new@example.org", SecretStr(GOOD), invitation=link)
    with pytest.raises(UnusableEntry):
        closed.people.invite(OPERATOR)
    assert closed.sign_ups.add(OPERATOR, "new@example.org")


def test_whoever_signs_up_by_themselves_is_a_seeker(house: House) -> None:
    open_to_all = house.with_(policy=AccountPolicy(sign_up="open")).accounts
    assert open_to_all.sign_ups.sign_up("new@example.org", SecretStr(GOOD)).roles == {Role.SEEKER}


def test_an_address_has_one_account_however_it_is_written(house: House) -> None:
    open_to_all = house.with_(policy=AccountPolicy(sign_up="open")).accounts
    house.add("anna@example.org")
    with pytest.raises(Conflict):
        open_to_all.sign_ups.sign_up(" ANNA@example.ORG", SecretStr(OTHER))
    assert house.cookie("Anna@Example.org", GOOD)
    assert house.cookie("anna\u2060@example.org", GOOD)  # as it is copied from a page


def test_of_many_who_take_the_same_address_at_once_one_gets_it(house: House) -> None:
    sign_up = house.with_(policy=AccountPolicy(sign_up="open")).accounts.sign_ups.sign_up
    answers = all_at_once(lambda: sign_up("anna@example.org", SecretStr(GOOD)), 6)
    assert sum(isinstance(answer, User) for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 5


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@", "@example.org", "a b@example.org", "a@b@c.org", "anna@example",
              "anna@example.org\r\nBcc: all@example.org", "a" * 250 + "@b.org",
              "an\u202ena@example.org", "a@b.o\x00rg"],
)  # fmt: skip
def test_what_is_no_address_is_refused(house: House, email: str) -> None:
    with pytest.raises(UnusableEntry):
        house.accounts.sign_ups.add(OPERATOR, email)
