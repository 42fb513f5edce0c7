"""Nothing that is set around JobWise goes to a server: not by the SDKs, not past a proxy, not into a log."""

import logging
import re
import time
from pathlib import Path

import anthropic
import httpx2
import openai
import pytest

from benchmarks.model_server import GOOD, Handler, fails, goes_on_for_ever, says, serving
from jobwise.errors import ModelFailed
from jobwise.llm import PROVIDERS, language_model, talk, wire
from tests.unit.llm.test_language_models import CALL, KEY, choice_of, complete

EACH = pytest.mark.parametrize("provider", PROVIDERS)
MARK = "of-the-environment"
_READ = re.compile(r"""["']([A-Z][A-Z0-9]*_[A-Z0-9_]+)["']""")
_WORDS = {"CUSTOM_HEADERS": f"X-Mine: {MARK}\nAuthorization: Bearer {MARK}\nx-api-key: {MARK}\nHost: {MARK}"}


def names_that_sdks_read() -> set[str]:
    """All that looks like a variable in files of the SDKs that read the environment."""
    found: set[str] = set()
    for sdk in (openai, anthropic):
        for file in Path(str(sdk.__file__)).parent.rglob("*.py"):
            text = file.read_text("utf-8")
            if "environ" in text or "ENV_" in text:
                found |= set(_READ.findall(text))
    return {name for name in found if name.split("_")[0] in {"OPENAI", "ANTHROPIC", "AZURE", "AWS"}}


@EACH
def test_a_server_receives_nothing_of_the_environment(
    provider: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = names_that_sdks_read()
    assert names >= {
        "OPENAI_CUSTOM_HEADERS", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL",
        "ANTHROPIC_CUSTOM_HEADERS", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "ANTHROPIC_PROFILE",
    }  # fmt: skip
    for name in names | {"OPENAI_API_KEY", "ANTHROPIC_API_KEY"}:
        monkeypatch.setenv(name, next((said for end, said in _WORDS.items() if name.endswith(end)), MARK))
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login {MARK} password {MARK}\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(says(GOOD)) as server:
        assert complete(provider, server).spent.tries == 1
        received = f"{server.heads} {server.asked}"
        assert server.heads[0].count(KEY.get_secret_value()) == 1
    assert MARK not in received


@EACH
def test_words_in_the_open_pass_no_proxy(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(fails(500)) as proxy, serving(says(GOOD)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{MARK}:{MARK}@127.0.0.1:{proxy.server_port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        complete(provider, server)
        assert not proxy.heads


def test_encrypted_words_may_pass_the_proxy_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(fails(500)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.server_port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        with (
            wire.http_client("https://models.example", httpx2.Timeout(5)) as client,
            pytest.raises(httpx2.ProxyError),
        ):
            client.get("https://models.example")


@EACH
def test_no_word_goes_into_a_log_whatever_the_sdks_are_told(
    provider: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("openai", "anthropic", "httpx2"):
        logging.getLogger(name).setLevel(logging.DEBUG)  # what OPENAI_LOG=debug does
    with caplog.at_level(logging.DEBUG), serving(says(GOOD)) as server:
        complete(provider, server)
    assert "Reword a." not in caplog.text
    assert "127.0.0.1" not in "".join(
        r.message for r in caplog.records if r.name.startswith(("httpx2", provider))
    )


@EACH
@pytest.mark.parametrize("status", [400, 503])
def test_an_error_that_only_drips_ends_with_the_deadline(provider: str, status: int) -> None:
    def drips(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            handler.server.stopping.wait(0.1)

    start = time.monotonic()
    with serving(drips) as server, pytest.raises(ModelFailed) as failed:
        complete(provider, server, deadline=0.5)
    assert failed.value.code == "model-slow"
    assert time.monotonic() - start < 2


@EACH
def test_an_answer_in_one_line_without_end_is_cut_off(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_BYTES", 1_000_000)

    def one_line(handler: Handler) -> None:
        handler.begin()
        while True:
            handler.wfile.write(b"x" * 50_000)

    for act in (one_line, goes_on_for_ever):
        with serving(act) as server, pytest.raises(ModelFailed) as failed:
            complete(provider, server)
        assert (failed.value.code, failed.value.spent.lost) == (
            "model-endless",
            1,
        )


@EACH
def test_a_packed_answer_is_not_unpacked(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "FIRST_PAUSE", 0.001)

    def packed(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("content-encoding", "gzip")
        handler.send_header("content-length", "20")
        handler.end_headers()
        handler.wfile.write(b"\x1f\x8b" + b"\0" * 18)

    with serving(packed) as server:
        model = language_model(choice_of(provider, server), KEY)
        with pytest.raises(ModelFailed):
            model.complete(CALL, seconds=20)
    assert "accept-encoding: identity" in server.heads[0].lower()
