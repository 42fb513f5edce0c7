"""Find the words of a sentence that name knowledge or a soft skill, known by name or not.

A transformer of three layers that was trained on labelled sentences of job ads; how it is made and from
what stands in `benchmarks/train_tagger.py` and `data/SOURCES.md`. It runs on the processor, without torch.

*Not part of any score:* arithmetic in eight bits may differ between processors. Scores rest on names.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from jobwise.batch import cores

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_WORD = re.compile(r"[^\s]+")
_EDGES = re.compile(r"^([(\[\"'“”‘«]*)(.*?)([)\]\"'“”’»,;:!?…]*\.?[)\]\"'”’»,;:!?…]*)$")
_MOST_PIECES = 160
"""Pieces of words that one look takes in; a longer text is cut after a sentence, or before a word."""
_OUTSIDE, _BEGIN = 0, 1

Kind = Literal["knowledge", "skill"]
_KINDS: tuple[Kind, ...] = ("knowledge", "skill")
"""In the order of the model's columns."""


class SkillTag(NamedTuple):
    """`kind` knowledge (a tool, a field, a method) or skill (of a person) at text[start:end]."""

    start: int
    end: int
    kind: Kind


class _Piece(NamedTuple):
    text: int
    words: list[tuple[int, int]]
    encoding: "Encoding"


def tag_skills(texts: Sequence[str]) -> list[tuple[SkillTag, ...]]:
    """The tags of each text, in order of place; tags of one kind do not overlap.

    *One piece at a time:* in eight bits the numbers of a batch share their scale, and a text would be
    tagged differently in other company. The cores share the pieces instead.
    """
    found: list[list[SkillTag]] = [[] for _ in texts]
    pieces = [piece for number, text in enumerate(texts) for piece in _pieces(number, text)]
    with ThreadPoolExecutor(cores()) as pool:
        for piece, rows in zip(pieces, pool.map(_rows, pieces, chunksize=16), strict=True):
            found[piece.text] += _tags(piece, rows)
    return [tuple(sorted(tags)) for tags in found]


def _pieces(number: int, text: str) -> Iterator[_Piece]:
    words = list(_words(text))
    while words:
        encoding = _tokenizer().encode([text[start:end] for start, end in words], is_pretokenized=True)
        if len(encoding.ids) <= _MOST_PIECES:
            yield _Piece(number, words, encoding)
            return
        last = next((word for word in reversed(encoding.word_ids[: _MOST_PIECES - 1]) if word is not None), 0)
        ends = (word + 1 for word in range(last - 1, 0, -1) if text[words[word][0]] in ".!?;")
        cut = next(ends, max(last, 1))
        first = _tokenizer().encode([text[start:end] for start, end in words[:cut]], is_pretokenized=True)
        first.truncate(_MOST_PIECES)
        yield _Piece(number, words[:cut], first)
        words = words[cut:]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of words; marks around a word are words of their own, those inside (C++, .NET) are not."""
    for match in _WORD.finditer(text):
        parts = _EDGES.match(match[0])
        at = match.start()
        for part in parts.groups() if parts else (match[0],):
            if part:
                yield at, at + len(part)
            at += len(part)


def _rows(piece: _Piece) -> list[list[int]]:
    """The label of each kind for each piece of a word: [pieces][kinds] of outside, begin, inside."""
    import numpy as np

    ids = np.array([piece.encoding.ids], dtype=np.int64)
    places = np.arange(ids.shape[1], dtype=np.int64)
    mask = np.zeros((1, 1, 1, ids.shape[1]), dtype=np.float32)
    tags = _session().run(None, {"ids": ids, "places": places, "mask": mask})[0][0]
    labels: list[list[int]] = tags.reshape(len(tags), -1, 3).argmax(-1).tolist()
    return labels


def _tags(piece: _Piece, rows: list[list[int]]) -> Iterator[SkillTag]:
    first: dict[int, int] = {}
    for place, word in enumerate(piece.encoding.word_ids):
        if word is not None:
            first.setdefault(word, place)
    for column, kind in enumerate(_KINDS):
        labels = [
            rows[first[word]][column] if word in first else _OUTSIDE for word in range(len(piece.words))
        ]
        yield from _runs(piece.words, labels, kind)


def _runs(words: Sequence[tuple[int, int]], labels: Iterable[int], kind: Kind) -> Iterator[SkillTag]:
    begun: int | None = None
    end = 0
    for (start, stop), label in zip(words, labels, strict=True):
        if begun is not None and label in (_OUTSIDE, _BEGIN):
            yield SkillTag(begun, end, kind)
            begun = None
        if label != _OUTSIDE:
            begun, end = (start if begun is None else begun), stop
    if begun is not None:
        yield SkillTag(begun, end, kind)


@lru_cache(maxsize=1)
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing

    packed = (files("jobwise.matching") / "data" / "tagger_pieces.txt.gz").read_bytes()
    pieces = {piece: number for number, piece in enumerate(gzip.decompress(packed).decode().split("\n"))}
    tokenizer = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106 (no password)
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(name, pieces[name]) for name in ("[CLS]", "[SEP]")]
    )
    return tokenizer


@lru_cache(maxsize=1)
def _session() -> Any:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    model = (files("jobwise.matching") / "data" / "tagger.onnx").read_bytes()
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])
