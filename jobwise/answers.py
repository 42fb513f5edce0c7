"""What the command line answers for one file: a JSON row, a sentence for a person, or a refusal.

*Why apart from the commands:* with many files each answer is made in another process.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jobwise.errors import JobWiseError, UnreadableFile

if TYPE_CHECKING:
    from jobwise.domain.posting import JobAnalysis
    from jobwise.domain.profile import Profile
    from jobwise.matching.skill_tagger import SkillTag

_UNRANKED = dict.fromkeys(("rank", "fit", "must_haves", "ats_score", "interval", "evidence", "error"))
"""What `rank` prints of a file that could not be read, beside its name and the sentence."""
_TEXTS_AT_ONCE = 512
"""Texts that are tagged together: enough to sort them by length, few enough to keep memory flat."""


@dataclass(frozen=True)
class Answer:
    """`row`: what `--json` prints. `told`: what it prints without. `refusal`: what stderr gets."""

    row: dict[str, Any]
    told: str = ""
    refusal: str | None = None


@dataclass
class _Draft:
    row: dict[str, Any] = field(default_factory=dict)
    told: str = ""


def read_answer(file: Path, *, died: bool = False) -> Answer:
    """A résumé read: `{file, seconds, resume, error}`. `died`: a process did, of this file."""
    work = _died if died else _read
    return _answer(file, {"file": str(file)}, {"resume": None, "error": None}, work)


def analysis_answer(file: Path, *, died: bool = False) -> Answer:
    """An ad analysed: `{file, seconds, analysis, error}`. `died`: a process did, of this file."""
    work = _died if died else _analyse
    return _answer(file, {"file": str(file)}, {"analysis": None, "error": None}, work)


def score_answer(resume: Path, profile: Profile, as_of: dt.date, job: Path, *, died: bool = False) -> Answer:
    """A résumé scored against an ad: the score's numbers and parts, or `error`."""

    def work(file: Path, draft: _Draft) -> None:
        _score(profile, as_of, file, draft)

    return _answer(job, {"resume": str(resume), "job": str(job)}, {}, _died if died else work)


def rank_answer(analysis: JobAnalysis, as_of: dt.date, resume: Path, *, died: bool = False) -> Answer:
    """A résumé held against what is asked, as the recruiter's desk does; `in_rank` gives it its place."""

    def work(file: Path, draft: _Draft) -> None:
        _assess(analysis, as_of, file, draft)

    answer = _answer(resume, {"file": str(resume)}, _UNRANKED, _died if died else work)
    shown = {name: answer.row[name] for name in ("file", *_UNRANKED)}
    if answer.refusal is not None:
        shown["error"] = answer.row["error"]["message"]
    return replace(answer, row=shown)


def in_rank(answers: Iterable[Answer]) -> list[Answer]:
    """The best first, those that could not be read last, as they came."""
    from jobwise.domain.vacancy import RANKED_BY

    everybody = list(answers)
    read = [answer for answer in everybody if answer.refusal is None]
    read.sort(key=lambda answer: [-answer.row[figure] for figure in RANKED_BY])
    placed = [
        replace(answer, row=answer.row | {"rank": rank}, told=f"{rank:4}  {answer.told}")
        for rank, answer in enumerate(read, 1)
    ]
    return placed + [answer for answer in everybody if answer.refusal is not None]


def read_profile(resume: Path) -> Profile:
    """The résumé in a file. Raises: UnreadableFile."""
    from jobwise.reading import read_resume

    return read_resume(resume.name, _bytes(resume)).profile


def job_analysis(job: Path) -> JobAnalysis:
    """What the ad in a file asks for. Raises: UnreadableFile, UnusableJob."""
    from jobwise.matching.smuggled import seen
    from jobwise.pipeline.job_analyzer import analyze_job

    return analyze_job(seen(job_text(job)))


def job_text(file: Path) -> str:
    """The ad's text; `-` is standard input. Raises: UnreadableFile.

    *Why plain text is not cleaned:* places in an analysis count from its start.
    """
    from jobwise.reading import read_text
    from jobwise.reading.decoding import given

    data = _bytes(file)
    return given(data) if str(file) == "-" or file.suffix == ".txt" else read_text(file.name, data)


def _answer(
    file: Path, head: dict[str, Any], empty: dict[str, Any], work: Callable[[Path, _Draft], None]
) -> Answer:
    draft = _Draft()
    refusal: JobWiseError | None = None
    start = time.perf_counter()
    try:
        work(file, draft)
    except JobWiseError as error:
        refusal = error
    row = {**head, "seconds": round(time.perf_counter() - start, 4), **empty, **draft.row}
    if refusal is None:
        return Answer(row, draft.told)
    return Answer({**row, "error": _told(refusal)}, refusal=f"{file}: {refusal}")


