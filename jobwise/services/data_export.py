"""All that is kept of a person as one ZIP: for them, and for another program."""

import datetime as dt
import json
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import Any, BinaryIO

from jobwise.domain.account import Actor, Application, ApplicationSummary, StoredProfile
from jobwise.domain.base import Model
from jobwise.domain.documents import Document
from jobwise.domain.tracker import ApplicationDate, Move
from jobwise.errors import NotFound
from jobwise.ports import Transactions, UnitOfWork
from jobwise.services.applications import ApplicationService
from jobwise.services.downloads import ZIP
from jobwise.services.tracker import TrackerService

README = """All that JobWise keeps of you.

profile/        every version of your profile, in JSON Resume with what JobWise knows beside it
resumes/        the files that you uploaded, as they came
applications/   a folder for each: the ad, the documents in every format, their versions, the run, your notes
                and dates, where it went, and what you sent as you sent it
vacancies/      a folder for each: the ad, what it asked and when, and who applied with score, decisions
                and corrections
jobs.jsonl      the jobs that you keep, one a line, with what they ask and how you stand to them
job-boards.json  the job boards that you follow
settings.json   what you set about language models; keys are never in here
consents.json   when you agreed that words are sent to an address, and when you took it back
audit.json      what the log has about you, where there is one
account.json    your account and where you are logged in, where people log in; no password or code is in here
programs.json   the keys and log-ins of your programs, and when answers for their next tries were kept; no
                key is in here
calls.json      what each call of a language model used and cost
answers.json    what the models answered
given-cases.json  cases for testing prompts that you gave from your applications
experiments.json  what versions of prompts made of those cases when they were tried
figures.json    what is counted of each run, without your words
"""

_JOBS_AT_ONCE = 200
"""Jobs of one transaction."""


def write_export(
    out: BinaryIO,
    actor: Actor,
    transactions: Transactions,
    applications: ApplicationService,
    tracker: TrackerService,
    audited: Sequence[Mapping[str, Any]],
) -> None:
    """Write the ZIP. *Why a transaction for each part:* nobody else waits while documents are made."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("README.txt", README)
        _write_resumes(package, actor, transactions)
        with transactions(reading=True) as work:
            made = work.applications.list(actor)
            settings, consents = work.models.settings(actor), work.personal.consents(actor)
            calls = [call for one in made for call in work.models.calls(actor, one.id)]
            answers = [json.loads(json.loads(kept)["data"]) for kept in work.models.replies(actor)]
            answers = [answer for answer in answers if answer is not None]
            account, programs = _account(work, actor), _programs(work, actor)
            tried = work.experiments.results_of(actor)
            given = [{"set": label, "case": case} for label, case in work.golden.given(actor)]
            figures = work.applications.figures(actor)
            moves = _by_application(work.tracker.moves(actor))
        for summary in made:
            _write_application(package, actor, summary.id, applications)
            _write_tracked(package, actor, summary, moves[summary.id], transactions, tracker)
        with transactions(reading=True) as work:
            vacancies = work.vacancies.list(actor)
        for number, vacancy in enumerate(vacancies, start=1):
            _write_vacancy(package, actor, vacancy.id, f"vacancies/{number}", transactions)
        _write_jobs(package, actor, transactions)
        package.writestr("settings.json", _json(settings))
        package.writestr("consents.json", _json(consents))
        package.writestr("audit.json", _json(audited))
        package.writestr("calls.json", _json(calls))
        package.writestr("answers.json", _json(answers))
        if given:
            package.writestr("given-cases.json", _json(given))
        if tried:
            package.writestr("experiments.json", _json(tried))
        package.writestr("figures.json", _json(figures))
        if account:
            package.writestr("account.json", _json(account))
        if any(programs.values()):
            package.writestr("programs.json", _json(programs))


def _account(work: UnitOfWork, actor: Actor) -> Mapping[str, object] | None:
    try:
        user = work.accounts.user(actor)
    except NotFound:  # nobody logs in here
        return None
    browsers = [
        one.model_dump(mode="json", exclude={"id", "user_id"}) for one in work.accounts.sessions(actor)
    ]
    return {**user.model_dump(mode="json", exclude={"id"}), "browsers": browsers}


def _programs(work: UnitOfWork, actor: Actor) -> Mapping[str, object]:
    """Without ids: a key's is its hash."""
    keys = [key.model_dump(mode="json", exclude={"id"}) for key in work.access.keys(actor)]
    log_ins = [
        one.model_dump(mode="json", exclude={"id"})
        for one in work.access.log_ins(actor, dt.datetime.min.replace(tzinfo=dt.UTC))
    ]
    return {
        "keys": keys,
        "log_ins": log_ins,
        "answers_kept_at": [at.isoformat() for at in work.replies.times(actor)],
    }


def _write_resumes(package: zipfile.ZipFile, actor: Actor, transactions: Transactions) -> None:
    with transactions(reading=True) as work:
        versions, sources = work.personal.profile_ids(actor), work.personal.source_ids(actor)
    for profile_id in versions:
        with transactions(reading=True) as work:
            stored = work.profiles.get(actor, profile_id)
        package.writestr(f"profile/version-{stored.version}.json", _profile(stored))
    for number, source_id in enumerate(sources, start=1):
        with transactions(reading=True) as work:
            source = work.profiles.source(actor, source_id)
        suffix = PurePath(source.file_name).suffix.lower()
        named = {"file": source.file_name, "media_type": source.media_type, "text": source.text.text}
        package.writestr(f"resumes/{number}{suffix if suffix.isascii() else ''}", source.content)
        package.writestr(f"resumes/{number}.read.json", _json(named))


