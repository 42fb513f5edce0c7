"""Words that may stand for one another in a line, since none of them says more than the other.

*Why beside `SAME`:* there words are one everywhere. Here a word of a line is read as a fact's word only where
the fact has not the line's own, so that every rule for what the fact limits, counts or joins still holds. A
word may stand in several groups: "shop" is "store", and need not be all that "store" is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from jobwise.matching.claim_text import Said, key_of
from jobwise.matching.claim_words import SAME
from jobwise.matching.word_forms import Word, fold, is_past, stem

_BEFORE_DEED = re.compile(r"(?:^|\b(?:to|help|helped|i|we)\s)$", re.IGNORECASE)
_DEEDS = (
    "collect gather|buy purchase|finish complete|arrange organise|hire recruit|check review|repair mend"
    "|resolve solve|improve enhance|setup establish founded|setup establish introduce|inform tell notify"
    "|talk speak|get obtain receive|select choose|sew stitch|cut trim|train coach|supervise oversee"
    "|find spot detect|monitor track|evaluate assess|research investigate|record log|send ship dispatch"
    "|renovate refurbish|renovate restore|greet welcome|escort accompany|merge combine"
    "|simplify streamline|expand enlarge extend|count tally|show display exhibit|examine inspect"
    "|swap exchange|phone call|ask request|explain clarify|split divide|use utilise|grow cultivate"
    "|make create|wash launder|lead head|hold conduct|generate produce|guard protect|enter input"
    "|calculate compute|predict forecast|reorganise restructure|remove eliminate|search seek"
)
"""Groups of verbs for one deed, none of which says more than another; in their first forms."""
_THINGS = (
    "firm company business enterprise|lorry truck|bike bicycle|shop store|kid child|error mistake"
    "|fault defect|rubbish waste trash garbage|holiday vacation|photo photograph picture"
    "|advert advertisement ad|road street|task duty assignment|class lesson|donation gift|doctor physician"
    "|role position|method technique|goal target|car automobile|timetable rota roster|sofa couch"
    "|garment clothing|supplier vendor|invoice bill|contract agreement|survey questionnaire|leaflet flyer"
    "|handbook manual|parcel package|toilet restroom|team crew|aircraft airplane|chart graph"
    "|revenue turnover|expense cost|enquiry inquiry query question|issue problem|result outcome"
    "|rule regulation|employee worker|newsletter bulletin|salary wage|teenager adolescent|fuel petrol"
    "|quick fast rapid swift|large big|often frequently|usually normally generally|regularly routinely"
    "|entire whole|various diverse|faulty defective|initially originally"
)
"""Groups of names for one thing, and of words for how it is or how it was done."""
_OTHER_LANGUAGES = (
    "firma unternehmen betrieb|schreiben verfassen|kaufen einkaufen|auto pkw|lastwagen lkw"
    "|wohnung appartement|fahrrad rad|arzt mediziner|leiten führen|kontrollieren prüfen|reinigen putzen"
    "|nähen schneidern|montieren installieren|lehren unterrichten"
    "|entreprise société firme|vélo bicyclette|magasin boutique|erreur faute|rédiger écrire"
    "|vérifier contrôler|acheter acquérir"
    "|empresa compañía|reparar arreglar|comprar adquirir|redactar escribir|recoger recopilar|error fallo"
    "|revisar comprobar|enseñar instruir"
)
"""Both, in German, French and Spanish."""
_LESS_DEEDS = (
    "draft<write|author<write|run<manage lead|supervise<manage lead|oversee<manage lead"
    "|coordinate<manage lead|handle<answer process resolve manage|plan<organise|use<operate|visit<attend"
    "|make<build bake cook sew knit brew manufacture produce|prepare<cook|tutor<teach"
    "|contact<phone call email|pick<select choose|file<archive"
    "|clean<wash mop scrub polish disinfect|start<founded establish setup|launch<founded establish setup"
)
_LESS_THINGS = (
    "vehicle<car van lorry truck bus|animal<dog cat horse cow sheep pig|flat<apartment|lift<elevator"
    "|plane<aircraft airplane|application<app|register<till|film<movie"
)
"""Words that say less than those behind them, or that mean other things too: they may stand for those, and
not the other way."""


class _Known(NamedTuple):
    """The compared forms of the words of some facts: all, those that may be verbs, those that may be none."""

    words: frozenset[str]
    deeds: frozenset[str]
    things: frozenset[str]


def read_as(said: Said, facts: tuple[Said, ...]) -> Said:
    """A text whose words are read as those of the facts that they may stand for."""
    known = _known(facts)
    return said._replace(words=tuple(_read(said, word, known) for word in said.words))


def is_read_as_another(word: Word) -> bool:
    """Whether `read_as` gave a word the form of another."""
    return word.key != stem(word.raw)


@lru_cache(maxsize=256)
def _known(facts: tuple[Said, ...]) -> _Known:
    told = [(part, word) for part in facts for word in part.words]
    return _Known(
        frozenset(key_of(word) for _, word in told),
        frozenset(key_of(word) for part, word in told if _may_be_deed(part, word)),
        frozenset(key_of(word) for _, word in told if not _is_deed(word)),
    )


def _read(said: Said, word: Word, known: _Known) -> Word:
    if key_of(word) in known.words:
        return word
    meant = [
        *(
            key
            for key in _stands_for(word, _table(_DEEDS, _LESS_DEEDS))
            if _may_be_deed(said, word) and key in known.deeds
        ),
        *(
            key
            for key in _stands_for(word, _table(_THINGS, _LESS_THINGS))
            if not _is_deed(word) and key in known.things
        ),
        *(key for key in _stands_for(word, _table(_OTHER_LANGUAGES, "")) if key in known.words),
    ]
    return word._replace(key=meant[0]) if meant else word


def _is_deed(word: Word) -> bool:
    """Whether a word has the form of a verb alone: "stored", "storing"."""
    return is_past(fold(word.raw)) or word.raw.endswith("ing")


def _may_be_deed(said: Said, word: Word) -> bool:
    """Whether a word has the form of a verb, or stands where one must: first, behind "to" or "helped"."""
    return _is_deed(word) or bool(_BEFORE_DEED.search(said.text, 0, word.start))


def _stands_for(word: Word, table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (*table.get(word.key, ()), *table.get(key_of(word), ()))


@lru_cache(maxsize=4)
def _table(alike: str, less: str) -> dict[str, tuple[str, ...]]:
    """Compared form -> those that it may stand for."""
    pairs = [
        (one, other)
        for group in alike.split("|")
        for one in group.split()
        for other in group.split()
        if one != other
    ]
    for entry in filter(None, less.split("|")):
        weaker, stronger = entry.split("<")
        pairs += [(weaker, other) for other in stronger.split()]
    found: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        found[stem(one)] = (*found.get(stem(one), ()), SAME.get(stem(other), stem(other)))
    return found
