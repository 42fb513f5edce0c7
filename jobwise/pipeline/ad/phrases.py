"""What is asked for in words that no table knows: the objects of "experience with" and short list lines."""

import re
from collections.abc import Iterator

from jobwise.domain.posting import RequirementKind
from jobwise.matching.occupations import is_occupation
from jobwise.pipeline.ad.asked import Asked, asked_in
from jobwise.pipeline.ad.passages import Passage
from jobwise.pipeline.ad.speech import is_of_hours

_OBJECT = re.compile(
    r"(?:experience|expertise|proficien(?:cy|t)|skilled|knowledge|understanding|familiar(?:ity)?|background"
    r"|competen(?:ce|t)|umgang|training|certifi(?:ed|cation)|fluency|exposure|command|mastery|kenntnisse"
    r"|(?<!berufs)erfahrung"
    r"|connaissance|maîtrise|conocimientos?|experiencia)\s+(?:and (?:knowledge|understanding|experience) )?"
    r"(?:with|in|of|using|on|about|working with|im|in der|mit|con|avec|de|en|des?|du)\s+",
    re.IGNORECASE,
)
_AT_A_PLACE = re.compile(r"in (?:einem|einer|einem der)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"((?:[\w&/'’-]+[ \u00a0]){1,5})(?:experience|background|knowledge|license|licence|certification"
    r"|endorsements?)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|;|\band/or\b|\band\b|\bor\b|/|\s&\s|\bund\b|\boder\b|\bet\b|\bou\b|\by\b"
    r"|\bo\b)\s*(?:and |or )?",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.;:()\n]|\s(?:to|that|which|who|is|are|in order|preferred|required|a plus|desired|within"
    r"|including|such as"
    r"|as well|for|at|from|would|will|must|should|with|when|while|by|through|based|is a|on|not|can"
    r"|helpful|an asset"
    r"|desirable|nice|if|so|ist|sind|wäre|wünschenswert|erforderlich|von vorteil|vorausgesetzt)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:d|l)['’]|(?:de[rmns]|das|die|eine[mrns]?|am liebsten|idealerweise|logiciels?|software|the"
    r"|an?|all|various|our|your|basic|strong|good|excellent"
    r"|solid|proven|some|any|relevant"
    r"|general|current"
    r"|modern|e\.g\.?|i\.e\.?|least|both|hands[- ]on|deep|in[- ]depth|thorough|advanced|preferably"
    r"|minimum|min|one"
    r"|more|etc|previous|prior|demonstrated|extensive|working|recent|verifiable|significant|substantial"
    r"|intermediate"
    r"|valid|creating|writing|using|managing|developing|building|leading|implementing|designing"
    r"|performing|handling"
    r"|operating|maintaining|supporting|providing|selling|reading|conducting|preparing|closely|either"
    r"|about|how)\s+(?!of\s))",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"^(?:similar|other|related|equivalent|comparable|such|same|like|new|existing|different"
    r"|own(?!\s(?:car|van|vehicle|transport|tools?)\b))\b"
    r"|\b(?:years?|you|your|we|our|us|candidates?|company|degree|ability|who|must|will|this|that|their"
    r"|its|i(?!\.)|months?"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|required|preferred|desired|plus|of|in"
    r"|drugs?|alcohol|pre-employment|background checks?|screen|screening|criminal"
    r"|wort|schrift|débutante?s?|berufseinsteiger\w*|quereinsteiger\w*|principiantes"
    r"|jahren?|ans|años|mindestens|nivel|niveau|courant|fließend)\b"
    r"|\b(?:new|existing|other|similar|related|equivalent)$",
    re.IGNORECASE,
)
_DOING_IT = re.compile(r"^[a-z]+(?:ing|ion|ment|ance) of (?=\w)", re.IGNORECASE)
_GENERIC = frozenset(
    "experience field role position environment industry work working team etc others level least "
    "skill ability knowledge "
    "it job area one closely creating process impact idea procedure tool system product service "
    "customer client people "
    "detail basic focus instruction execution duty responsibility task project issue need requirement "
    "goal result "
    "business office setting background training license licence certification valid clean state "
    "school min minimum max the a an "
    "report fun either depth recommended additional information "
    "professional successful technical practical language english computer interpreting more and or not "
    "multiple several many various high low large small best good strong excellent proven plus asset "
    "time day week "
    "adult individual family both design development implementation overall training following practice "
    "technique method principle abilities able how specification guideline standard rule facility physical "
    "preferably familiarity structure emphasis review performance solution operation function application "
    "material activity program policy procedure concept aspect area career growth personnel staff employee "
    "preparing delivering executing progressing leading including managing following being having doing "
    "info age document timeline "
    "entry post graduate hands-on hands graduation degree reputation exempt anybody something anything "
    "education equivalent combination related relevant similar applicable appropriate previous prior".split()
)
_DATE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|november"
    r"|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    r"|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|januari|februari|maart|mei|augustus|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro"
    r"|novembro|dezembro)\s(?:de(?:l)?\s)?\d",
    re.IGNORECASE,
)
_CODE = re.compile(r"[{}$<>*\\!?@]|\b\d+[A-Z]\d{2,}\b|\d{3}-\d{3}")
_TRAIL = re.compile(r"(?:[ \u00a0.,-]|\betc)+$|(?<=[a-z]{3})\d+$", re.IGNORECASE)
_OF_CHARACTER = re.compile(
    r"\b(?:attitude|personalit(?:y|ies)|ethics?|manners?|demeanou?r|people skills|approach|disposition"
    r"|presence|appearance"
    r"|character|mindset|sense of humou?r|meticulous|precise|punctual|honest|reliable|courteous|energetic"
    r"|enthusiastic|outgoing|friendly|articulate|conscientious|dependable|trustworthy|passionate|ambitious"
    r"|resourceful)$",
    re.IGNORECASE,
)
_LEADS = (
    r"(?:leading|managing|supervising|coaching|mentoring|training|teaching|serving|selling|handling|running"
    r"|working with|dealing with|looking after|caring for)"
)
_DOING = re.compile(rf"\bexperienced?\s+(?={_LEADS}\b)", re.IGNORECASE)
"""The same as "experience of", without the "of"."""
_DEED = re.compile(
    rf"{_LEADS}(?:(?:,|\s(?:or|and))\s{_LEADS}){{0,2}}\s+(?:an?|the|our|your)?\s*"
    r"(?P<whom>(?:[\w'’-]+\s)?(?:teams?|people|staff|colleagues|customers?|clients?|groups?|employees|projects?"
    r"|shifts?|crews?|children|students))\b",
    re.IGNORECASE,
)
"""A deed that is asked for although its object names no skill: "experience of leading a team"."""
_WITH_PEOPLE = re.compile(
    r"(?:supervising|coaching|mentoring|training|teaching|assessing)\s(?:[\w'’-]+\s){0,2}[a-z]+s$",
    re.IGNORECASE,
)
"""The same, of people whom an occupation names: "experience of training student nurses"."""
_PRAISED = re.compile(
    r"(?:(?:very )?(?:strong|good|excellent|solid|sound)"
    r"|(?:confident|competent|skilled) (?:with|in|at))\s(?=[a-z])",
    re.IGNORECASE,
)
"""How well a thing is asked for, at the beginning of a list line: "Strong anaesthesia monitoring"."""
_VERB_FIRST = re.compile(
    r"(?:neither|none|have|has|be|are|is|maintains?|requires?|develops?|provides?|joins?|assists?|ensures?|with|by"
    r"|then|as|at|on|and|or|must"
    r"|works?|performs?|makes?|takes?|meets?|completes?|achieved|executing|leading|delivering|preparing"
    r"|progressing|keeps?"
    r"|follows?|get|gets|help|helps|love|enjoy|think|learn|apply|call|send|see|show|use|uses|want|need"
    r"|if|when|where|while"
    r"|so|but|not|no|who|what|why|it|they|he|she|there|here|just|only|also|very|too|even|able|willing"
    r"|available|per|plus"
    r"|documented|adequate|sufficient|proper|appropriate|positive|proven|competency|ability"
    r"|demonstrate\w*|possess\w*)\b(?!-)",
    re.IGNORECASE,
)
"""Words with which no name of a skill begins."""
_DOES = re.compile(
    r"(?!Sales|Business|Process|Systems|Operations|Logistics|Communications)[A-Z][a-z]+s [a-z]+ [a-z]+"
)
"""A line that says what one does: "Builds a diverse workforce"."""
_ADJECTIVE = re.compile(r"[a-z]+(?:al|ial|ic|ive|ous|ary|ent|able|ed)")
_ADVERB = re.compile(r"[a-z]+ly", re.IGNORECASE)
_YEARS_OF = re.compile(r"\w+\+?\s(?:years?|jahre?|ans|années|años|anni|anos|jaar)\b", re.IGNORECASE)
_MOST_WORDS = 4
_MOST_CHARACTERS = 45
_NEXT = 2 * _MOST_CHARACTERS
"""Characters of what follows that an adjective may share its noun with."""


def objects_in(passage: Passage) -> Iterator[Asked]:
    """What follows "experience with", what precedes "experience", and short list lines of what is "
    "asked for."""
    for match in _OBJECT.finditer(passage.text):
        if _AT_A_PLACE.match(passage.text, match.end() - 3):
            continue  # where the work was done is no skill
        stop = _END.search(passage.text, match.end())
        end = stop.start() if stop else len(passage.text)
        deed = _DEED.match(passage.text, match.end(), end)
        if deed and not _names_something(deed["whom"]):
            yield asked_in(passage, match.end(), deed.end(), "responsibility")
        elif _WITH_PEOPLE.match(told := passage.text[match.end() : end].rstrip()) and _of_people(told):
            yield asked_in(passage, match.end(), match.end() + len(told), "responsibility")
        yield from _listed(passage, match.end(), end)
    for match in _DOING.finditer(passage.text):
        deed = _DEED.match(passage.text, match.end())
        if deed and not _names_something(deed["whom"]):
            yield asked_in(passage, match.end(), deed.end(), "responsibility")
    if passage.section not in {"must", "nice"}:
        return
    for match in _SUBJECT.finditer(passage.text):
        yield from _before(passage, match.start(1), match.end(1))
    items = passage.text.rstrip(" .").split(", ")
    years = any(_YEARS_OF.match(item) for item in items)
    short = len(items) > 2 - years and all(len(item.split()) <= _MOST_WORDS + 2 * years for item in items)
    praised = _PRAISED.match(passage.text)
    most = _MOST_WORDS * 2 if praised else _MOST_WORDS
    if (
        (short or len(passage.text.split()) <= most)
        and ":" not in passage.text
        and not _DOES.match(passage.text)
    ):
        start = praised.end() if praised else 0
        stop = _END.search(passage.text, start) if praised else None
        yield from _listed(passage, start, stop.start() if stop else len(passage.text.rstrip(" .,;")))


def _before(passage: Passage, start: int, end: int) -> Iterator[Asked]:
    """The words right before "experience", from the last that is no part of a name."""
    words = passage.text[start:end]
    borders = list(
        re.finditer(
            r"\b(?:of|in|with|and|or|to|for|as|the|an?|is|are|have|has|their|your|years?)\b\s",
            words,
            re.IGNORECASE,
        )
    )
    yield from _listed(passage, start + (borders[-1].end() if borders else 0), end)


def _listed(passage: Passage, start: int, end: int) -> Iterator[Asked]:
    position = start
    for separator in [*_SPLIT.finditer(passage.text, start, end), None]:
        stop = separator.start() if separator else end
        first, words = position, passage.text[position:stop]
        while lead := _LEAD.match(words):
            first, words = first + lead.end(), words[lead.end() :]
        words = _TRAIL.sub("", words)
        if separator and _shares_its_noun(words, passage.text[separator.end() : end][:_NEXT]):
            continue  # "commercial or industrial buildings": half a name names nothing
        if _names_something(words):
            kind: RequirementKind = "trait" if _OF_CHARACTER.search(words) else "knowledge"
            yield asked_in(passage, first, first + len(words), kind)
        position = separator.end() if separator else end


def _shares_its_noun(words: str, rest: str) -> bool:
    """Whether a lone adjective stands before another with the noun of both."""
    following = _SPLIT.split(rest, maxsplit=1)[0].split()
    return (
        bool(_ADJECTIVE.fullmatch(words)) and len(following) == 2 and bool(_ADJECTIVE.fullmatch(following[0]))
    )


def _of_people(words: str) -> bool:
    """Whether a phrase ends with people: "data architects" are worked with, not known."""
    last = words.split()[-1]
    return last.endswith("s") and is_occupation(last)


def _names_something(words: str) -> bool:
    """Whether a phrase could be a skill: short, and not of general words alone."""
    if (
        not 2 < len(words) <= _MOST_CHARACTERS
        or len(words.split()) > _MOST_WORDS
        or _NO_SUBJECT.search(_DOING_IT.sub("", words))
        or _CODE.search(words)
        or _VERB_FIRST.match(words)
        or _ADVERB.fullmatch(words)
        or _of_people(words)
        or is_of_hours(words)
        or _DATE.search(words)
        or not any(char.isalpha() for char in words)
    ):
        return False
    return any(
        word not in _GENERIC
        and word.removesuffix("s") not in _GENERIC
        and word.removesuffix("es") not in _GENERIC
        for word in re.findall(r"[\w+#.'’-]+", words.casefold())
    )
