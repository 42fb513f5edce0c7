"""The truth gate's rule for what makes less of a deed: "in a simulator", "as an observer", "for one day".

*Why classes of words:* a line may tell of it in other words of the same class, and may not leave it out.
"""

import re
from collections.abc import Iterator

from jobwise.matching.claim_ground import Ground
from jobwise.matching.claim_statement import Statement
from jobwise.matching.claim_text import Said, inside, key_of
from jobwise.matching.claim_words import function_words
from jobwise.matching.word_forms import Word, fold

_FEW = r"(?:[\w'-]+\s){0,3}?"
_BRIEF = (
    r"(?:hours?|mornings?|afternoons?|evenings?|days?|nights?|weekends?|weeks?|shifts?|sessions?|lessons?"
    r"|match(?:es)?|games?|minutes?)"
)
_SMALL = r"(?:an?|one|two|three|half\san?|a\ssingle|a\sfew|a\scouple\sof|[123])"
_CLASSES = (
    # with whose help, under whose eyes
    rf"under\s{_FEW}(?:supervision|guidance|instruction|direction|oversight|eyes?|watch)|supervised\sby"
    rf"|with\s{_FEW}(?:help|assistance|aid|guidance|support|instructions)\b(?!\s(?:desk|team|staff|tickets?))"
    r"|together\swith|helped\sby|assisted\sby|guided\sby"
    rf"|unter\s{_FEW}(?:anleitung|aufsicht|leitung|führung)|mit\s{_FEW}(?:hilfe|unterstützung)"
    r"|beaufsichtigt\svon"
    rf"|sous\s{_FEW}(?:surveillance|supervision|contrôle|direction)|avec\s(?:l'|{_FEW})(?:aide|appui|soutien)"
    rf"|bajo\s{_FEW}(?:supervisión|vigilancia|tutela|dirección)|con\s{_FEW}(?:ayuda|apoyo)",
    # in which smaller part
    rf"as\s(?:an?|the)\s{_FEW}(?:observer|onlooker|spectator|trainee|guest|visitor|substitute|stand-in"
    r"|understudy|extra|beginner|learner|amateur|hobby|favour|favor|joke)|as\s(?:guest|observer|trainee)"
    rf"|als\s{_FEW}(?:beobachter|gast|zuschauer|aushilfe|hospitant|laie|anfänger)(?:in)?"
    rf"|(?:comme|en\stant\sque|en\squalité\sd['e])\s?{_FEW}(?:observat(?:eur|rice)|invitée?"
    rf"|spectat(?:eur|rice)"
    rf"|remplaçante?)|como\s{_FEW}(?:observadora?|invitad[oa]|espectadora?|suplente|oyente)",
    # not in earnest
    rf"(?:in|on|with|at|using)\s{_FEW}(?:simulat\w+|dumm(?:y|ies)|mannequins?|manikins?|mock-?ups?"
    rf"|role-?play\w*"
    r"|rehearsals?|dry\sruns?|drills?|theory)|on\spaper|theoretically|hypothetically"
    rf"|for\s(?:practice|fun|show)|on\s(?:trial|probation|a\strial\sbasis)"
    rf"|as\san?\s{_FEW}(?:exercise|test|trial)"
    rf"|(?:im|am|an|in)\s{_FEW}\w*(?:simulator|attrappe|puppe|modell)|auf\sdem\spapier|in\sder\stheorie"
    r"|theoretisch|probeweise|(?:zur|auf)\sprobe|testweise"
    rf"|(?:sur|dans|en)\s{_FEW}(?:simulateurs?|simulation|mannequins?|papier|théorie)|à\sl'essai"
    rf"|(?:en|con|sobre)\s{_FEW}(?:simulador(?:es)?|simulación|maniquí(?:es)?|papel|teoría)|a\sprueba"
    rf"|de\sprueba",
    # for a course alone
    rf"as\spart\sof\s(?:an?|my|the|our)\s{_FEW}(?:course|courses|class|training|degree|studies|workshop"
    rf"|exercise"
    r"|thesis|seminar|internship|placement|apprenticeship|exam|assignment|module)"
    rf"|for\s(?:an?|my|the)\s{_FEW}(?:course|class|exam|assignment|coursework|homework|thesis)"
    rf"|im\srahmen\s{_FEW}(?:\w*kurs(?:es)?|\w*ausbildung|\w*studiums?|\w*seminars?|\w*praktikums?"
    rf"|\w*projekts?)"
    rf"|dans\sle\scadre\s(?:de|d'|du|des)\s?{_FEW}(?:cours|formation|études|stage|atelier|mémoire)"
    rf"|(?:en\sel\smarco\s|como\sparte\s)del?\s{_FEW}(?:curso|formación|estudios|prácticas|taller)",
    # not the whole of it
    r"partly|partially|in\spart|to\s(?:some|a\scertain|a\slimited)\sextent|up\sto\sa\spoint|half\sof"
    r"|(?:the|s|a|one)\spart|one\sof\s(?:the\s)?(?:two|three|four|five|several|many)|a\s(?:few|handful)"
    r"|part\sof\sthe|some\sof\sthe|for\sthe\smost\spart|more\sor\sless"
    r"|superficially|nominally|unofficially|informally"
    r"|teilweise|zum\steil|ansatzweise|en\spartie|partiellement|en\sparte|parcialmente",
    # for a short time, not often
    rf"(?:for|over|during)\s(?:only\s|just\s)?{_SMALL}\s{_BRIEF}\b(?!\s(?:a|an|per|every|each)\s)"
    rf"|(?:on|in|at|during)\s(?:only\s|just\s)?(?:one|a\ssingle)\s(?:{_BRIEF}|occasion|event"
    rf"|season)\b(?!\sin\s)"
    r"|briefly|on\soccasion|on\sone\soccasion|one\stime"
    r"|once(?!\s(?:an?|per|every|each|the|we|i|they|it|he|she|in|daily|weekly|monthly|yearly)\b)"
    r"|(?:für|während)\seine?[nrms]?\s(?:tag|abend|nacht|woche|stunde|schicht|wochenende)"
    r"|an\seinem\s(?:tag|abend|wochenende)|einmal(?!\s(?:pro|im|in|am|täglich|wöchentlich|monatlich))"
    r"|pendant\sune?\s(?:jour|journée|soirée|soir|nuit|semaine|heure)|pour\sun\s(?:jour|soir)"
    r"|une\s(?:seule\s)?fois(?!\s(?:par|l'an))"
    r"|(?:durante|por)\suna?\s(?:día|noche|tarde|semana|hora)|una\s(?:sola\s)?vez(?!\s(?:por|al|a\sla))",
    # not had, or not yet
    r"promised|passed\sover\sfor|considered\sfor|in\sline\sfor|put\sforward\sfor|turned\sdown"
    r"|(?:preparation|preparing|prepared|studied|studying)\sfor\s(?:the\s|an?\s"
    r"|my\s)?(?=[\w-]*\s?(?:exam|test|cert)\w*)"
    r"|vorbereitung\sauf\s(?:die\s|das\s|den\s)?(?=\w*(?:prüfung|examen|zertifikat))"
    r"|préparation\s(?:à\sl'|au\s|de\sl'|du\s)(?=examen|concours|certificat|diplôme)"
    r"|preparación\s(?:de|del|para)\s(?:el\s|la\s)?(?=examen|oposici|certific)",
    # tried, or asked of one, and not yet done
    r"(?:tried|trying|attempted|sought|hoped|meant|offered|asked|invited|supposed|expected|due|about)\sto(?=\s\w)"
    r"|versuch(?:te|t|en)|sollte|wollte|bemühte\smich|geplant\szu"
    r"|(?:essay|tent)(?:é|ais|ait|er)(?=\s(?:de\s|d'))|cherch(?:é|ais|ait)\sà|(?:voulu|devais|devait)"
    r"|(?:intent|trat)(?:é|ó|aba|ado)(?:\sde)?(?=\s\w+[aei]r(?:se)?\b)|quise|debía",
    # what came of it in the end
    r"but\s(?:then\s|later\s|in\sthe\send\s)?(?:stayed|remained|never|declined|refused|lost|failed|left|returned"
    r"|stopped|didn't|did\snot|was\snot|were\snot|it\s(?:rose|fell|failed|was))|until\s\w+(?:\s\w+){0,4}\sundid"
    r"|of\swhich\s\w+(?:\s\w+)?\s(?:came\sback|were\s(?:returned|cancelled|rejected|scrapped)|failed)"
    r"|then\s(?:it|they)\s(?:rose|fell|went)|and\s(?:later\s)?(?:declined|lost|failed)\s(?:it|them|the\s\w+)"
    r"|(?:blieb|wurde)\saber|aber\snicht|was\sabgesagt|mais\s(?:pas|sans)|pero\sno",
    # in another's employ, not all day
    r"through\san\sagency|via\san\sagency|as\sa\stemp|über\seine\szeitarbeit\w*|en\sintérim|por\suna\sett",
    r"part-?\s?time|half-?\s?time|in\steilzeit|à\s(?:temps\spartiel|mi-temps)|a\stiempo\sparcial"
    r"|media\sjornada",
    # not the first
    r"(?:second|third|fourth|2nd|3rd|bronze|silver)\s(?:prize|place|award|medal)|runner-?\s?up"
    r"|(?:came|finished|placed|was)\s(?:second|third)"
    r"|(?:zweite|dritte)[rn]?\s(?:preis|platz)|(?:deuxième|second|troisième)\s(?:prix|place)"
    r"|(?:segund|tercer)[oa]?\s(?:premio|puesto|lugar)",
    # seldom
    r"(?:once|twice|(?:two|three|[23])\stimes)\s(?:an?|per|every|each|in\sa)\s(?:week|month|quarter|year)\b",
)
_LESSENED = tuple(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) for pattern in _CLASSES)
_OPENS = re.compile(r"[,;.:(]\s")
_CLOSES = re.compile(r"[,;:)]|\s(?:and|but|while|und|aber|et|mais|y|pero)\s", re.IGNORECASE)
_FEWEST_SHARED = 2


def lessened(statement: Statement, ground: Ground) -> Iterator[str]:
    """What a fact makes less of is told with something of the same class, or not at all."""
    for pattern in _LESSENED:
        for part in ground.said if not pattern.search(statement.whole) else ():
            for found in pattern.finditer(part.text):
                told = _told_with(part, found.span(), statement.language)
                keys = {key_of(word) for word in statement.said.words}
                shared = [word.raw for word in told if key_of(word) in keys]
                if shared and len(shared) >= min(_FEWEST_SHARED, len(told)):
                    yield f"{shared[0]} (without “{found[0].strip()}”)"


def _told_with(part: Said, span: tuple[int, int], language: str) -> list[Word]:
    """The content words that stand in one stretch with a piece of a text, or all where it stands alone."""
    start = max((m.end() for m in _OPENS.finditer(part.text, 0, span[0])), default=0)
    close = _CLOSES.search(part.text, span[1])
    end = close.start() if close else len(part.text)
    grammar = function_words(language)
    told = [
        word
        for word in part.words
        if fold(word.raw) not in grammar and not inside([span], word.start, word.end)
    ]
    return [word for word in told if inside([(start, end)], word.start, word.end)] or told
