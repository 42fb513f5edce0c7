"""What an ad says is not asked for: "no degree needed", "Berufserfahrung ist nicht erforderlich"."""

import re

_WANTED = (
    r"(?:required?|needed|necessary|essential|expected|mandatory|compulsory|asked for|a (?:must|requirement))"
)
_AFTER = re.compile(
    rf"\b(?:not|isn['’]t|aren['’]t|never) (?:be |an? |strictly |absolutely )?{_WANTED}\b"
    r"|\b(?:is|are) (?:optional|no (?:requirement|must))\b"
    r"|\bnicht (?:zwingend |unbedingt )?(?:erforderlich|nötig|notwendig|vorausgesetzt|voraussetzung"
    r"|verlangt)\b"
    r"|\b(?:kein muss|keine (?:voraussetzung|bedingung))\b"
    r"|\bpas (?:exigée?s?|requise?s?|nécessaires?|obligatoires?|demandée?s?|indispensables?|un prérequis)\b"
    r"|\bno (?:es|son) (?:necesari|obligatori|imprescindible)\w*|\bno se (?:requiere|exige|pide)\b"
    r"|\bnon (?:è|sono) (?:richiest|necessari|obbligatori|indispensabil)\w*"
    r"|\bniet (?:nodig|vereist|verplicht|noodzakelijk)\b|\bgeen (?:vereiste|must|voorwaarde)\b"
    r"|\bnão (?:é|são) (?:necessári|obrigatóri|exigid|imprescindíve)\w*"
    r"|\b(?:krävs (?:inte|ej)|(?:inte ett|inget) krav|inte (?:nödvändig\w*))\b|\bnie jest (?:wymagan"
    r"|konieczn)\w*",
    re.IGNORECASE,
)
"""What stands behind the words that are not asked for."""
_BEFORE = re.compile(
    r"\b(?:(?:do(?:es)?|will|did) not|(?:do|does|wo)n['’]t) (?:even |actually |really )?"
    r"(?:need|require|ask(?: you)? for|care (?:about|for|if)|expect|have to have|insist on|look for|mind)\b"
    r"|\b(?:no need (?:for|of)|needn['’]t have|never mind)\b"
    r"|\b(?:no (?:es|son) (?:necesari|obligatori|imprescindible)\w*|no se (?:requieren?|exigen?|piden?))\b"
    r"|\bnão (?:é|são) (?:necessári|obrigatóri|exigid)\w*|\bnon (?:è|sono) (?:richiest|necessari)\w*"
    r"|\b(?:benötigen|brauchen|brauchst) (?:sie |du )?keine?n?\b|\bnicht erforderlich (?:ist|sind)\b"
    r"|\bpas (?:besoin|nécessaire) (?:de|d['’])",
    re.IGNORECASE,
)
"""What stands before them."""
_AROUND = re.compile(
    rf"\bno (?:[\w'’-]+ ){{1,6}}(?:is |are )?{_WANTED}\b"
    r"|\bkeine?r?l?e?i? (?:[\w-]+ ){1,4}(?:erforderlich|nötig|notwendig|vorausgesetzt|gefordert)\b"
    r"|\baucune? (?:[\w'’-]+ ){1,4}(?:n['’]est )?(?:exigée?|requise?|nécessaire|demandée?)\b"
    r"|\bgeen (?:\w+ ){1,4}(?:nodig|vereist)\b|\bnessun\w* (?:\w+ ){1,4}(?:richiest|necessari)\w"
    r"|\bingen (?:\w+ ){1,4}krävs\b|\bsin (?:necesidad|requisito) de\b[^.;,]{3,40}",
    re.IGNORECASE,
)
"""What stands on both sides."""
_BORDER = re.compile(
    r"[.;()\n]|\b(?:but|just|only|however|although|aber|sondern|mais|pero|maar|ma|mas)\b|\s[–—-]\s"
)
_COMMA = re.compile(r"[,:]")
_REACH = 200
"""Characters in which a denial is looked for."""


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is said not to be asked for.

    *Why a denial behind reaches no further back than a comma:* "good English, a degree is not needed".
    """
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    if any(m.start() <= start and end <= m.end() for m in _AROUND.finditer(text, low, high)):
        return True
    if (inside := _AFTER.search(text, start, end)) and not _BORDER.search(text, start, inside.start()):
        return not _COMMA.search(text, start, inside.start())
    for match in _AFTER.finditer(text, end, high):
        return not (_BORDER.search(text, end, match.start()) or _COMMA.search(text, end, match.start()))
    before = [match for match in _BEFORE.finditer(text, low, high) if match.start() < end]
    if not before:
        return False
    last = before[-1].end() + (text[before[-1].end() : before[-1].end() + 1] == ":")
    between = text[last:start]
    return not _BORDER.search(between) and ":" not in between
