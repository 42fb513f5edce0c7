"""What is measured of a golden case's finished documents, all from the one engine's report.

*Why no scorer of its own:* what an experiment calls better has to be what people are shown as better.
"""

import re
from collections.abc import Iterator, Sequence

from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Document
from jobwise.domain.experiment import Measure
from jobwise.domain.golden import GoldenCase, Tone, Words
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelUse
from jobwise.domain.posting import JobAnalysis
from jobwise.matching.score_parts import units
from jobwise.matching.word_forms import normal, sentences
from jobwise.pipeline.preservation import printed_ids
from jobwise.pipeline.stages import printed
from jobwise.pipeline.style import CLICHES

LONG_WORD = 6
"""Letters beyond which LIX counts a word as long."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CONTRACTION = re.compile(r"\b\w+(?:n['’]t|['’](?:m|re|ve|ll|d))\b", re.IGNORECASE)


def measured(
    case: GoldenCase,
    analysis: JobAnalysis,
    compiled: CompiledProfile,
    report: AtsReport,
    uses: Sequence[ModelUse],
) -> dict[Measure, float]:
    """Every measure but a judge's. `FOUND` is there for cases that name demands alone."""
    resume, letter = report.documents.resume, report.documents.cover_letter
    both = f"{text_of(resume)}\n{text_of(letter)}"
    blocked = sum(finding.verdict == "blocked" for finding in report.findings)
    resume_words, letter_words = (len(_WORD.findall(text_of(each))) for each in (resume, letter))
    found: dict[Measure, float] = {
        Measure.STOPPED: blocked,
        Measure.REPAIRED: len(report.findings) - blocked,
        Measure.UNTRUE: len(report.findings),
        Measure.EXPECTED: _share(_kept(case, resume, letter)),
        Measure.COVERAGE: _coverage(analysis, report),
        Measure.GAIN: report.after.ats_score - report.before.ats_score,
        Measure.PRESERVED: _share(choice.fact_id in printed_ids(resume) for choice in compiled.choices),
        Measure.READABILITY: lix([line.text for line in letter.lines if line.role == "text"]),
        Measure.CLICHES: 1000 * len(CLICHES.findall(both)) / max(resume_words + letter_words, 1),
        Measure.RESUME_WORDS: resume_words,
        Measure.LETTER_WORDS: letter_words,
        Measure.REWORDED: sum(line.draft is not None for line in (*resume.lines, *letter.lines)),
        **_asked(uses),
    }
    if case.expects.asks:
        found[Measure.FOUND] = _share(_is_found(ask, analysis) for ask in case.expects.asks)
    return {measure: float(value) for measure, value in found.items()}


def text_of(document: Document) -> str:
    """A document as plain text, a line a line."""
    return "\n".join(printed(line) for line in document.lines)


def lix(paragraphs: Sequence[str]) -> float:
    """Words a sentence plus percent of long words. Source: Björnsson, Läsbarhet (1968)."""
    texts = [normal(paragraph) for paragraph in paragraphs]
    words = [word for text in texts for word in _WORD.findall(text)]
    count = sum(len(sentences(text)) for text in texts)
    if not words or not count:
        return 0.0
    return len(words) / count + 100 * sum(len(word) > LONG_WORD for word in words) / len(words)


def _kept(case: GoldenCase, resume: Document, letter: Document) -> Iterator[bool]:
    """Whether each expectation is kept; a tone or a length that anything would keep is none."""
    expects = case.expects
    texts = [text_of(resume), text_of(letter)]
    resting = {source for document in (resume, letter) for line in document.lines for source in line.sources}
    yield from (fact in resting for fact in expects.facts)
    yield from (not any(_stands_in(words, text) for text in texts) for words in expects.never)
    if expects.tone != "any":
        yield _has_tone(expects.tone, "\n".join(texts))
    for length, text in zip((expects.resume_words, expects.letter_words), texts, strict=True):
        if length != Words():
            yield length.least <= len(_WORD.findall(text)) <= length.most


def _has_tone(tone: Tone, text: str) -> bool:
    plain = "!" not in text and not CLICHES.search(text)
    return plain and not (tone == "formal" and _CONTRACTION.search(text))


def _coverage(analysis: JobAnalysis, report: AtsReport) -> float:
    """As the score counts requirements: a group once, and duties not at all."""
    matches = {match.requirement_id: match for match in report.after.matches}
    musts, nices = (units(analysis.requirements, matches, importance) for importance in ("must", "nice"))
    total = 2 * musts.total + nices.total
    return (2 * musts.met + nices.met) / total if total else 1.0


def _is_found(ask: str, analysis: JobAnalysis) -> bool:
    """Whether a demand, not a duty, holds these words or is known by this name."""
    return any(
        _stands_in(ask, requirement.text) or ask.casefold() == (requirement.skill or "").casefold()
        for requirement in analysis.requirements
        if requirement.kind != "responsibility"
    )


def _asked(uses: Sequence[ModelUse]) -> dict[Measure, float]:
    """What a model was asked for it. *Why the slowest writer alone:* both documents are written at once."""
    reading, writing = (
        [use.seconds for use in uses if (use.task == "analyse") is reads] for reads in (True, False)
    )
    return {
        Measure.FAILURES: sum(use.repaired + bool(use.trouble) for use in uses),
        Measure.TRIES: sum(use.tries for use in uses),
        Measure.SECONDS: sum(reading) + max(writing, default=0.0),
        Measure.TOKENS: sum(use.usage.asked + use.usage.answered for use in uses),
        Measure.COST: sum(use.cost_usd for use in uses),
    }


def _stands_in(words: str, text: str) -> bool:
    """Whether a text has these words as whole ones, in whatever case."""
    sought = re.escape(normal(words).casefold())
    return bool(re.search(rf"(?<!\w){sought}(?!\w)", normal(text).casefold()))


def _share(kept: Iterator[bool]) -> float:
    """Share of what holds; 1 where there was nothing to hold."""
    each = list(kept)
    return sum(each) / len(each) if each else 1.0
