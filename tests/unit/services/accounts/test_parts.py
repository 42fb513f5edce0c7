"""The small parts of accounts: codes, hashes, names of people and of browsers."""

import datetime as dt

import pytest
from pydantic import SecretStr

from jobwise.errors import UnusableEntry
from jobwise.services.accounts.browsers import browser_name
from jobwise.services.accounts.codes import matching_step
from jobwise.services.accounts.entries import checked_name
from jobwise.services.accounts.guessing import words
from jobwise.services.accounts.hashing import MEMORY_KIB, ROUNDS, Hasher
from jobwise.services.accounts.tokens import new_recovery_code, new_token, recovery_digest
from jobwise.services.accounts.tries import address_key

RFC_SECRET = SecretStr("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
     (2000000000, "279037"), (20000000000, "353130")],
)  # fmt: skip
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert matching_step(RFC_SECRET, code, at) == seconds // 30
    assert matching_step(RFC_SECRET, f" {code[:3]} {code[3:]} ", at) == seconds // 30


@pytest.mark.parametrize(("off", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_off(off: int, taken: bool) -> None:
    at = dt.datetime.fromtimestamp(1111111111 + off, dt.UTC)
    assert (matching_step(RFC_SECRET, "050471", at) is not None) == taken


@pytest.mark.parametrize("typed", ["", "05047", "0504710", "٠٥٠٤٧١", "050471\x00", "0x50471", "é" * 1000])
def test_what_only_looks_like_a_code_is_none(typed: str) -> None:
    assert matching_step(RFC_SECRET, typed, dt.datetime.fromtimestamp(1111111111, dt.UTC)) is None


def test_a_hash_fits_its_own_password_alone() -> None:
    hasher = Hasher(memory_kib=8, rounds=1)
    stored = hasher.hashed("lisbon-tram-28")
    assert stored.startswith("$argon2id$")
    assert stored != hasher.hashed("lisbon-tram-28")
    assert hasher.fits(stored, "lisbon-tram-28")
    assert not hasher.fits(stored, "lisbon-tram-29")
    assert not hasher.fits("not a hash", "lisbon-tram-28")


def test_nobodys_hash_is_worked_on_with_the_same_parameters_and_never_fits() -> None:
    hasher = Hasher()
    assert f"m={MEMORY_KIB},t={ROUNDS},p=1$" in hasher._nobodys
    assert not hasher.is_old(hasher._nobodys)
    assert not hasher.fits(None, "")


def test_tokens_and_codes_are_made_by_chance() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000
    codes = {new_recovery_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {19}
    assert recovery_digest("abcd-efgh-ijkl-mnop") == recovery_digest(" ABCD EFGH ijklmnop\n")


def test_the_list_of_common_passwords_is_long_and_in_small_letters() -> None:
    assert len(words()) > 50_000
    assert {word.lower() for word in words()} == words()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("2001:db8::1", "2001:db8::ffff:1%eth0", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("testclient", "testclient", True),
        ("testclient", "", False),
    ],
)
def test_addresses_of_one_network_count_as_one(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) == same


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Anna \n Berg ", "Anna Berg"), ("", "anna"), ("佐藤 花子", "佐藤 花子"), ("O'Neil-Ó", "O'Neil-Ó")],
)
def test_names_are_kept_on_one_line(typed: str, kept: str) -> None:
    assert checked_name(typed, "anna@example.org") == kept


@pytest.mark.parametrize("typed", ["a" * 101, "An\x00na", "An\u202ena"])
def test_names_that_no_page_can_show_are_refused(typed: str) -> None:
    with pytest.raises(UnusableEntry):
        checked_name(typed, "anna@example.org")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("", "A browser"),
        ("<script>alert(1)</script>", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_has_a_short_name(header: str, name: str) -> None:
    assert browser_name(header) == name
