"""What somebody tries who has no key or token, or one that is not for this: nothing of it opens anything."""

import base64
import datetime as dt
import json
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from pydantic import SecretStr

from jobwise.api.callers import LONGEST
from jobwise.domain.access import Scope
from jobwise.domain.account import OPERATOR, Actor
from jobwise.services.accounts.signing import AUDIENCE, KIND
from tests.account_parts import GOOD
from tests.api_parts import Api, api_settings, bearer, running_api

PLACE = "/v1/api-keys"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(api_settings(tmp_path_factory.mktemp("api"))) as running:
        running.person()
        yield running


@pytest.fixture
def claims(api: Api) -> dict[str, Any]:
    """What a good token says."""
    token = api.tokens()["access_token"]
    told: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return told


def signing_key(api: Api) -> tuple[str, str]:
    """(kid, secret): what a thief of the database and of the secret would have."""
    with api.services.accounts.signing._begin() as work:
        key = work.access.signing_key()
    assert key is not None
    return key.id, key.secret.get_secret_value()


def forged(api: Api, claims: dict[str, Any], **head: Any) -> str:
    """Signed with the right key."""
    kid, secret = signing_key(api)
    return jwt.encode(claims, secret, "HS256", headers={"kid": kid, "typ": KIND, **head})


def without_signature(head: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in (head, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def refused(api: Api, secret: str) -> bool:
    answer = api.client.get(PLACE, headers=bearer(secret))
    if answer.status_code == 401:
        assert answer.headers["www-authenticate"].startswith('Bearer realm="jobwise"')
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "not-signed-in"
    return answer.status_code == 401


def test_what_is_forged_here_would_open_if_nothing_were_wrong(api: Api, claims: dict[str, Any]) -> None:
    assert not refused(api, forged(api, claims))


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE"])
def test_a_token_without_a_signature(api: Api, claims: dict[str, Any], name: str) -> None:
    kid, _ = signing_key(api)
    head = {"alg": name, "typ": KIND, "kid": kid}
    for token in (without_signature(head, claims), without_signature(head, claims).rstrip(".")):
        assert refused(api, token)


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # it is the thief's
@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_with_the_right_key(api: Api, claims: dict[str, Any], algorithm: str) -> None:
    kid, secret = signing_key(api)
    assert refused(api, jwt.encode(claims, secret, algorithm, headers={"kid": kid, "typ": KIND}))


def test_another_key(api: Api, claims: dict[str, Any]) -> None:
    kid, secret = signing_key(api)
    for wrong in (secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret.upper(), "x" * 43, kid * 4):
        assert refused(api, jwt.encode(claims, wrong, "HS256", headers={"kid": kid, "typ": KIND}))


@pytest.mark.parametrize(
    "kid",
    ["0" * 16, "", "../../etc/passwd", "' OR 1=1 --", "/dev/null", "a" * 10_000, None, 1, ["a"], {"a": 1}],
)
def test_a_key_that_is_not_there(api: Api, claims: dict[str, Any], kid: object) -> None:
    _, secret = signing_key(api)
    head = {"alg": "HS256", "typ": KIND, "kid": kid}
    unsigned = without_signature(head, claims)[:-1]
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
        unsigned.encode(), secret.encode()
    )
    token = f"{unsigned}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    assert refused(api, token)


@pytest.mark.parametrize("head", [{"jwk": {"kty": "oct", "k": "eA"}}, {"jku": "https://evil.example/k"}])
def test_a_key_that_the_token_brings_itself_counts_for_nothing(
    api: Api, claims: dict[str, Any], head: dict[str, Any]
) -> None:
    kid, _ = signing_key(api)
    assert refused(api, jwt.encode(claims, "x" * 43, "HS256", headers={"kid": kid, "typ": KIND, **head}))


def test_a_token_of_another_kind(api: Api, claims: dict[str, Any]) -> None:
    assert refused(api, forged(api, claims, typ="JWT"))


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another audience": lambda told: told.update(aud="somebody-else"),
    "many audiences": lambda told: told.update(aud=[AUDIENCE, "somebody-else"]),
    "no audience": lambda told: told.pop("aud"),
    "another issuer": lambda told: told.update(iss="https://evil.example"),
    "no issuer": lambda told: told.pop("iss"),
    "no end": lambda told: told.pop("exp"),
    "over": lambda told: told.update(exp=int(time.time()) - 1),
    "an end that is no number": lambda told: told.update(exp="4102444800"),
    "an end that is true": lambda told: told.update(exp=True),
    "not yet": lambda told: told.update(nbf=int(time.time()) + 60),
    "made later": lambda told: told.update(iat=int(time.time()) + 60),
    "nobody": lambda told: told.update(sub="nobody"),
    "no person": lambda told: told.pop("sub"),
    "no number of its own": lambda told: told.pop("jti"),
    "no log-in": lambda told: told.pop("family"),
    "another log-in": lambda told: told.update(family="0" * 32),
    "no scope": lambda told: told.pop("scope"),
    "a scope of numbers": lambda told: told.update(scope=[1]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_token_that_says_what_is_not_so(api: Api, claims: dict[str, Any], change: str) -> None:
    CHANGES[change](claims)
    assert refused(api, forged(api, claims))


def test_a_scope_that_the_person_has_not_is_not_given(api: Api, claims: dict[str, Any]) -> None:
    token = forged(api, claims | {"scope": "health:read account:write"})
    answer = api.client.get(PLACE, headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (403, "scope")
    assert 'scope="account:read"' in answer.headers["www-authenticate"]
    caller = api.services.accounts.programs.caller_of(token)
    assert caller is not None
    assert caller.scopes == {Scope.ACCOUNT_WRITE}


def test_an_access_token_refreshes_nothing_and_a_refresh_token_opens_nothing(api: Api) -> None:
    pair = api.tokens()
    answer = api.client.post("/v1/auth/refresh", json={"refresh_token": pair["access_token"]})
    assert (answer.status_code, answer.json()["code"]) == (401, "refresh-token")
    assert refused(api, pair["refresh_token"])
    assert refused(api, "jw_" + pair["refresh_token"])


def test_a_refresh_token_that_is_replayed_ends_what_the_first_one_got(api: Api) -> None:
    old = api.tokens()["refresh_token"]
    answers = [api.client.post("/v1/auth/refresh", json={"refresh_token": old}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 401]
    assert refused(api, answers[0].json()["access_token"])


def test_a_refresh_that_is_repeated_under_its_key_is_no_replay(api: Api) -> None:
    old, again = api.tokens()["refresh_token"], {"Idempotency-Key": "one-try"}
    first, second = (
        api.client.post("/v1/auth/refresh", json={"refresh_token": old}, headers=again) for _ in range(2)
    )
    assert first.json() == second.json()
    assert not refused(api, second.json()["access_token"])


def test_a_token_of_somebody_who_was_disabled_or_erased(api: Api) -> None:
    for number, end in enumerate(
        (
            lambda who: api.services.accounts.people.disable(OPERATOR, who.id),
            lambda who: api.services.my_data.erase(who, SecretStr(GOOD)),
        )
    ):
        who: Actor = api.person(f"somebody-{number}@example.org")
        headers = [api.log_in(f"somebody-{number}@example.org"), api.key(who)]
        assert [api.client.get(PLACE, headers=one).status_code for one in headers] == [200, 200]
        end(who)
        assert [api.client.get(PLACE, headers=one).status_code for one in headers] == [401, 401]


def test_a_changed_letter_or_a_key_of_another_installation(api: Api) -> None:
    who = api.person("changed@example.org")
    key = api.key(who)["Authorization"].removeprefix("Bearer ")
    assert not refused(api, key)
    for place in (3, 20, len(key) - 1):
        other = "A" if key[place] != "A" else "B"
        assert refused(api, key[:place] + other + key[place + 1 :])
    assert refused(api, "jw_" + "A" * 43)


def test_a_token_of_a_megabyte_is_not_looked_at(api: Api, claims: dict[str, Any]) -> None:
    large = forged(api, claims | {"more": "x" * LONGEST})
    assert refused(api, large)
    answer = _raw(api, b"Authorization: Bearer " + b"a" * 1024 * 1024)
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))


def test_a_token_must_be_one_and_stand_in_its_header(api: Api) -> None:
    token = api.tokens()["access_token"]
    for headers in (
        [("Authorization", f"Bearer {token}"), ("Authorization", "Bearer x")],
        [("Authorization", f"Basic {token}")],
        [("Authorization", token)],
        [("Authorization", "Bearer")],
        [("Cookie", f"jobwise_session={token}; access_token={token}")],
        [("X-Authorization", f"Bearer {token}")],
    ):
        assert api.client.get(PLACE, headers=headers).status_code == 401
    assert api.client.get(PLACE, params={"access_token": token}).status_code == 401


def test_a_browser_that_is_logged_in_opens_nothing_here(api: Api) -> None:
    accounts = api.services.accounts
    ticket = accounts.log_ins.log_in("anna@example.org", SecretStr(GOOD))
    cookie = accounts.log_ins.redeem(ticket.get_secret_value()).get_secret_value()
    assert accounts.sessions.actor_of(cookie)
    for name in ("jobwise_session", "__Host-jobwise_session", "session"):
        assert api.client.get(PLACE, headers={"Cookie": f"{name}={cookie}"}).status_code == 401
    assert refused(api, cookie)


def test_nothing_that_is_sent_comes_back_in_a_header(api: Api) -> None:
    for line in (
        b"Authorization: Bearer x\r\nX-Evil: yes",
        b"Idempotency-Key: a\x00b",
        b"If-Match: \xff\xfe",
    ):
        answer = _raw(api, line)
        assert b"evil" not in answer.lower()
        assert answer.startswith((b"HTTP/1.1 4",))


def test_an_api_key_makes_no_keys(api: Api) -> None:
    who = api.person("maker@example.org")
    wanted = {"name": "Another", "scopes": ["account:read"], "password": GOOD}
    by_key = api.client.post(PLACE, json=wanted, headers=api.key(who, Scope.ACCOUNT_WRITE))
    assert (by_key.status_code, by_key.json()["code"]) == (403, "log-in-needed")
    logged_in = api.log_in("maker@example.org")
    wrong = api.client.post(PLACE, json=wanted | {"password": "wrong"}, headers=logged_in)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "present-password")
    made = api.client.post(PLACE, json=wanted, headers=logged_in)
    assert made.status_code == 201
    assert not refused(api, made.json()["key"])
    listed = api.client.get(PLACE, headers=logged_in).json()["items"]
    key_id = next(one["id"] for one in listed if one["name"] == "Another")
    assert api.client.delete(f"{PLACE}/{key_id}", headers=logged_in).status_code == 204
    assert refused(api, made.json()["key"])
    assert api.client.delete(f"{PLACE}/{key_id}", headers=logged_in).status_code == 404


def test_ten_wrong_passwords_hold_back_the_right_one(api: Api) -> None:
    api.person("guessed@example.org")
    body = {"email": "guessed@example.org", "password": "wrong"}
    before = [api.client.post("/v1/auth/token", json=body).status_code for _ in range(10)]
    after = api.client.post("/v1/auth/token", json=body | {"password": GOOD})
    assert before == [401] * 10
    assert (after.status_code, after.json()["code"]) == (429, "too-many-tries")
    assert after.headers["retry-after"] == "900"
    # These were counted for the address too, from which the other tests log in.
    with api.services.accounts.programs._begin() as work:
        work.sign_in.clear_tries("address 127.0.0.1")


def test_the_secret_of_a_log_in_is_in_no_answer_to_a_wrong_request(api: Api) -> None:
    answer = api.client.post("/v1/auth/token", json={"email": 1, "password": ["a-secret-word"]})
    assert answer.status_code == 422
    assert "a-secret-word" not in answer.text


def _raw(api: Api, line: bytes) -> bytes:
    """What the server says to a request with a header line as it stands."""
    place = urlsplit(api.url)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        try:
            connection.sendall(b"POST /v1/auth/refresh HTTP/1.1\r\nHost: localhost\r\n" + line)
            connection.sendall(b"\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        except ConnectionError:
            pass  # it was refused before its end
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except ConnectionError:
            pass
        return answer


def test_the_times_of_a_token_are_a_quarter_of_an_hour_apart(claims: dict[str, Any]) -> None:
    assert claims["exp"] - claims["iat"] == dt.timedelta(minutes=15).total_seconds()
    assert claims["aud"] == AUDIENCE
