"""Stage 3: the chosen facts become a résumé and a letter whose every line names its facts."""

import datetime as dt
from collections.abc import Iterator, Sequence

from jobwise.domain.documents import Document, Documents, Line
from jobwise.domain.engine_settings import FIRST, EngineSettings, WordingRules
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Item, Profile, items_of
from jobwise.pipeline.letter import letter_lines
from jobwise.pipeline.phrases import document_language, letter_language
from jobwise.pipeline.resume_lines import (
    PRINTED,
    asked_first,
    heading_line,
    name_lines,
    newest_first,
    section_lines,
)
from jobwise.pipeline.spelling import Spelling
from jobwise.pipeline.strengths import met
from jobwise.pipeline.summary import latest_post, summary_lines
from jobwise.pipeline.wording import calm, is_overlong

ADS_SPELLING = "The ad writes this skill so; it is the same one."
ANSWERS_MORE = "It answers more of this ad, so it stands higher."


def generate_documents(
    compiled: CompiledProfile,
    analysis: JobAnalysis,
    *,
    as_of: dt.date,
    settings: EngineSettings = FIRST,
) -> Documents:
    """Write the résumé and the cover letter with rules alone: no model, no network, no new fact.

    *Why the résumé's language:* facts cannot be translated without becoming claims of their own. The letter
    speaks the ad's language where the person does, and quotes the facts as they are.
    """
    language = document_language(compiled.profile.language)
    name = calm(compiled.profile.basics.name)
    resume = tuple(_unique(resume_lines(compiled, analysis, language, as_of, settings.wording)))
    spoken = letter_language(compiled.profile, analysis.language)
    letter = tuple(_unique(letter_lines(compiled, analysis, spoken, as_of)))
    return Documents(
        resume=Document(kind="resume", title=name, author=name, language=language, lines=resume),
        cover_letter=Document(kind="cover_letter", title=name, author=name, language=spoken, lines=letter),
        tailored=compiled.profile,
    )


def resume_lines(
    compiled: CompiledProfile, analysis: JobAnalysis, language: str, as_of: dt.date, rules: WordingRules
) -> Iterator[Line]:
    """The résumé in printed order: who, summary, experience, then what else was chosen."""
    profile = compiled.profile
    latest = latest_post(profile)
    label, source = profile.basics.label, "basics"
    if not label and latest:
        label, source = latest.position, latest.fact_id
    yield from name_lines(profile.basics, label, source)
    told = summary_lines(compiled, analysis, language, as_of)
    summary = [line for line in told if rules.summary or line.change != "composed"]
    if summary:
        yield heading_line("summary", language)
        yield from summary
    yield from body_lines(compiled, analysis, language, rules)


def body_lines(
    compiled: CompiledProfile, analysis: JobAnalysis, language: str, rules: WordingRules
) -> Iterator[Line]:
    """Every section that has entries, skills with the asked-for ones first, in the ad's spelling."""
    profile = compiled.profile
    spelling = Spelling(compiled, analysis)
    moved = moved_items(profile)
    asked = [evidence.fact_id for _, match in met(compiled, analysis) for evidence in match.evidence]
    for section in PRINTED:
        entries = newest_first(profile, section)
        if section == "skills" and rules.asked_first:
            entries = asked_first(entries, asked)
        if entries:
            yield heading_line(section, language)
        for line in section_lines(section, entries, language, compiled.brief, verb_first=rules.verb_first):
            spelt = _in_ads_spelling(line, spelling) if rules.ads_spelling else line
            yield _marked_moved(spelt, moved)


def moved_items(profile: Profile) -> frozenset[str]:
    """Ids of highlights that stand before one which the person wrote earlier."""
    return frozenset(fact_id for _, entry in profile.entries() for fact_id in _moved(items_of(entry)))


def _moved(items: Sequence[Item]) -> Iterator[str]:
    places = [(item.place.page, item.place.start) if item.place else None for item in items]
    for index, (item, place) in enumerate(zip(items, places, strict=True)):
        if place and any(later and later < place for later in places[index + 1 :]):
            yield item.fact_id


def _in_ads_spelling(line: Line, spelling: Spelling) -> Line:
    if line.role not in {"bullet", "skills"} or is_overlong(line.text):
        return line
    text = spelling.apply(line.text, line.sources)
    if text == line.text:
        return line
    changes = {
        "text": text,
        "original": line.original or line.text,
        "change": "reworded",
        "why": ADS_SPELLING,
    }
    return line.model_copy(update=changes)


def _marked_moved(line: Line, moved: frozenset[str]) -> Line:
    if line.change == "kept" and line.role == "bullet" and set(line.sources) & moved:
        return line.model_copy(update={"change": "moved", "why": ANSWERS_MORE})
    return line


def _unique(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines with ids that occur once, whatever ids the facts have."""
    seen: dict[str, int] = {}
    for line in lines:
        seen[line.id] = seen.get(line.id, 0) + 1
        yield line if seen[line.id] == 1 else line.model_copy(update={"id": f"{line.id}-{seen[line.id]}"})
