"""Of what a sentence of an ad speaks: the person, the terms of the job, the law, the firm."""

import re

from jobwise.pipeline.ad.headings import Section

_EEO = re.compile(
    r"\bequal (?:employment )?opportunit|without regard to|\bEOE\b"
    r"|\bEEO(?=/M\b|\s+(?:employer|statement|policy)\b)|\btitle IX coordinator"
    r"|\blicen[sc]e no\b|\bshortlisted (?:candidates|applicants)"
    r"|reasonable accommodation|protected veteran"
    r"|drug[- ]free|e-verify|privacy policy|cookies|affirmative action|discriminat|\bdisabilit"
    r"|sexual orientation"
    r"|schwerbehinder|gleichstellung|travailleurs? handicap|discapacidad|visa sponsor|sponsor\w* (?:a "
    r"|work )?visa|right to work|\bworking rights|work authori[sz]ation"
    r"|authori[sz]ed to work|acts? as an employment (?:agency|business)|(?:not|n['’]t) (?:heard|hear) from us"
    r"|committed to safeguarding|\bno (?:recruitment )?agencies\b|recruitment agencies"
    r"|subject to (?:an? |the )?(?:[\w-]+ ){0,4}(?:checks?|clearance|vetting|disclosure)\b",
    re.IGNORECASE,
)
_SCREENED = re.compile(r"background (?:check|screen|invest)|drug (?:test|screen)", re.IGNORECASE)
_HELD = re.compile(r"licen[sc]e|certifi|degree|diploma|experience|skills", re.IGNORECASE)
_APPLY = re.compile(
    r"(?:bewerbung\w*|bewerben|richten sie|candidatures?|postule[zr]|env[ií]a\w*|to apply|apply|send"
    r"|submit|e-?mail|call|click|visit|fax)\b(?!.*\bto (?:our )?(?:customers|clients))",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\W*(?:(?:the )?closing date|deadline|applications? (?:close|deadline)|apply by|valid (?:through|until)"
    r"|start(?:ing|s)?(?: date)?\s*:|posted (?:on|today)|published"
    r"|bewerbungs(?:schluss|frist)|einsendeschluss|veröffentlicht|eintritts(?:datum|termin)"
    r"|date (?:limite|de clôture|de début)|publiée? le"
    r"|plazo (?:de|para)|fin de (?:inscripci[oó]n|plazo)|fecha (?:l[ií]mite|de (?:cierre|inicio|fin))"
    r"|publicad[oa]"
    r"|scadenza|candidature entro|pubblicato|sluitingsdatum|reageer v[oó]{2}r|geplaatst op"
    r"|prazo|candidaturas at[eé])\b",
    re.IGNORECASE,
)
"""How a sentence begins that says until or since when, which asks for nothing."""
_TERMS = re.compile(
    r"[£$€]\s?\d|\b(?:401\s?\(?k|full[- ]time|part[- ]time|permanent|fixed[- ]term"
    r"|hybrid|no remote|remote work"
    r"|(?:day|night|first|second|third|rotating|evening|weekend|late) shifts?"
    r"|\d+ hours|hours (?:per|a)|per (?:hour|week|annum)"
    r"|(?:paid )?(?:holidays?|vacations?|time off)|pto\b|annual leave|pension|dental"
    r"|medical (?:insurance|benefits|plan)"
    r"|(?:health|life|disability) insurance|salary|pay (?:depends|varies|is based)|competitive (?:pay"
    r"|wage|salary)|bonus(?:es)?"
    r"|benefits|perks|reimbursement"
    r"|relocation|overtime pay|commissions?|days of leave)\b",
    re.IGNORECASE,
)
_OF_PAY = re.compile(
    r"(?:(?:the |your |our |actual |final |exact |individual )*(?:base |starting |target )?"
    r"(?:pay|salary|salaries|compensation|wages?|offers?)(?: range)?\b)[^.;]{0,80}?"
    r"\b(?:depend|based (?:up)?on|var(?:y|ies)|determined|commensurate|according to|will consider|factors)",
    re.IGNORECASE,
)
"""How a sentence begins that says what pay depends on: "Actual pay is based on skills and location"."""
_MONEY = re.compile(
    r"[£$€]\s?\d|\b(?:401\s?\(?k|full[- ]time|part[- ]time|per annum|pto|annual leave|pension|dental"
    r"|(?:health|life|disability) insurance|competitive (?:pay|wage|salary)|perks|overtime pay"
    r"|days of leave)\b",
    re.IGNORECASE,
)
"""Terms that no duty and no demand speaks of."""
_HOURS = (
    r"(?:full|part)[- ]?time|(?:shifts?|rota|hours?|days?|nights?|evenings?|mornings?|weekends?|weekdays?)"
    r"|(?:voll|teil)zeit|(?:wochen|arbeits)?stunden|\w*schicht\w*|wochenend\w*|nachts|tage|woche"
    r"|temps (?:plein|partiel|complet)|heures|nuits?|semaine|horaires?"
    r"|jornada (?:completa|parcial|partida|intensiva)|media jornada|(?:a )?tiempo (?:completo|parcial)"
    r"|horas|semanales|semana|turnos?|noches?|mañanas?|tardes?|fin(?:es)? de semana|d[ií]as?|horario"
    r"|tempo (?:pieno|parziale|determinato|indeterminato)|ore|settimanali|settimana|turn[oi]|nott[ei]|orario"
    r"|(?:vol|deel|full|part)tijds?|uren|weekend|ploegen\w*|ploegendienst|nacht"
    r"|tempo (?:inteiro|parcial)|semanais|noites?|turnos|sextas"
)
_OF_HOURS = re.compile(
    rf"(?>(?:{_HOURS}|\d+(?:[.,]\d+)?|available|availability|verfügbar|disponib\w+|beschikbaar"
    r"|work|working|rotating|early|late|night|day|flexible|possible|posible|möglich|mögl|maximum|up|bis|per"
    r"|a|an|and|or|on|off|for|to|over|in|the|of|at|from|y|o|de|en|por|para|la|el|al|und|oder|im|pro|die"
    r"|et|ou|par|du|le|les|e|di|per|il|da|do|van|h|hrs?|std)\b[\W_]*)++",
    re.IGNORECASE,
)
"""*Why no word is looked at twice:* some are of several languages, and a long line of them would not end."""
_OF_TIME = re.compile(rf"\b(?:{_HOURS})\b", re.IGNORECASE)
_ASKS_PLAINLY = re.compile(
    r"\b(?:we (?:require|need|are looking for|seek)|must (?:have|be|possess|hold)|(?:is|are) required"
    r"|required to have|requirements include"
    r"|you (?:must|should|will need|need to) have|(?:applicants?|candidates?|drivers?) (?:must|should"
    r"|will have|need)"
    r"|minimum of \w+ (?:years|months)|at least \w+ years)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:must|require[sd]?|required|requirements?|need(?:s|ed)? (?:to have|a|an)|minimum (?:of|\d)"
    r"|at least \w+ year|years?"
    r"|experience (?:with|in|of|as)|experienced|knowledge of|proficien\w+|ability to|degree|diploma"
    r"|licen[sc]e|certifi\w+"
    r"|skills|responsib\w+|manag\w+|familiar\w*|preferred|fluent|candidates? (?:will|should|with))\b",
    re.IGNORECASE,
)
_OF_FIRM = re.compile(
    r"(?:We|we)(?:.re| are) (?!looking|seeking|hiring|in need|searching|currently (?:seek|look|hir|search))"
    r"|Wir (?:bieten|sind|haben|legen)\b|Nous (?:offrons|proposons|sommes)\b|(?:Ofrecemos|Somos)\b"
    r"|We (?:offer|provide|speciali[sz]e|believe|welcome|have|work|serve|pride|understand|value|strive"
    r"|encourage|recognize"
    r"|know|help|do not|will not|consider)\b"
    r"|Our (?:company|clients?|mission|goal|approach|people|employees|customers|services|culture|firm"
    r"|commitment|experienced)\b"
    r"|(?:Founded|Headquartered|Established) (?:in|by)\b|Since \d{4}\b|For (?:more than|over"
    r"|nearly) \w+ years\b"
    r"|(?:[A-Z][\w&'’.-]+ ){1,4}(?:is (?:a|the|one of|an?) (?:\w+ ){0,3}(?:leader|leading|company|firm"
    r"|provider|global|nation|world)"
    r"|specializes)"
)
"""How a sentence begins that speaks of the firm and not of the person."""

_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:\w+ ){0,3}(?:instructions?|prompts?|rules|guidelines)\b"
    r"|^\W*(?:system|assistant|developer|user)\s*:\s"
    r"|\b(?:as an? )?(?:ai|language) (?:model|assistant)s?\b.{0,40}\b(?:must|should|write|add|say|rate|output"
    r"|respond)\b"
    r"|\b(?:add|write|insert|include|put|say|state|claim)\b.{0,60}\b(?:the|this|to (?:the|your|their)"
    r"|in (?:the|your|their)) (?:résumé|resume|cv|cover letter|candidate (?:has|is|holds))\b"
    r"|\brate this (?:candidate|applicant|resume|résumé|cv)\b|\bsystem prompt\b",
    re.IGNORECASE,
)
"""Words that are meant for a program that reads the ad; no person is asked for anything by them."""