def _write_vacancy(
    package: zipfile.ZipFile, actor: Actor, vacancy_id: str, folder: str, transactions: Transactions
) -> None:
    """One vacancy, a candidate at a time; what is deleted meanwhile is left out."""
    with transactions(reading=True) as work:
        vacancy = work.vacancies.get(actor, vacancy_id)
        versions = [work.vacancies.rubric(actor, vacancy_id, n) for n in range(1, vacancy.rubric.number + 1)]
        candidates = work.candidates.list(actor, vacancy_id, "waiting", "read", "failed", "same")
        numbers = {one.id: one.number for one in candidates}
        answers = {
            numbers[key]: answer.model_dump()
            for key, answer in work.fairness.answers(actor, vacancy_id).items()
            if key in numbers
        }
        audits = work.fairness.audits(actor, vacancy_id)
    package.writestr(f"{folder}/vacancy.json", _json(vacancy))
    package.writestr(f"{folder}/requirements.json", _json(versions))
    package.writestr(f"{folder}/fairness.json", _json({"answers": answers, "audits": audits}))
    for one in candidates:
        with suppress(NotFound), transactions(reading=True) as work:
            file = work.candidates.file(actor, one.id)
            whole = work.candidates.get(actor, one.id)
            found = [work.candidates.assessment(actor, one.id, version.number) for version in versions]
            told = {
                **whole.model_dump(mode="json"),
                "assessments": [each.model_dump(mode="json") for each in found if each],
                "decisions": [
                    each.model_dump(mode="json") for each in work.candidates.decisions(actor, one.id)
                ],
            }
            corrections = work.corrections.list(actor, one.id)
            told["corrections"] = [each.model_dump(mode="json") for each in corrections]
            replaced = {
                f"{one.number}.before-{each.number}": work.corrections.file(actor, one.id, each.number)
                for each in corrections
                if each.file_name
            }
            for name, source in {str(one.number): file, **replaced}.items():
                suffix = PurePath(source.file_name).suffix.lower()
                package.writestr(f"{folder}/{name}{suffix if suffix.isascii() else ''}", source.content)
            package.writestr(f"{folder}/{one.number}.candidate.json", _json(told))


def _write_jobs(package: zipfile.ZipFile, actor: Actor, transactions: Transactions) -> None:
    """The library, some at a time: there may be a hundred thousand."""
    with transactions(reading=True) as work:
        ids, boards = work.jobs.ids(actor), work.jobs.boards(actor)
    if ids:
        with package.open("jobs.jsonl", "w") as out:
            for start in range(0, len(ids), _JOBS_AT_ONCE):
                with transactions(reading=True) as work:
                    jobs = work.jobs.jobs(actor, ids[start : start + _JOBS_AT_ONCE])
                out.write("".join(f"{job.model_dump_json()}\n" for job in jobs).encode())
    if boards:
        package.writestr("job-boards.json", _json(boards))


def _write_application(
    package: zipfile.ZipFile,
    actor: Actor,
    application_id: str,
    applications: ApplicationService,
) -> None:
    """One application; one that is deleted meanwhile is left out."""
    try:
        application = applications.get(actor, application_id)
    except NotFound:
        return
    folder = _folder(application)
    package.writestr(f"{folder}/ad.txt", application.job_text)
    package.writestr(f"{folder}/run.json", _run(application))
    for name in application.files:
        if name != ZIP:
            package.writestr(f"{folder}/{name}", applications.file(actor, application_id, name).content)
    for summary in applications.versions(actor, application_id):
        version = applications.version(actor, application_id, summary.number)
        place = f"{folder}/versions/{summary.number}"
        package.writestr(f"{place}.json", _json(version))
        for document in (version.documents.resume, version.documents.cover_letter):
            package.writestr(f"{place}-{document.kind}.txt", _text(document))


def _write_tracked(
    package: zipfile.ZipFile,
    actor: Actor,
    application: ApplicationSummary,
    moves: Sequence[Move],
    transactions: Transactions,
    tracker: TrackerService,
) -> None:
    """What was kept beside one application; one that is deleted meanwhile is left out."""
    folder = _folder(application)
    dates: Sequence[ApplicationDate] = ()
    with suppress(NotFound), transactions(reading=True) as work:
        notes = work.tracker.notes(actor, application.id)
        dates = work.tracker.dates(actor, application.id)
        sent = work.tracker.sent(actor, application.id)
        if notes or dates or sent or moves:
            told = {"moves": moves, "notes": notes, "dates": dates, "sent": sent}
            package.writestr(f"{folder}/tracker.json", _json(told))
        for file in sent:
            content = work.tracker.sent_file(actor, file.id).content
            package.writestr(
                f"{folder}/sent/{file.at:%Y-%m-%d-%H%M%S}-version-{file.version}-{file.name}", content
            )
    with suppress(NotFound):
        if dates:
            content = tracker.calendar(actor, application.id, [application]).content
            package.writestr(f"{folder}/dates.ics", content)


def _by_application(moves: Sequence[Move]) -> Mapping[str, Sequence[Move]]:
    sorted_out: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        sorted_out[move.application_id].append(move)
    return sorted_out


def _folder(application: Application | ApplicationSummary) -> str:
    return f"applications/{application.created_at:%Y-%m-%d}-{application.id[:8]}"


def _profile(stored: StoredProfile) -> str:
    return _json({"saved": stored.created_at, "read_from": stored.file_name, "profile": stored.profile})


def _run(application: Application) -> str:
    told = {"events", "state", "created_at", "page_budget", "design", "analysis", "is_sample", "outcome"}
    return _json(application.model_dump(mode="json", include=told))


def _text(document: Document) -> str:
    return "\n".join(" ".join(filter(None, (line.text, line.detail, line.aside))) for line in document.lines)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, Model) else str(value)
