"""Which state a program has seen."""

import pytest
from fastapi import Request

from jobwise.api.etags import check_if_match, etag, not_modified
from jobwise.api.problems import Refusal

TAG = '"abc"'


def asked(*headers: tuple[str, str]) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


def test_a_state_has_one_tag() -> None:
    assert etag(7) == '"7"'
    assert etag("words") == etag(b"words") != etag("other words")
    assert len(etag("words")) == 34


@pytest.mark.parametrize("header", ["*", TAG, f'"x", {TAG}', f'"x",{TAG}'])
def test_who_has_seen_this_state_may_change_it(header: str) -> None:
    check_if_match(asked(("if-match", header)), TAG)
    check_if_match(asked(), TAG)
    check_if_match(asked(("if-match", '"x"'), ("if-match", header)), TAG)


@pytest.mark.parametrize("header", ['"abd"', "abc", f"W/{TAG}", "", '"ABC"'])
def test_who_has_seen_another_may_not(header: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_if_match(asked(("if-match", header)), TAG)
    assert (refusal.value.status, refusal.value.code, refusal.value.headers["ETag"]) == (412, "changed", TAG)


@pytest.mark.parametrize("header", ["*", TAG, f"W/{TAG}", f'"x", W/{TAG}'])
def test_who_has_this_state_gets_it_no_second_time(header: str) -> None:
    answer = not_modified(asked(("if-none-match", header)), TAG)
    assert answer is not None
    assert (answer.status_code, answer.headers["etag"], answer.body) == (304, TAG, b"")


def test_who_has_another_or_none_gets_it() -> None:
    assert not_modified(asked(("if-none-match", '"x"')), TAG) is None
    assert not_modified(asked(), TAG) is None
