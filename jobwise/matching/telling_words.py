"""Finds words that hint at a gender, a family, an age or a nationality, whoever's they are."""

import re
from collections.abc import Iterator

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


def telling_words(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each, whether it tells of the person or of others; labels stay."""
    for pattern in (_WORDS, _SIGNS):
        for match in pattern.finditer(text):
            yield *match.span(), "GENDER"
    yield from words_about_oneself(text)


def words_about_oneself(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of those that tell of the person alone.

    *Why not "women" or "maternity":* they may be what the work is about.
    """
    for pattern in (_ABOUT, _ADDRESSED):
        for match in pattern.finditer(text):
            yield *match.span(), "GENDER"
    for match in _NATION.finditer(text):
        yield *match.span(), "NATION"
    for match in _FINISHED.finditer(text):
        yield *match.span(1), "YEAR"
    for match in _LABELLED.finditer(text):
        yield match.start(1), match.start(1) + len(match[1].rstrip()), "PERSONAL"
