"""The truth gate: every line of both documents held against the facts that it names.

It runs after the last writer, whoever that was, and fails closed: a line that claims more than its
facts carry goes back to the person's own words, or is taken out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.ats import GateFinding
from jobwise.domain.documents import Document, Line
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Fact, Profile
from jobwise.matching.claims import unsupported
from jobwise.matching.partial_dates import PRESENT, print_day
from jobwise.matching.word_forms import sentences
from jobwise.pipeline.ad_words import job_phrases
from jobwise.pipeline.entry_lines import entry_line
from jobwise.pipeline.headings import headings_in
from jobwise.pipeline.phrase_tables import Phrases
from jobwise.pipeline.phrases import (
    document_language,
    fixed_words,
    letter_language,
    letter_words,
    phrases_in,
)
from jobwise.pipeline.quotations import misquoted
from jobwise.pipeline.resume_lines import PRINTED, contact_text
from jobwise.pipeline.spelling import is_long_form, may_stand_for
from jobwise.pipeline.summary import posts
from jobwise.pipeline.tense import changed_tense
from jobwise.pipeline.wording import calm, tidy

_SPOKEN = re.compile(r"([^,:()]+) \(([^()]+)\)")
_BLANKS = re.compile(r"\{\w+\}")
NO_FACT = "It names no fact of your profile."
OTHER_SECTION = "What stands below it belongs to another section."
OTHER_ENTRY = "It stands under another entry than the one it belongs to."
NO_TEMPLATE = "These words belong to no fact and to no template."
NOT_CARRIED = "Its facts do not say this."
_BARE = frozenset(
    {"name", "signature", "contact", "heading", "label", "date", "recipient", "salutation", "closing"}
)
"""Roles of lines that have one column."""
FORM = frozenset({"job", "today", "form"})


class Checked(NamedTuple):
    """A document that passed, and what was found on the way."""

    document: Document
    findings: tuple[GateFinding, ...]


class TruthGate:
    """The gate for one profile and one ad. Facts come from `profile`, never from what was written."""

    def __init__(
        self, profile: Profile, compiled: CompiledProfile, analysis: JobAnalysis, as_of: dt.date
    ) -> None:
        self._profile = profile
        self._as_of, self._ad = as_of, analysis.text
        self._language = document_language(profile.language)
        self._facts = {fact.fact_id: fact for fact in profile.facts()}
        self._entries = {e.fact_id: e for section, e in profile.entries() if section in PRINTED}
        spoken = letter_language(profile, analysis.language)
        self._phrases = [phrases_in(language) for language in dict.fromkeys((self._language, spoken))]
        self._posts = sorted(
            {post for phrases in self._phrases for post in posts(profile, phrases, as_of)},
            key=len,
            reverse=True,
        )
        self._days = tuple({print_day(as_of, language) for language in (self._language, spoken)})
        self._fixed = tuple(dict.fromkeys((*fixed_words(self._language), *letter_words(profile, spoken))))
        self._of_job = (*self._fixed, *job_phrases(compiled, analysis, spoken))

    def check(self, document: Document) -> Checked:
        """Every line in printed order; what is left stands under its own heading and entry."""
        kept: list[Line] = []
        findings: list[GateFinding] = []
        entry = ""
        for given, line in zip(document.lines, self._rightly_headed(document), strict=True):
            if line.role == "heading":
                entry = ""
            if line is not given:
                findings.append(_finding(document, given, line, given.text, OTHER_SECTION))
            now, claim, reason = self._judge(line, entry, document.kind == "resume")
            if claim:
                findings.append(_finding(document, line, now, claim, reason))
            if now:
                kept.append(now)
            if line.role == "entry":
                entry = now.sources[0] if now else "taken out"
        name = calm(self._profile.basics.name)
        changes = {"lines": tuple(_without_bare_headings(kept)), "title": name, "author": name}
        return Checked(document.model_copy(update=changes), tuple(findings))

    def _rightly_headed(self, document: Document) -> Iterator[Line]:
        """The lines with the heading of the section that the first fact below each belongs to."""
        headings = headings_in(self._language)
        for number, line in enumerate(document.lines):
            if line.role == "heading" and line.text in headings.values():
                below = (other for other in document.lines[number + 1 :] if other.role != "heading")
                first = next(below, None)
                facts = self._facts_of(first) if first and first.role in {"entry", "skills"} else []
                true = headings.get(facts[0].section, line.text) if facts else line.text
                line = line if true == line.text else line.model_copy(update={"text": true})
            yield line

    def claims(self, line: Line) -> tuple[str, ...]:
        """The words of one line that its facts do not carry."""
        facts = self._facts_of(line)
        if line.role == "bullet":  # how long a job went on says nothing of one deed in it, but that it does
            goes_on = {fact.fact_id: PRESENT if fact.end_date == PRESENT else None for fact in facts}
            facts = [
                fact.model_copy(update={"start_date": None, "end_date": goes_on[fact.fact_id]})
                for fact in facts
            ]
        also = self._of_job if "job" in line.sources else self._fixed
        if "today" in line.sources:
            also = (*also, *self._days)
        whole = " | ".join(part for part in (line.text, line.detail, line.aside) if part)
        found = unsupported(whole, facts, self._profile, also=also, as_of=self._as_of)
        known = [fact.text for fact in facts] + [self._ad] * ("job" in line.sources)
        return tuple(dict.fromkeys((*found, *self._out_of_place(line.text, facts), *misquoted(whole, known))))

    def _out_of_place(self, text: str, facts: Sequence[Fact]) -> Iterator[str]:
        """What a template says of the wrong facts: a degree as a certificate, a past job as a present one."""
        for post in self._posts:  # an employer's "Inc." ends no sentence
            text = text.replace(post, "")
        for start, end in sentences(text):
            said = text[start:end].strip()
            for phrases in self._phrases:
                for section, lead in _leads(phrases):
                    _, led, named = said.partition(lead) if lead in said else said.partition(_small(lead))
                    own = [fact for fact in facts if fact.section == section]
                    if led:
                        yield from unsupported(named, own, self._profile) or _other_levels(said, own)
                patterns = (phrases.since_post, phrases.now_post, phrases.last_post)
                if any(_shape(pattern).match(said) for pattern in patterns):
                    yield said

    def _judge(self, line: Line, entry: str, in_resume: bool) -> tuple[Line | None, str, str]:
        """The line as it may stand (None: not at all), the claim that was found, and the reason."""
        line = self._with_true_original(line)
        if line.role in _BARE and (line.detail or line.aside):
            bare, _, _ = self._judge(line.model_copy(update={"detail": "", "aside": ""}), entry, in_resume)
            return bare, f"{line.detail} {line.aside}".strip(), NO_TEMPLATE
        if line.role == "heading":
            known = line.text in headings_in(self._language).values()
            return (line, "", "") if known else (None, line.text, NO_TEMPLATE)
        if line.role in {"name", "signature"}:
            return _held(line, calm(self._profile.basics.name))
        if line.role == "contact":
            return self._contact(line)
        if line.role == "entry":
            return self._entry(line)
        facts = self._facts_of(line)
        if not facts and not FORM & set(line.sources):
            return None, line.text, NO_FACT
        if (
            in_resume
            and (entry or line.role == "bullet")
            and any((f.parent or f.fact_id) != entry for f in facts)
        ):
            return None, line.text, OTHER_ENTRY
        found = [*self.claims(line), *(_unlisted(line, facts) if line.role == "skills" else ())]
        found += self._told_otherwise(line, facts)
        claim = ", ".join({word.casefold(): word for word in found}.values())
        if claim and line.draft is not None:  # what stood there before a model wrote over it
            return self._judge(line.draft, entry, in_resume)[0], claim, NOT_CARRIED
        return (self._repaired(line, facts), claim, NOT_CARRIED) if claim else (line, "", "")

    def _told_otherwise(self, line: Line, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Verbs of a model's line in another tense than the line that it wrote over."""
        if line.draft is None or self._language != "en":
            return ()
        ends = [fact.end_date for fact in facts if fact.parent]
        over = bool(ends) and not {None, PRESENT} & {*ends}
        return changed_tense(line.text, line.draft.text, over=over)

    def _repaired(self, line: Line, facts: Sequence[Fact]) -> Line | None:
        """The line in its facts' own words; a composed one keeps the sentences that are carried."""
        items = [fact for fact in facts if fact.parent]
        if line.role in {"bullet", "skills"} or (len(facts) == 1 and items):
            own = ", ".join(tidy(fact.text) for fact in items or facts)
            back = {"text": own, "detail": "", "aside": "", "change": "kept", "original": "", "why": ""}
        else:
            own = self._true_sentences(line)
            back = {"text": own, "detail": "", "aside": "", "original": ""}
        repaired = line.model_copy(update=back)
        return repaired if own and not self.claims(repaired) else None

    def _true_sentences(self, line: Line) -> str:
        parts = (line.text[start:end].strip() for start, end in sentences(line.text))
        return " ".join(p for p in parts if p and not self.claims(line.model_copy(update={"text": p})))

    def _entry(self, line: Line) -> tuple[Line | None, str, str]:
        """A heading line of an entry: each column holds only what that column of the entry says."""
        entry = self._entries.get(line.sources[0]) if line.sources else None
        if entry is None:
            return None, line.text, NO_FACT
        true = entry_line(entry, self._language)
        columns = ((line.text, true.text), (line.detail, true.detail), (line.aside, true.aside))
        claims = [said for said, own in columns if said and said != own]
        if not line.text.strip() or line.url not in {"", true.url}:
            claims.append(line.url or true.text)
        line = line.model_copy(update={"sources": (entry.fact_id,)})
        return (
            (true.model_copy(update={"id": line.id}), ", ".join(claims), NOT_CARRIED)
            if claims
            else (line, "", "")
        )

    def _contact(self, line: Line) -> tuple[Line | None, str, str]:
        true = contact_text(self._profile.basics)
        foreign = [part for part in line.text.split(" · ") if part not in true.split(" · ")]
        if not foreign:
            return line, "", ""
        return (line.model_copy(update={"text": true}) if true else None), ", ".join(foreign), NOT_CARRIED

    def _facts_of(self, line: Line) -> list[Fact]:
        return [self._facts[source] for source in dict.fromkeys(line.sources) if source in self._facts]

    def _with_true_original(self, line: Line) -> Line:
        """The line without sources that do not exist, links, and a "you wrote" that nobody wrote."""
        sources = tuple(s for s in line.sources if s in self._facts or s in FORM)
        own = [fact.text for fact in self._facts_of(line)]
        wrote = all(any(part in text for text in own) for part in line.original.split(", "))
        original = line.original if wrote else ""
        url = line.url if line.role == "entry" else ""
        if (sources, original, url) == (line.sources, line.original, line.url):
            return line
        return line.model_copy(update={"sources": sources, "original": original, "url": url})


