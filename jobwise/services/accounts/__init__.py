"""What a person can do about their account, and administrators about others'."""

from dataclasses import dataclass

from jobwise.ports import Clock, Post, Transactions
from jobwise.services.accounts.api_keys import ApiKeys
from jobwise.services.accounts.hashing import Hashing
from jobwise.services.accounts.log_in import LogIns
from jobwise.services.accounts.passwords import Passwords
from jobwise.services.accounts.people import People
from jobwise.services.accounts.policy import AccountPolicy
from jobwise.services.accounts.programs import ProgramLogIns
from jobwise.services.accounts.reauthentication import Reauthentication
from jobwise.services.accounts.second_factor import SecondFactors
from jobwise.services.accounts.sessions import Sessions
from jobwise.services.accounts.sign_up import SignUps
from jobwise.services.accounts.signing import SigningKeys
from jobwise.services.accounts.tries import Tries
from jobwise.services.accounts.vouching import Vouching

__all__ = ["AccountPolicy", "AccountServices", "Hashing", "account_services"]


@dataclass(frozen=True)
class AccountServices:
    """All of it, each part named for what it is about."""

    sign_ups: SignUps
    log_ins: LogIns
    vouching: Vouching
    again: Reauthentication
    sessions: Sessions
    passwords: Passwords
    second_factors: SecondFactors
    people: People
    programs: ProgramLogIns
    api_keys: ApiKeys
    signing: SigningKeys
    policy: AccountPolicy


def account_services(
    begin: Transactions, hashing: Hashing, post: Post | None, clock: Clock, policy: AccountPolicy
) -> AccountServices:
    """The parts over one store."""
    tries = Tries(clock)
    again = Reauthentication(begin, hashing, tries, clock)
    sign_ups = SignUps(begin, hashing, tries, clock, policy)
    log_ins = LogIns(begin, hashing, tries, clock, policy)
    signing = SigningKeys(begin, clock, policy)
    return AccountServices(
        sign_ups=sign_ups,
        log_ins=log_ins,
        vouching=Vouching(begin, sign_ups, clock),
        again=again,
        sessions=Sessions(begin, clock, policy),
        passwords=Passwords(begin, hashing, tries, again, post, clock, policy),
        second_factors=SecondFactors(begin, again, clock, policy),
        people=People(begin, again, post, clock, policy),
        programs=ProgramLogIns(begin, log_ins, signing, clock),
        api_keys=ApiKeys(begin, again, clock),
        signing=signing,
        policy=policy,
    )
