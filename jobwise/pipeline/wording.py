"""Rewording that changes how a line reads and never what it says."""

import re

from jobwise.matching.skills import find_skills
from jobwise.matching.word_forms import fold

_VERBS = (
    "achieved acted adapted added addressed administered advised agreed aligned allocated analysed analyzed "
    "answered applied appointed approved arranged assembled assessed assigned assisted attended audited "
    "authored "
    "automated balanced benchmarked booked bought briefed brought built calculated cared carried catalogued "
    "chaired changed checked cleaned closed coached coded collaborated collected commissioned communicated "
    "compared compiled completed composed conceived conducted configured connected consolidated constructed "
    "consulted contributed controlled converted cooked coordinated corrected counselled created cultivated "
    "cut "
    "dealt debugged decreased defined delegated delivered demonstrated deployed designed detected determined "
    "developed devised diagnosed directed discovered dispatched distributed documented doubled drafted "
    "drew drove "
    "earned edited educated eliminated enabled encouraged enforced engineered enhanced ensured established "
    "estimated evaluated examined executed expanded explained explored extended facilitated fixed focused "
    "forecast "
    "formed formulated founded fulfilled gained gathered generated grew guided halved handled headed held "
    "helped "
    "hired hosted identified illustrated implemented improved increased influenced informed initiated "
    "innovated "
    "inspected installed instructed integrated interpreted interviewed introduced invented investigated "
    "invited "
    "issued joined kept launched learned learnt lectured led liaised listed localised lowered made "
    "maintained "
    "managed mapped marketed measured mediated mentored merged met migrated minimised minimized modelled "
    "modeled "
    "modernised modernized modified monitored motivated moved negotiated observed obtained offered opened "
    "operated "
    "optimised optimized orchestrated ordered organised organized oversaw owned packed participated "
    "partnered "
    "performed photographed piloted pioneered placed planned planted prepared prescribed presented prevented "
    "prioritised prioritized processed procured produced programmed promoted proposed protected provided "
    "published "
    "purchased raised ran rebuilt received recommended reconciled recorded recruited redesigned reduced "
    "refactored "
    "refined regulated removed renewed renovated reorganised repaired replaced reported represented "
    "researched "
    "resolved responded restored restructured retrained reviewed revised rewrote rolled saved scanned "
    "scheduled "
    "screened secured selected sent separated served set shaped shipped shortened simplified sold solved "
    "sourced "
    "specified spoke standardised standardized started steered stocked stored streamlined strengthened "
    "studied "
    "submitted supervised supplied supported surveyed taught tested tracked trained transcribed transferred "
    "transformed translated treated tripled troubleshot tutored turned typed uncovered undertook updated "
    "upgraded "
    "used validated verified visited visualised visualized volunteered won worked wrote"
)
_MORE_VERBS = (
    "swapped "
    "audited baked budgeted calibrated charted containerised containerized counted crawled encrypted filed "
    "forecasted greeted hardened ingested invoiced landscaped litigated machined notarised notarized parsed "
    "patched plotted posted precepted profiled provisioned sequenced simulated scripted seated synthesised "
    "synthesized triaged upsold welded wired painted plumbed fitted packed picked loaded unloaded dispensed "
    "scaled co-authored co-founded co-led co-designed co-developed immunised immunized discharged admitted "
    "assisted catered baked brewed tended harvested pruned bathed dressed fed washed weighed"
)
PAST_VERBS = frozenset(f"{_VERBS} {_MORE_VERBS}".split())
_ALSO_ADJECTIVES = (
    "applied automated certified connected distributed embedded estimated fixed focused integrated licensed "
    "managed motivated published registered structured supported trained used wired"
)
ALSO_ADJECTIVES = frozenset(_ALSO_ADJECTIVES.split())
"""Past forms that often stand before a noun ("managed services"): verbs only before an article or number."""
_AFTER_VERB = re.compile(
    r"\w+ (?:an?|the|my|our|all|over|up to|more than|each|every|both|its|their|\W?\d+)\b"
)
_FURTHER_VERB = re.compile(r"(?<=[,;] )[A-Z][a-z]+\b")
_SMALL_WORDS = "of and the for in at to de la le du des und für y e von van der on with"
_SMALL = frozenset(_SMALL_WORDS.split())
_CAPITALS = (
    "IT BI HR QA UX UI PR VP CEO CTO CFO COO CIO SQL ERP CRM SAP AI ML NLP AWS GCP NHS UK USA EU US ICU RN "
    "GP "
    "PA EA CAD CNC HVAC SEO PHP API IOS HGV LGV PMO BSC MSC BA MA MBA PHD II III IV"
)
_ACRONYMS = frozenset(_CAPITALS.split())
_FILLER = re.compile(r"^(?:successfully|effectively|efficiently)\s+(?=\w)", re.IGNORECASE)
_WAS = re.compile(r"^(?:i\s+)?was\s+(?=responsible\s+for\b)", re.IGNORECASE)
_I = re.compile(r"^i\s+(?:have\s+)?(?=(\w+))", re.IGNORECASE)


