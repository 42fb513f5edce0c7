"""Finds words that hint at a gender, a family, an age or a nationality, and names that are told as such,
whoever's they are."""

import re
from collections.abc import Iterator

from jobwise.matching.skills import find_skills

_PRONOUNS = (
    "she|her|hers|herself|he|him|his|himself"
    "|elle|lui-même|elle-même|ella|él|ele|ela|lei|hij|zij|haar|hon|honom|henne|hennes"
)
_SEXES = (
    "male|female|man|woman|boy|girl|men|women|gentleman|lady"
    "|männlich|weiblich|mann|frau|homme|femme|masculin|féminin|hombre|mujer|masculino|femenino"
    "|uomo|donna|maschio|femmina|maschile|femminile|homem|mulher|feminino|man|vrouw|mannelijk|vrouwelijk"
    "|mężczyzna|kobieta|kvinna|kvinnlig|manlig|ανδρας|άνδρας|γυναίκα|мужчина|женщина|мужской|женский"
)
_FAMILY = (
    "wife|husband|spouse|mother|father|mum|mom|dad|son|daughter|sons|daughters|brother|sister|widow|widower"
    "|motherhood|fatherhood|maternity|paternity|parental leave|pregnan(?:t|cy)"
    "|married|divorced|widowed|verheiratet|geschieden|verwitwet|ledig|mutterschutz|elternzeit"
    "|mariée?|divorcée?|célibataire|congé (?:de )?maternité|congé parental|épouse|époux"
    "|casad[oa]|solter[oa]|divorciad[oa]|viud[oa]|esposa|esposo|coniugat[oa]|sposat[oa]|nubile|celibe"
    "|solteir[oa]|divorciad[oa]|viúv[oa]|gehuwd|getrouwd|ongehuwd|weduwe|zamężna|żonaty|panna|kawaler"
    "|gift|ogift|skild|föräldraledig|замужем|женат|холост|έγγαμος|άγαμος"
)
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Mme|Mlle|Sr|Sra|Herr|Frau|Hr|Fr|Dhr|Mevr|Pan|Pani)\.?(?=\s+[A-ZÀ-ÞŁŚŻ])"
_STATES = (
    "married|divorced|widowed|verheiratet|geschieden|verwitwet|mariée?|divorcée?|célibataire"
    "|casad[oa]|solter[oa]|divorciad[oa]|viud[oa]|coniugat[oa]|sposat[oa]|nubile|celibe|solteir[oa]"
    "|gehuwd|getrouwd|ongehuwd|zamężna|żonaty|замужем|женат|έγγαμος|άγαμος"
)
_OWN_FAMILY = (
    r"(?:mother|father|mum|mom|dad) (?:of|to) (?:an?|one|two|three|four|five|\d|twins)"
    r"|(?:mutter|vater) von|(?:mère|père) de|(?:madre|padre|mãe|pai) (?:de|di)"
    r"|(?:on|after|during|took|following|in|im|en) "
    r"(?:maternity leave|paternity leave|parental leave|elternzeit|mutterschutz|congé parental)"
)
_ABOUT = re.compile(rf"(?<![\w'’-])(?:{_PRONOUNS}|{_STATES}|{_OWN_FAMILY})(?![\w-])", re.IGNORECASE)
_WORDS = re.compile(rf"(?<![\w'’-])(?:{_PRONOUNS}|{_SEXES}|{_FAMILY})(?![\w-])", re.IGNORECASE)
_ADDRESSED = re.compile(rf"(?<![\w'’-]){_TITLES}")
_SIGNS = re.compile("[男女](?:性)?(?=$|[\\s,，、;；|·)）])|已婚|未婚|既婚")
_NATION = re.compile(
    r"(?<![\w-])(?:[A-ZÀ-Þ][\w-]+(?:\s(?:and|/)\s[A-ZÀ-Þ][\w-]+)?)\s(?:citizens?(?:hip)?|nationals?|passport)"
    r"(?:\sholders?)?(?![\w-])"
    r"|(?i:citizen|national)\sof\s(?:the\s)?[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?"
    r"|\b(?i:de\snationalité|nationalité|nacionalidad|nazionalità|cittadinanza|nacionalidade)\s\w+"
    r"|\b\w+(?:e|er|en)?\s(?i:staatsangehörigkeit|staatsangehörige[rn]?|staatsbürger(?:in)?)\b"
)
_FINISHED = re.compile(
    r"(?i:\bgraduat\w+|\bclass of|\babitur|\bmatura|\bbaccalauréat|\bbac\b|\bbachillerato|\bmaturità"
    r"|\babschluss|\bdiplômée?|\blaureat[oa]|\btitulad[oa])[^\n.;]{0,24}?(?<!\d)((?:19|20)\d\d)(?!\d)"
)
_LABELS = (
    "дата рождения|место рождения|возраст|гражданство|национальность|пол|семейное положение"
    "|ημερομηνία γέννησης|τόπος γέννησης|ηλικία|υπηκοότητα|εθνικότητα|ιθαγένεια|φύλο|οικογενειακή κατάσταση"
    "|出生日期|出生年月|出生地|年龄|国籍|民族|性别|婚姻状况|籍贯|政治面貌"
    "|生年月日|年齢|性別|国籍|配偶者|出身地"
    "|sex|gender|geschlecht|sexe|genre|sexo|género|gênero|sesso|genere|geslacht|płeć|kön|wiek|religion"
    "|konfession|religión|religione|religião"
)
_LABELLED = re.compile(rf"(?<!\w)(?i:{_LABELS})\s*(?:[:：=|]|\t|\s{{2,}}|\s[–—-]\s)\s*([^\n;|•·]{{1,40}})")
_NO_NAME = (
    r"(?!(?:and|but|not|no|in|on|at|since|so|as|the|an?|because|is|was|of|for|with|from|it|i|my|to|upon|wrong"
    r"|missing|misspel\w+|spel\w+|written|correct|different|changed|und|aber|nicht|seit|ich|falsch|et|mais"
    r"|pas|depuis|je|faux|mal|y|pero|desde|yo)\b)"
)
_CAPITAL = r"(?![a-zß-öø-ÿ])[^\W\d_][\w'’-]*"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|del|den|der|di|la|van|von|zu)\s)*{_CAPITAL}){{0,3}}"
_SMALL = rf"[^\W\d_][\w'’-]*(?:\s(?i:{_NO_NAME})[^\W\d_][\w'’-]*){{0,2}}"
_CALLED = re.compile(
    r"(?<![\w'’-])(?i:(?:my (?:\w+ ){0,2}(?:name|surname)(?: is| was| has changed to|:)|call me"
    r"|(?:i am|i['’]m|i was|am) (?:now |also |formerly )?(?:called|known as)"
    r"|mein (?:\w+ )?(?:\w*name) (?:ist|war|lautet)|ich (?:heiße|heisse|hieß)"
    r"|mon (?:\w+ )?nom (?:est|était)|je m['’]appel(?:le|ais)|mi (?:\w+ )?(?:nombre|apellido) (?:es|era)"
    r"|me llam(?:o|aba))"
    r"(?: (?:now|also|jetzt|nun|inzwischen|maintenant|désormais|ahora))*"
    r"(?: (?:not|no longer|nicht(?: mehr)?|pas|plus|no) [^.;\n]{1,40}?(?:,|,? (?:but|sondern|mais|sino)))?"
    rf"\s+[\"“„«]?{_NO_NAME})({_NAME}|{_SMALL})"
)
_RENAMED = re.compile(
    r"(?m:(?<![\w'’-])(?i:now (?:called|known as)|(?:formerly|previously|also) (?:called|known as)"
    rf"|née?(?:\(e\))?|geb\.|geborene?r?|(?:jetzt|nun|früher) genannt)\s+[\"“„«]?({_NAME})"
    r"|(?:^|[(,]\s?)(?i:called|formerly|previously|vormals|früher|anciennement|antes)"
    rf"\s+({_NAME})(?=[).]?$|\)))"
)
"""*Why with capitals, and not beside a skill:* products are renamed, too."""


def telling_words(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each, whether it tells of the person or of others; labels stay."""
    for pattern in (_WORDS, _SIGNS):
        for match in pattern.finditer(text):
            yield *match.span(), "GENDER"
    for match in _RENAMED.finditer(text):
        start, end = match.span(match.lastindex or 0)
        skills = find_skills(text[:end])
        if not any(span.end > start or match.start() - span.end in range(3) for span in skills):
            yield start, end, "NAME"
    yield from words_about_oneself(text)


def words_about_oneself(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of those that tell of the person alone.

    *Why not "women" or "maternity":* they may be what the work is about.
    """
    for match in _CALLED.finditer(text):
        yield *match.span(1), "NAME"
    for pattern in (_ABOUT, _ADDRESSED):
        for match in pattern.finditer(text):
            yield *match.span(), "GENDER"
    for match in _NATION.finditer(text):
        yield *match.span(), "NATION"
    for match in _FINISHED.finditer(text):
        yield *match.span(1), "YEAR"
    for match in _LABELLED.finditer(text):
        yield match.start(1), match.start(1) + len(match[1].rstrip()), "PERSONAL"