def _unlisted(line: Line, facts: Sequence[Fact]) -> Iterator[str]:
    """Words of a list that are none of its facts' own, in their spelling or the ad's."""
    own = {part.casefold() for fact in facts for part in _list_forms(fact)}
    for part in line.text.split(", "):
        name, _, longer = part.partition(" (")
        plain = part.casefold() in own or name.casefold() in own
        stands_for = longer and (is_long_form(name, longer[:-1]) or is_long_form(longer[:-1], name))
        spelled = any(may_stand_for(form, part) for fact in facts for form in _list_forms(fact))
        if part.casefold() not in own and not (plain and stands_for) and not spelled:
            yield part


def _list_forms(fact: Fact) -> Iterator[str]:
    """How a fact may stand in a list: its words, and each column and its level in brackets."""
    first, *more = fact.text.split(" | ")
    yield from (
        tidy(fact.text).rstrip(".,;"),
        tidy(first).rstrip(".,;"),
        *(f"{first} ({level})" for level in more),
    )
    yield from (tidy(part).rstrip(".,;") for part in fact.text.split(", "))


def _leads(phrases: Phrases) -> Iterator[tuple[str, str]]:
    """(section, the fixed words before what a sentence names of that section)."""
    for section, pattern in (
        ("education", phrases.degree),
        ("certificates", phrases.certificate),
        ("languages", phrases.languages),
    ):
        yield section, pattern.partition("{")[0]