LONGEST_REWORDED = 120
"""Words. A longer text stands as it was written: no bullet is that long, and to weigh each of its words takes
long."""
_DUTY = re.compile(
    r"(?:responsible for|in charge of|tasked with|duties included|responsibilities included)\s*:?\s+(?=\w)",
    re.IGNORECASE,
)
_JOINED_WORD = re.compile(r"(?:,|;|&|\b(?:and|or|to))\s+(?:and |or )?(\w+)")
_ALSO_NOUNS = frozenset("training building planning engineering accounting testing marketing trading".split())
"""Forms in -ing that are names too ("Training manager"): verbs only before an article or number."""
_IRREGULAR = {
    "build": "built", "bring": "brought", "buy": "bought", "cut": "cut", "deal": "dealt", "draw": "drew",
    "drive": "drove", "find": "found", "give": "gave", "grow": "grew", "hold": "held", "keep": "kept",
    "lead": "led", "make": "made", "meet": "met", "oversee": "oversaw", "pay": "paid", "run": "ran",
    "sell": "sold", "send": "sent", "set": "set", "speak": "spoke", "take": "took", "teach": "taught",
    "undertake": "undertook", "win": "won", "write": "wrote", "rewrite": "rewrote", "rebuild": "rebuilt",
}  # fmt: skip


def _bases() -> dict[str, str]:
    """Base form -> past form, for the verbs of the list."""
    regular = {
        base: past for past in PAST_VERBS if past.endswith("ed") and len(past) > 4 for base in _bases_of(past)
    }
    return regular | _IRREGULAR


def _bases_of(past: str) -> tuple[str, ...]:
    """What a regular past form may come from: "managed" from "manage", "tried" from "try"."""
    if past.endswith("ied"):
        return (f"{past[:-3]}y",)
    doubled = len(past) > 5 and past[-3] == past[-4] and past[-3] not in "lsz"
    return (past[:-3],) if doubled else (past[:-1], past[:-2])


_PAST_OF_BASE = _bases()
_PAST_OF_GERUND = {
    gerund: past
    for base, past in _PAST_OF_BASE.items()
    for gerund in (
        f"{base}ing",
        *([f"{base[:-1]}ing"] if base.endswith("e") else []),
        *([f"{base}{base[-1]}ing"] if base[-1] in "bdgmnpt" else []),
    )
}


_LONGEST_TOOL = 80
"""Characters of a line's beginning that may be the name of a tool."""


def tidy(text: str) -> str:
    """A person's line with its bullet sign, doubled blanks and doubled stops gone."""
    text = re.sub(r"^[•●▪◦‣·*➢✓–—-]+\s+", "", " ".join(text.split()))
    text = re.sub(r"(?:\s\|)+\s", ", ", text)
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)


def is_as_written(text: str, original: str) -> bool:
    """Whether a line is a person's own but for a full stop at its end and a capital at its beginning."""
    return text.strip(" .").casefold() == original.strip(" .").casefold()


def as_bullet(text: str, language: str) -> str:
    """A highlight as a bullet: verb first where that is only grammar, no full stop after one sentence."""
    if is_overlong(text):
        return text
    text = tidy(text)
    if language == "en":
        text = _WAS.sub("", text)
        match = _I.match(text)
        if match and match[1].casefold() in PAST_VERBS:
            text = text[match.end() :]
        rest = _FILLER.sub("", text)
        text = rest if rest.split(" ")[0].casefold() in PAST_VERBS else text
    return capital(without_stop(text))


