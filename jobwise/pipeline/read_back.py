"""Print a document, read the file back, and hold what came back against the document, field by field."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Design, Document, ExportedFile
from jobwise.domain.profile import Certificate, Education, Language, Profile, Work
from jobwise.domain.read_back import Part, ReadBack, ReadField
from jobwise.errors import JobWiseError, UnreadableFile
from jobwise.matching.parseability import understood
from jobwise.matching.partial_dates import PRESENT
from jobwise.ports import DESIGN, Exporter, FileReader

E = TypeVar("E", Work, Education)
_Field = tuple[Part, str, str, str]
"""(part, name, printed, what was read for it)"""
TAKEN = ("resume.pdf", "resume.docx")
"""Files that applicant systems take."""
_NO_FAULT_OF_THE_FILE = frozenset({"busy", "closed", "too-slow", "worker-died"})


class ReadBacks(NamedTuple):
    """What came back of each file. `unread`: file -> why the reader could not work on it."""

    known: tuple[ReadBack, ...] = ()
    unread: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class RoundTrip:
    """The way of a résumé to a finished file and back: what makes it, how it looks, and what reads it."""

    exporter: Exporter
    reader: FileReader
    design: Design = DESIGN

    def begun(self, resume: Document, tailored: Profile, beside: Executor) -> Future[ReadBack]:
        """Print it now and have it read beside: the reader may work in a process of its own.

        The future raises JobWiseError when the reader could not work.
        """
        content = self.exporter.export(resume, tailored, self.design)
        return beside.submit(self._read, content, resume, tailored)

    def _read(self, content: bytes, resume: Document, tailored: Profile) -> ReadBack:
        name = f"resume{self.exporter.suffix}"
        try:
            return file_read_back(name, content, resume, tailored, self.reader)
        except UnreadableFile as error:
            raise _not_read(error) from error


def file_read_back(
    name: str, content: bytes, resume: Document, tailored: Profile, reader: FileReader
) -> ReadBack:
    """What programs get out of a finished résumé: nothing, where the file is at fault.

    Raises: UnreadableFile when the reader could not work.
    """
    try:
        texts = reader.plain_texts(name, content)
        read = reader.read_resume(name, content).profile
    except UnreadableFile as error:
        if error.code in _NO_FAULT_OF_THE_FILE:
            raise
        return read_back(name, resume, {}, tailored, Profile())
    return read_back(name, resume, texts, tailored, read)


def all_read_back(report: AtsReport, files: Iterable[ExportedFile], reader: FileReader) -> ReadBacks:
    """What programs get out of each résumé that applicant systems take.

    The PDF's is known from its score where it had one. A file that the reader could not work on is named, and
    nothing else waits for it.
    """
    backs, unread = {back.file: back for back in (report.read_back,) if back}, dict[str, str]()
    for file in files:
        if file.name not in TAKEN or file.name in backs:
            continue
        documents = report.documents
        try:
            backs[file.name] = file_read_back(
                file.name, file.content, documents.resume, documents.tailored, reader
            )
        except UnreadableFile as error:
            unread[file.name] = error.title
    return ReadBacks(tuple(backs.values()), unread)


def _not_read(error: UnreadableFile) -> JobWiseError:
    return JobWiseError(
        "The finished résumé could not be read back",
        "Its score needs that. Wait a minute, then do it again.",
        code=error.code,
    )


def read_back(
    file: str, document: Document, texts: Mapping[str, str], given: Profile, read: Profile
) -> ReadBack:
    """What came back of a file.

    texts: extractor -> the file's text. given: the profile that the document prints. read: the profile
    that our own reader makes of the file.
    """
    squashed = {name: _squashed(text) for name, text in texts.items()}
    fields = [*_contact(given, read), *_jobs(document, given, read), *_schools(document, given, read)]
    fields += [
        *_skills(document, given, read),
        *_spoken(document, given, read),
        *_held(document, given, read),
    ]
    return ReadBack(
        file=file,
        understood=round(understood(read), 4),
        fields=tuple(
            ReadField(
                part=part,
                name=name,
                printed=printed,
                in_text={extractor: _squashed(printed) in text for extractor, text in squashed.items()},
                read_as=seen,
                right=_squashed(printed) == _squashed(seen),
            )
            for part, name, printed, seen in fields
            if printed
        ),
    )


def _contact(given: Profile, read: Profile) -> Iterator[_Field]:
    yield "contact", "Name", given.basics.name, read.basics.name
    yield "contact", "E-mail", given.basics.email, read.basics.email
    yield "contact", "Phone", given.basics.phone, read.basics.phone


def _jobs(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    lines = _entries(document)
    printed = [job for job in given.work if job.fact_id in lines]
    for job, found in _paired(printed, read.work):
        seen = found or Work(fact_id="")
        yield "work", "Title", job.position, seen.position
        yield "work", "Employer", job.name, seen.name
        yield "work", "Dates", *_dates(lines[job.fact_id], job, seen)


def _schools(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    lines = _entries(document)
    printed = [school for school in given.education if school.fact_id in lines]
    for school, found in _paired(printed, read.education):
        seen = found or Education(fact_id="")
        yield "education", "School", school.institution, seen.institution
        yield "education", "Degree", _degree(school), _degree(seen)
        yield "education", "Dates", *_dates(lines[school.fact_id], school, seen)


def _paired(given: Sequence[E], read: Sequence[E]) -> Iterator[tuple[E, E | None]]:
    """Each entry with the one that was read of it: the pairs that share most fields first."""
    pairs = sorted(
        (
            (_alike(_words(one), _words(other)), -i, -j)
            for i, one in enumerate(given)
            for j, other in enumerate(read)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for alike, i, j in pairs:
        if alike and -i not in found and -j not in found.values():
            found[-i] = -j
    for index, entry in enumerate(given):
        yield entry, read[found[index]] if index in found else None


def _skills(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    own = {fact.fact_id for fact in given.facts() if fact.section == "skills"}
    known = [skill.name for skill in read.skills] + [word.text for s in read.skills for word in s.keywords]
    by_words = {_squashed(name): name for name in known}
    for line in document.lines:
        for skill in line.text.split(", ") if line.role == "skills" and own & {*line.sources} else ():
            yield "skills", "Skill", skill, by_words.get(_squashed(skill), "")


def _spoken(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    printed = {source for line in document.lines for source in line.sources}
    levels = {_squashed(language.language): language for language in read.languages}
    for language in given.languages:
        found = levels.get(_squashed(language.language))
        if language.fact_id in printed:
            yield "languages", "Language", _join(language), _join(found or Language(fact_id=""))


def _join(language: Language) -> str:
    return f"{language.language} ({language.fluency})" if language.fluency else language.language


def _held(document: Document, given: Profile, read: Profile) -> Iterator[_Field]:
    lines = _entries(document)
    known = {_squashed(held.name): held for held in read.certificates}
    for held in given.certificates:
        found = known.get(_squashed(held.name)) or Certificate(fact_id="")
        if held.fact_id in lines:
            yield "certificates", "Certificate", held.name, found.name
            right = (held.date or "") == (found.date or "")
            yield (
                "certificates",
                "Dates",
                lines[held.fact_id],
                lines[held.fact_id] if right else found.date or "",
            )


def _entries(document: Document) -> dict[str, str]:
    """Fact id -> the dates that are printed for it, for each entry of the document."""
    return {line.sources[0]: line.aside for line in document.lines if line.role == "entry" and line.sources}


def _dates(printed: str, given: Work | Education, read: Work | Education) -> tuple[str, str]:
    """(printed dates, the same when they were read so, else what was read in place of them)."""
    if _span(given) == _span(read):
        return printed, printed
    return printed, " – ".join(date for date in _span(read) if date)


def _span(entry: Work | Education) -> tuple[str, str]:
    end = entry.end_date or ""
    return entry.start_date or "", "" if end == PRESENT else end


def _degree(school: Education) -> str:
    return " ".join(part for part in (school.study_type, school.area) if part)


def _words(entry: Work | Education) -> tuple[str, ...]:
    names = (entry.position, entry.name) if isinstance(entry, Work) else (_degree(entry), entry.institution)
    return (*names, *_span(entry))


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(a == b != "" for a, b in zip(map(_squashed, one), map(_squashed, other), strict=True))


def _squashed(text: str) -> str:
    """Letters and digits alone: spaces, dashes and line ends are the typesetter's."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
