"""Broken and malicious copies of our own samples, the same ones every time."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

File = tuple[str, bytes]
"""An ending and the bytes under it."""


def truncated(data: bytes, dice: random.Random, _: list[bytes]) -> bytes:
    return data[: dice.randrange(len(data))]


def flipped(data: bytes, dice: random.Random, _: list[bytes]) -> bytes:
    """One byte in a few hundred changed, at least one."""
    out = bytearray(data)
    for _at in range(max(1, dice.randrange(1 + len(data) // 300))):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def spliced(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A piece of another sample put over a piece of this one."""
    other = dice.choice(others)
    at, length = dice.randrange(len(data)), dice.randrange(1, 400)
    start = dice.randrange(max(1, len(other) - length))
    return data[:at] + other[start : start + length] + data[at + length :]


def repeated(data: bytes, dice: random.Random, _: list[bytes]) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at : at + 200] * dice.randrange(2, 60) + data[at:]


def grown_numbers(data: bytes, dice: random.Random, _: list[bytes]) -> bytes:
    """Digits made large or negative, where counts, lengths and offsets stand."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return flipped(data, dice, [])
    out = data
    for at in sorted(dice.sample(digits, min(4, len(digits))), reverse=True):
        out = out[:at] + dice.choice([b"-1", b"99999999", b"2147483648", b"0"]) + out[at + 1 :]
    return out


def polyglot(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """Two files in one: each may be the first."""
    other = dice.choice(others)
    return dice.choice([data + other, other + data, b"PK\x03\x04" + data, b"%PDF-1.7\n" + data, b"MZ" + data])


def altered_inside(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A DOCX whose unpacked parts are broken, packed well again; a PDF whose streams are."""
    change = dice.choice([truncated, flipped, spliced, repeated, grown_numbers])
    if data.startswith(b"PK"):
        return _repacked(data, dice, others, change)
    streams = [at for at in range(len(data)) if data.startswith(b"\nstream\n", at)]
    if not streams:
        return change(data, dice, others)
    at = dice.choice(streams) + len(b"\nstream\n")
    end = data.index(b"endstream", at)
    try:
        plain = zlib.decompress(data[at:end])
    except zlib.error:
        return change(data, dice, others)
    return data[:at] + zlib.compress(change(plain or b"q", dice, others)) + b"\n" + data[end:]


def _repacked(data: bytes, dice: random.Random, others: list[bytes], change: "Change") -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        chosen = dice.choice(before.namelist())
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, change(part, dice, others) if name == chosen and part else part)
    return out.getvalue()


Change = Callable[[bytes, random.Random, list[bytes]], bytes]
CHANGES: tuple[Change, ...] = (
    truncated, flipped, spliced, repeated, grown_numbers, polyglot, altered_inside, altered_inside,
)  # fmt: skip


def mutants(samples: Mapping[str, bytes], count: int, seed: int = 1) -> Iterator[File]:
    """`count` changed files, samples and changes taken in turn; same seed, same bytes."""
    endings, others = sorted(samples), list(samples.values())
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        ending = endings[number % len(endings)]
        change = CHANGES[(number // len(endings)) % len(CHANGES)]
        yield ending, change(samples[ending], dice, others)


def bombs() -> dict[str, File]:
    """Small files that want to become large, deep or endless."""
    deep = "[" * 100_000 + "]" * 100_000
    pages = b" ".join(b"3 0 R" for _ in range(5_000))
    return {
        "a ZIP of zeros": (
            ".docx",
            _zipped({"[Content_Types].xml": b"wordprocessingml", "x.xml": bytes(40 << 20)}),
        ),
        "many entries": (
            ".docx",
            _zipped({"[Content_Types].xml": b"<a/>", **{f"{n}.xml": b"" for n in range(1_200)}}),
        ),
        "entities": (".docx", _zipped({"[Content_Types].xml": _LAUGHS})),
        "deep JSON": (".json", f'{{"basics": {deep}}}'.encode()),
        "a long number": (".json", b'{"basics": {"name": ' + b"9" * 100_000 + b"}}"),
        "a long line": (".txt", b"Name: " + b"a@" * 400_000),
        "deep Markdown": (".md", b"> " * 50_000 + b"[" * 50_000 + b"*" * 40_000),
        "a stream of zeros": (
            ".pdf",
            _pdf(b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", b"3 0 R", bytes(200 << 20)),
        ),
        "thousands of pages": (".pdf", _pdf(b"<</Type/Page/Parent 2 0 R>>", pages, b"q Q")),
        "a page as its own parent": (
            ".pdf",
            _pdf(b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"3 0 R 2 0 R", b"q"),
        ),
        "a page of a mile": (
            ".pdf",
            _pdf(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9e9 9e9]/Contents 4 0 R>>",
                b"3 0 R",
                b"BT (word) Tj ET",
            ),
        ),
        "nested states": (
            ".pdf",
            _pdf(b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", b"3 0 R", b"q " * 2_000_000),
        ),
    }


_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><l>&b;</l>'


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _pdf(page: bytes, kids: bytes, content: bytes) -> bytes:
    """A PDF by hand; a reader finds its objects though it has no table of them."""
    packed = zlib.compress(content, 9)
    return b"\n".join(
        [
            b"%PDF-1.7",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Count %d/MediaBox[0 0 595 842]/Kids[%s]>>endobj"
            % (kids.count(b"R"), kids),
            b"3 0 obj%sendobj" % page,
            b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj" % (len(packed), packed),
            b"trailer<</Root 1 0 R>>",
        ]
    )