def is_overlong(text: str) -> bool:
    """Whether a text is no line but a whole page, which is neither reworded nor quoted."""
    return len(text.split(None, LONGEST_REWORDED)) > LONGEST_REWORDED


def in_past(text: str) -> str:
    """What was done in a job that is over, verb first: "Responsible for managing" -> "Managed".

    Left as it is where the grammar is not sure: a second verb may follow, or the word may be a noun.
    """
    if is_overlong(text):
        return text
    lead = _DUTY.match(text)
    rest = text[lead.end() :] if lead else text
    first, *more = rest.split(" ")
    gerund = first.casefold().endswith("ing")
    past = _PAST_OF_GERUND.get(first.casefold()) if gerund else _PAST_OF_BASE.get(first.casefold())
    follows = _AFTER_VERB.match(rest) if not gerund or first.casefold() in _ALSO_NOUNS else more
    others = _JOINED_WORD.findall(rest)
    mixed = any(word.casefold() in _PAST_OF_BASE or word.casefold().endswith("ing") for word in others)
    if not past or not follows or mixed or (lead and not gerund) or more[:1] == ["of"]:
        return text
    return " ".join((past.capitalize(), *more))


def without_stop(text: str) -> str:
    """The text without its last full stop, unless it is several sentences or an abbreviation's."""
    several = re.search(r"[.!?]\s+[A-ZÀ-Þ]", text[:-1])
    short = re.search(r"(?:\b[A-ZÀ-Þ]|\betc|\b(?:Ltd|Inc|Co|Jr|Sr))\.$", text)
    return text if several or short or text.endswith("...") else text.rstrip(" .;,")


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    text = text.rstrip(" ;,")
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def capital(text: str) -> str:
    """First letter large, unless the first word is a name that is written small (dbt, iOS, npm)."""
    first = re.match(r"[^\W_]+", text)
    if not first or not first[0].islower() or re.match(r"\S*[./@]\S", text):
        return text
    if any(span.start == 0 and span.kind == "tool" for span in find_skills(text[:_LONGEST_TOOL])):
        return text
    return text[0].upper() + text[1:]


def as_clause(text: str) -> str | None:
    """ "Built weekly dashboards." -> "I built weekly dashboards"; None where that is not safe grammar."""
    text = without_stop(tidy(text))
    text = _I.sub("", text) if _I.match(text) else text
    first, second = [*text.split(" ", 2), "", ""][:2]
    verb = second if first.endswith("ly") else first
    if verb.casefold() not in PAST_VERBS or re.search(r"[.!?:]\s|;\s(?![a-z])", text) or text.isupper():
        return None
    if verb.casefold() in ALSO_ADJECTIVES and not _AFTER_VERB.match(text[text.index(verb) :]):
        return None
    return f"I {first.lower()}{_FURTHER_VERB.sub(_small_verb, text[len(first) :])}"


def as_present_clause(text: str) -> str | None:
    """ "Run a kitchen of 11" -> "I run a kitchen of 11"; None where the first word may be no verb."""
    text = without_stop(tidy(text))
    first, *_ = text.split(" ")
    sure = first.casefold() in _PAST_OF_BASE and _AFTER_VERB.match(text)
    return f"I {first.lower()}{text[len(first) :]}" if sure and not re.search(r"[.!?:;]\s", text) else None


def _small_verb(match: re.Match[str]) -> str:
    """A further verb of a sentence in small letters, where it is surely one: ", Recruited 4 drivers"."""
    verb = match[0].casefold()
    return verb if verb in PAST_VERBS - ALSO_ADJECTIVES else match[0]


def calm(text: str) -> str:
    """A name or title that shouts or mumbles in usual case: "JANE DOE", "jane doe" -> "Jane Doe"."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 4 or not (text.isupper() or text.islower()):
        return text
    shouting = text.isupper()
    parts = re.split(r"(\s+|-|/)", text)
    return "".join(_calm_word(part, index, shouting) for index, part in enumerate(parts))


def _calm_word(word: str, index: int, shouting: bool) -> str:
    if index and fold(word) in _SMALL:
        return word.lower()
    if (shouting and word in _ACRONYMS) or "." in word:
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word.lower())


def listing(words: list[str], and_: str) -> str:
    """ "SQL, Power BI and Python"."""
    return f"{', '.join(words[:-1])} {and_} {words[-1]}" if len(words) > 1 else "".join(words)