def _told(error: JobWiseError) -> dict[str, str]:
    return {"code": error.code, "message": str(error)}


def _died(_file: Path, _draft: _Draft) -> None:
    raise UnreadableFile(
        "This file could not be read",
        "Something in it broke the reader. Save it again as PDF or DOCX, or as plain text.",
        code="worker-died",
    )


def _read(file: Path, draft: _Draft) -> None:
    from jobwise.rendering.json_resume import to_json_resume

    profile = read_profile(file)
    draft.row["resume"] = to_json_resume(profile)
    draft.told = _profile_sentence(str(file), profile)


def _analyse(file: Path, draft: _Draft) -> None:
    from jobwise.pipeline.job_analyzer import analyze_job

    analysis = analyze_job(job_text(file))
    draft.row["analysis"] = analysis.model_dump(mode="json")
    draft.told = _analysis_lines(str(file), analysis)


def _score(profile: Profile, as_of: dt.date, job: Path, draft: _Draft) -> None:
    from jobwise.matching.scoring import score
    from jobwise.pipeline.job_analyzer import analyze_job

    result = score(profile, analyze_job(job_text(job)), as_of=as_of)
    shown = {"ats_score", "ceiling", "parseability", "must_haves", "fit", "parts", "engine_version"}
    draft.row.update(result.model_dump(mode="json", include=shown))
    draft.told = (
        f"{result.ats_score:.2f}  {job}  must-haves {result.must_haves_met} of {result.must_haves_total}, "
        f"fit {result.fit:.2f}, machine-readable {result.parseability:.2f}"
    )


def _assess(analysis: JobAnalysis, as_of: dt.date, resume: Path, draft: _Draft) -> None:
    from jobwise.matching.steadiness import assess

    found = assess(read_profile(resume), analysis, as_of, 1)
    score = found.score
    asked = {requirement.id: requirement.text for requirement in analysis.requirements}
    met = (match for match in score.matches if match.verdict == "met" and match.evidence)
    best = {match.requirement_id: match.evidence[0] for match in met}
    draft.row.update(
        fit=score.fit,
        must_haves=score.must_haves,
        ats_score=score.ats_score,
        interval=[found.low, found.high],
        evidence={asked[key]: one.text[one.start : one.end] for key, one in best.items()},
    )
    draft.told = (
        f"fit {score.fit:.2f} ({found.low:.2f} to {found.high:.2f})  "
        f"must-haves {score.must_haves_met} of {score.must_haves_total}  "
        f"ATS score {score.ats_score:.2f}  {resume}"
    )


def _bytes(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            "This file cannot be opened", f"{error.strerror}. Check its name.", code="no-file"
        ) from error


def _profile_sentence(file: str, profile: Profile) -> str:
    counts = ((profile.work, "job"), (profile.education, "course"), (profile.skills, "skill line"))
    told = ", ".join(_count(len(entries), word) for entries, word in counts)
    name = profile.basics.name or "no name found"
    return f"{file}: {name}: {told}, {_count(len(profile.unplaced), 'line')} not understood"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _analysis_lines(file: str, analysis: JobAnalysis) -> str:
    head = f"{file}: {analysis.title or 'no title found'}, {analysis.employer or 'no employer found'}"
    asked = (f"  {each.importance:4}  {each.kind:14}  {each.text}" for each in analysis.requirements)
    return "\n".join((head, *asked))


class SkillAnswer(NamedTuple):
    """`label` is text[start:end]; `concept` is its name in the taxonomy, "" for a skill that has none."""

    start: int
    end: int
    kind: str
    label: str
    concept: str


def skill_spans(texts: Iterable[str]) -> Iterator[tuple[SkillAnswer, ...]]:
    """The skills of each text: what the tagger marks, and the names it passed over, in order of place."""
    from jobwise.matching.skill_tagger import tag_skills

    rest = iter(texts)
    while some := list(islice(rest, _TEXTS_AT_ONCE)):
        for text, tags in zip(some, tag_skills(some), strict=True):
            yield _with_names(text, tags)


def _with_names(text: str, tags: Sequence[SkillTag]) -> tuple[SkillAnswer, ...]:
    from jobwise.matching.skills import find_skills

    names = find_skills(text)
    concepts = {(name.start, name.end): name.concept for name in names}
    found = [
        SkillAnswer(tag.start, tag.end, tag.kind, text[tag.start : tag.end], concepts.get(tag[:2], ""))
        for tag in tags
    ]
    found += [
        SkillAnswer(name.start, name.end, "knowledge", name.label, name.concept)
        for name in names
        if name.kind == "tool" and not any(tag.start < name.end and name.start < tag.end for tag in tags)
    ]
    return tuple(sorted(found))