def _small(lead: str) -> str:
    """A lead as it stands within a sentence."""
    return lead[0].lower() + lead[1:]


def _other_levels(said: str, languages: Sequence[Fact]) -> Iterator[str]:
    """Languages with another level than the profile gives them."""
    for name, level in _SPOKEN.findall(said):
        own = next((fact.text for fact in languages if fact.text.split(" | ")[0] == name.strip()), "")
        if own and level not in own:
            yield f"{name.strip()} ({level})"


@lru_cache(maxsize=32)
def _shape(pattern: str) -> re.Pattern[str]:
    """A template as a pattern, whatever its blanks are filled with."""
    return re.compile(".+?".join(re.escape(part) for part in _BLANKS.split(pattern.rstrip("."))))


def _held(line: Line, true: str) -> tuple[Line | None, str, str]:
    """A line that may say one thing only."""
    if line.text == true:
        return line, "", ""
    return (line.model_copy(update={"text": true}) if true else None), line.text, NOT_CARRIED


def _finding(document: Document, line: Line, now: Line | None, claim: str, reason: str) -> GateFinding:
    return GateFinding(
        document=document.kind,
        line_id=line.id,
        verdict="repaired" if now else "blocked",
        claim=claim,
        was=_printed(line),
        now=_printed(now) if now else "",
        reason=reason,
    )


def _printed(line: Line) -> str:
    return " · ".join(part for part in (line.text, line.detail, line.aside) if part)


def _without_bare_headings(lines: Sequence[Line]) -> Iterable[Line]:
    for line, after in zip(lines, [*lines, None][1:], strict=True):
        if line.role != "heading" or (after is not None and after.role != "heading"):
            yield line
