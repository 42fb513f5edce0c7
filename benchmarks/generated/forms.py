"""Sheets that many people have: a network's export, the European form, a research CV."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generated.people import Job, Person, tongue
from benchmarks.generated.rows import Block, Row, Sheet

if TYPE_CHECKING:
    from benchmarks.generated.layouts import Layout

_PAPERS = (
    "Hartwell O., Pike J. (2021). On the drift of small buoys. Journal of Invented Seas, 14(2), 101–118.",
    "Pike J., Hartwell O. (2019). Slow tides, quick sand. Proceedings of the 8th Meeting on Shores, 55–61.",
)


@cache
def words_of(language: str) -> dict[str, Any]:
    """What the forms print in a language."""
    words: dict[str, Any] = json.loads(Path(__file__).with_name("forms.json").read_text("utf-8"))[language]
    return words


def network_export(layout: "Layout", one: Person) -> Sheet:
    """Contact, skills, languages and certificates at the left; each job with its length in brackets."""
    words, heads = words_of(one.language)["export"], tongue(one.language)["headings"]
    work: list[Row] = []
    for number, job in enumerate(one.work):
        together = [other for other in one.work if other.employer == job.employer]
        if not number or one.work[number - 1].employer != job.employer:
            work.append(Row(job.employer, weight="bold", gap=True))
            if len(together) > 1:
                work.append(Row(_length(replace(job, start=together[-1].start), words)))
        dates = layout.span(job.start, job.end, one.language)
        work += [Row(job.title), Row(f"{dates} ({_length(job, words)})"), Row(job.place)]
        work += [Row(duty) for duty in job.duties]
    school = [
        row
        for course in one.education
        for row in (
            Row(course.school, weight="bold", gap=True),
            Row(
                f"{', '.join(filter(None, (course.degree, course.field)))} · ({course.start} - {course.end})"
            ),
        )
    ]
    return Sheet(
        name=one.name,
        label=f"{one.label}",
        contact=(one.place,),
        main=(
            Block(heads["summary"], (Row(one.about),)),
            Block(heads["work"], tuple(work)),
            Block(heads["education"], tuple(school)),
        ),
        side=(
            Block(words["contact"], (Row(one.phone), Row(one.email), Row(f"www.{one.url} (LinkedIn)"))),
            Block(words["skills"], tuple(Row(skill, gap=True) for skill in one.skills)),
            Block(heads["languages"], tuple(Row(f"{name} ({level})") for name, level in one.tongues)),
            Block(heads["certificates"], tuple(Row(name, gap=True) for name in one.certificates)),
        ),
        footer=words["page"],
    )


def european_form(layout: "Layout", one: Person) -> Sheet:
    """Labels before everything, dates in brackets before each title, a grid of languages."""
    words, own = words_of(one.language)["form"], tongue(one.language)
    heads = own["headings"]
    work = [row for job in one.work for row in _form_job(layout, one, job, words)]
    school = [
        row
        for course in one.education
        for row in (
            Row(
                f"[ {course.start}{layout.joint}{course.end} ] {course.degree} {course.field}".rstrip(),
                gap=True,
            ),
            Row(course.school),
        )
    ]
    mother, *others = one.tongues
    grid = [Row("", cells=("", *words["grid"]))]
    grid += [Row("", cells=(name.upper(), *([level] * len(words["grid"])))) for name, level in others]
    return Sheet(
        name=one.name,
        label="",
        contact=(
            f"{words['born']}: 14/05/1990 | {words['nationality'][0]}: {words['nationality'][1]}"
            f" | {own['phone']}: {one.phone}",
            f"{own['email']}: {one.email} | {one.url} | {one.place}",
        ),
        main=(
            Block(heads["summary"], (Row(one.about),)),
            Block(heads["work"], tuple(work)),
            Block(heads["education"], tuple(school)),
            Block(
                heads["languages"],
                (Row(f"{words['mother']}: {mother[0].upper()}"), Row(f"{words['other']}:"), *grid),
            ),
            Block(heads["skills"], (Row(" | ".join(one.skills)),)),
            Block(heads["certificates"], tuple(Row(name) for name in one.certificates)),
        ),
        side=(),
    )


def research_cv(layout: "Layout", one: Person) -> Sheet:
    """Education first, dates in the margin, a numbered list of papers whose years are no jobs."""
    sheet = replace(layout, form=None).sheet(one)
    papers = tuple(Row(f"[{number}] {paper}") for number, paper in enumerate(_PAPERS, start=1))
    return replace(sheet, main=(*sheet.main, Block(words_of(one.language)["publications"], papers)))


def _form_job(layout: "Layout", one: Person, job: Job, words: dict[str, Any]) -> list[Row]:
    dates = layout.span(job.start, job.end, one.language)
    town, _, country = job.place.partition(", ")
    place = f"{words['place'][0]}: {town} | {words['place'][1]}: {country}" if country else job.place
    head = [Row(f"[ {dates} ] {job.title}", weight="bold", gap=True), Row(job.employer), Row(place)]
    return head + [Row(duty, bullet=layout.bullet) for duty in job.duties]


def _length(job: Job, words: dict[str, Any]) -> str:
    end = job.end or (2026, 11)
    months = (end[0] - job.start[0]) * 12 + end[1] - job.start[1] + 1
    return str(words["duration"]).format(months // 12, months % 12)