def own_section(text: str, section: Section, *, listed: bool = False) -> Section:
    """The section that one passage belongs to: boilerplate and terms ask nothing, a plain demand does.

    `listed`: it is a point of a list, whose heading says more than a word such as "night shift".
    """
    if is_to_a_machine(text):
        return "apply"
    if (
        _EEO.search(text)
        or _APPLY.match(text)
        or _DATED.match(text)
        or (_SCREENED.search(text) and not _HELD.search(text))
    ):
        return "apply"
    if _OF_PAY.match(text):
        return "offer"
    if section in {"offer", "apply", "about"}:
        return "must" if _ASKS_PLAINLY.search(text) else section
    if is_of_hours(text):
        return "offer"
    terms = (_MONEY if listed else _TERMS).search(text)
    return "offer" if terms and not _ASKS.search(text) else section


def is_of_hours(text: str) -> bool:
    """Whether words say when and how long one works, and nothing else: "20 horas semanales"."""
    return bool(_OF_TIME.search(text) and _OF_HOURS.fullmatch(text.strip(" .;:-–•*")))


def is_to_a_machine(text: str) -> bool:
    """Whether a text is meant for a program that reads the ad."""
    return bool(_TO_A_MACHINE.search(text))


def is_of_firm(text: str, *, runs_on: bool) -> bool:
    """Whether a sentence speaks of the firm, or runs on from one that does and asks for nothing."""
    if _ASKS_PLAINLY.search(text):
        return False
    return bool(_OF_FIRM.match(text)) or (runs_on and not _ASKS.search(text))
