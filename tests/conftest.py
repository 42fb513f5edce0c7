"""What every test lives under: no network, and files made on the spot."""

import io
import ipaddress
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, make_url
from sqlalchemy import text as sql

# *Why the same examples each time:* a run that fails must fail again when somebody looks into it.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

_blocked: list[str] = []


def _is_local(host: object) -> bool:
    if not isinstance(host, str | bytes) or host in ("", "localhost", b"", b"localhost"):
        return True
    name = host.decode() if isinstance(host, bytes) else host
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every way out of the machine; *why an audit hook:* it sees every socket of every library."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_local(host):
        _blocked.append(str(host))
        raise OSError(f"a test tried to reach {host}")


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def blocked_hosts() -> Iterator[list[str]]:
    """Hosts that this test tried to reach; any left at its end fails it, however the code took the error."""
    _blocked.clear()
    yield _blocked
    hosts = list(_blocked)
    assert not hosts, f"a test must not use the network, and tried to reach {hosts}"


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Streamlit's `AppTest` leaves its page as `__main__`, which every process started later would run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


POSTGRES = os.environ.get("JOBWISE_TEST_POSTGRES_URL", "")
"""A server to make databases on; `make test-postgres` starts one and sets this."""


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty database of a PostgreSQL server; the database goes with the test."""
    if not POSTGRES:
        pytest.skip("no PostgreSQL here: make test-postgres starts one")
    with fresh_database() as url:
        yield url


@contextmanager
def fresh_database() -> Iterator[str]:
    """The address of an empty database of the PostgreSQL server, which goes at the end."""
    name = f"test_{uuid.uuid4().hex}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sql(f"CREATE DATABASE {name}"))
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        connection.execute(sql(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["duckdb", *(["postgresql"] if POSTGRES else [])])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: a DuckDB file, and PostgreSQL where there is one."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return f"duckdb:///{tmp_path / 'jobwise.duckdb'}"


MakePdf = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """`make_pdf("text of page 1", "text of page 2", password="")` -> the bytes of a PDF."""
    import pymupdf

    def make(*pages: str, password: str = "") -> bytes:
        document = pymupdf.open()
        for text in pages:
            document.new_page().insert_textbox(pymupdf.Rect(60, 60, 540, 790), text, fontsize=11)
        out = io.BytesIO()
        encryption = pymupdf.PDF_ENCRYPT_AES_256 if password else pymupdf.PDF_ENCRYPT_NONE
        document.save(out, encryption=encryption, user_pw=password, owner_pw=password)
        document.close()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def picture_pdf() -> bytes:
    """A PDF of one page that is nothing but a picture, as a scanner makes it."""
    import pymupdf

    document = pymupdf.open()
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80))
    pixels.clear_with(200)
    document.new_page().insert_image(pymupdf.Rect(0, 0, 595, 842), pixmap=pixels)
    data: bytes = document.tobytes()
    document.close()
    return data
