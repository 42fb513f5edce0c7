"""Has a model reword the documents: both at once, each line with our own words behind it."""

import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from jobwise.domain.documents import Documents
from jobwise.domain.model_call import ModelChoice, ModelTask, ModelUse
from jobwise.pipeline.rewording import NewLines, Rewording
from jobwise.ports import Ask

WRITES: tuple[ModelTask, ...] = ("reword", "letter")
_SAID = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)')
OnWords = Callable[[str], None]
"""Hears the newest words of a line while they come, "" where there are none yet. They are not checked yet."""
EVERY_SECONDS = 0.5


def write(
    documents: Documents, rewording: Rewording, choice: ModelChoice, ask: Ask, on_words: OnWords
) -> tuple[Documents, tuple[ModelUse, ...]]:
    """The documents in a model's words where it gave any, and what each call used. Raises: ModelFailed."""
    tasks = [task for task in WRITES if task in choice.tasks]
    if not tasks:
        return documents, ()
    hearing = _Hearing(on_words)
    with ThreadPoolExecutor(len(tasks), thread_name_prefix="model") as pool:
        waiting = {task: pool.submit(_answer, rewording, task, ask, hearing) for task in tasks}
    answers = {task: future.result() for task, future in waiting.items()}
    uses = tuple(use for _, use in answers.values() if use is not None)
    said = {task: answer for task, (answer, _) in answers.items() if answer is not None}
    changes = {
        name: rewording.applied(task, said[task], choice.model)
        for task, name in (("reword", "resume"), ("letter", "cover_letter"))
        if task in said
    }
    return documents.model_copy(update=changes), uses


def quietly(on_words: OnWords) -> OnWords:
    """What hears an answer that is no text to read: it only asks now and then whether anybody waits."""
    return _Hearing(lambda _: on_words("")).of("analyse")


def _answer(
    rewording: Rewording, task: ModelTask, ask: Ask, hearing: "_Hearing"
) -> tuple[NewLines | None, ModelUse | None]:
    call = rewording.call(task)
    return ask(task, call, hearing.of(task)) if call else (None, None)


class _Hearing:
    """Picks the words out of answers that are still on their way, whichever comes first."""

    def __init__(self, on_words: OnWords) -> None:
        self._on_words, self._lock, self._told = on_words, threading.Lock(), 0.0

    def of(self, task: ModelTask) -> OnWords:  # noqa: ARG002 (each answer has its own text)
        heard: list[str] = []

        def hear(piece: str) -> None:
            if not piece:  # a look whether anybody still waits
                self._on_words("")
                return
            heard.append(piece)
            with self._lock:
                if time.monotonic() - self._told >= EVERY_SECONDS:
                    self._told = time.monotonic()
                    self._on_words(_newest("".join(heard)) if piece else "")

        return hear


def _newest(answer: str) -> str:
    """The words of the line that is being written."""
    said: Sequence[str] = _SAID.findall(answer)
    if not said:
        return ""
    try:
        words = str(json.loads(f'"{said[-1]}"'))
    except json.JSONDecodeError:  # cut in the middle of a sign
        return ""
    return words.encode(errors="ignore").decode()  # also one that JSON writes in two halves
