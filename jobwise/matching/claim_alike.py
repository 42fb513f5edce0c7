"""Words that may stand for one another in a line, since none of them says more than the other.

*Why beside `SAME`:* there words are one everywhere. Here a word of a line is read as a fact's word only where
the fact has not the line's own, so that every rule for what the fact limits, counts or joins still holds. A
word may stand in several groups: "shop" is "store", and need not be all that "store" is.
"""

from collections.abc import Set
from functools import lru_cache

from jobwise.matching.claim_text import Said, key_of
from jobwise.matching.claim_words import SAME
from jobwise.matching.word_forms import Word, stem

_ALIKE = (
    # deeds of one rank
    "collect gather|buy purchase|finish complete|arrange organise|hire recruit|check review|repair mend"
    "|resolve solve|improve enhance|setup establish founded|setup establish introduce"
    "|inform tell notify|talk speak"
    "|get obtain receive|pick select choose|sew stitch|cut trim|train coach|supervise oversee"
    "|find spot detect|monitor track|evaluate assess|research investigate|record log|send ship dispatch"
    "|renovate refurbish|renovate restore|greet welcome|escort accompany|file archive|merge combine"
    "|simplify streamline|expand enlarge extend|count tally|show display exhibit|examine inspect"
    "|swap exchange|phone call|ask request|explain clarify|split divide|use utilise|grow cultivate"
    "|make create|wash launder|lead head|hold conduct|generate produce|guard protect|enter input"
    "|calculate compute|predict forecast|reorganise restructure|remove eliminate|search seek"
    # things
    "|firm company business enterprise|lorry truck|bike bicycle|shop store|kid child|error mistake"
    "|fault defect|flat apartment|lift elevator|rubbish waste trash garbage|holiday vacation|film movie"
    "|photo photograph picture|advert advertisement ad|road street|task duty|class lesson|donation gift"
    "|doctor physician|role position|method technique|goal target|car automobile"
    "|timetable rota roster|sofa couch|garment clothing|supplier vendor|invoice bill|contract agreement"
    "|survey questionnaire|leaflet flyer|handbook manual|parcel package|toilet restroom|team crew"
    "|factory plant|till register|aircraft airplane plane|app application|chart graph|revenue turnover"
    "|expense cost|enquiry inquiry query question|issue problem|result outcome|rule regulation"
    "|employee worker"
    "|newsletter bulletin|salary wage|teenager adolescent|lawn grass|task assignment|fuel petrol"
    # how
    "|quick fast rapid swift|large big|often frequently|usually normally generally|regularly routinely"
    "|entire whole|various diverse|faulty defective|initially originally"
    # German
    "|firma unternehmen betrieb|schreiben verfassen|kaufen einkaufen|auto pkw|lastwagen lkw"
    "|wohnung appartement|fahrrad rad|arzt mediziner|leiten führen|kontrollieren prüfen|reinigen putzen"
    "|nähen schneidern|bestellen ordern|montieren installieren|lehren unterrichten|rechnung faktura"
    # French
    "|entreprise société firme|vélo bicyclette|magasin boutique|erreur faute|rédiger écrire"
    "|vérifier contrôler"
    "|acheter acquérir|diriger mener"
    # Spanish
    "|empresa compañía|reparar arreglar|comprar adquirir|redactar escribir|recoger recopilar|error fallo"
    "|revisar comprobar|enseñar instruir"
)
"""Groups in which any word may stand for any other, in their first forms."""
_LESS = (
    "draft<write|author<write|run<manage lead|supervise<manage lead|oversee<manage lead"
    "|coordinate<manage lead|handle<answer process resolve manage|plan<organise|use<operate|visit<attend"
    "|make<build bake cook sew knit brew manufacture produce|prepare<cook|tutor<teach"
    "|contact<phone call email"
    "|clean<wash mop scrub polish disinfect|start<founded establish setup|launch<founded establish setup"
    "|vehicle<car van lorry truck bus|animal<dog cat horse cow sheep pig"
)
"""Words that say less than those behind them, and may stand for them but not the other way."""


def read_as(said: Said, known: Set[str]) -> Said:
    """A text whose words are read as those that they may stand for; `known`: compared forms in the facts."""
    return said._replace(words=tuple(_read(word, known) for word in said.words))


def _read(word: Word, known: Set[str]) -> Word:
    key = key_of(word)
    meant = () if key in known else (*_stands_for(word.key), *_stands_for(key))
    return next((word._replace(key=other) for other in meant if other in known), word)


def is_read_as_another(word: Word) -> bool:
    """Whether `read_as` gave a word the form of another."""
    return word.key != stem(word.raw)


def _stands_for(key: str) -> tuple[str, ...]:
    return _table().get(key, ())


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    """Compared form -> those that it may stand for."""
    pairs = [
        (one, other)
        for group in _ALIKE.split("|")
        for one in group.split()
        for other in group.split()
        if one != other
    ]
    for entry in _LESS.split("|"):
        less, more = entry.split("<")
        pairs += [(less, other) for other in more.split()]
    found: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        meant = SAME.get(stem(other), stem(other))
        found[stem(one)] = (*found.get(stem(one), ()), meant)
    return found
