"""Finds what a label tells to be personal: a birth, a number of one's own, a nationality, a marriage."""

import re
import unicodedata
from collections.abc import Iterator

_BIRTHS = (
    "date of birth|birth ?date|d\\.?o\\.?b|born|place of birth|birth ?place"
    "|geburtsdatum|geburtstag|geburtsort|geboren|geb"
    "|date de naissance|lieu de naissance|née?"
    "|fecha de nacimiento|lugar de nacimiento|nacid[oa]"
    "|data di nascita|luogo di nascita|nat[oa]"
    "|data de nascimento|local de nascimento|naturalidade|nascid[oa]"
    "|geboortedatum|geboorteplaats"
    "|data urodzenia|miejsce urodzenia|urodzon[ya]|ur"
    "|födelsedatum|födelsedag|födelseort|född|fødselsdato|fødselsdag|fødested|født|syntymäaika|syntymäpaikka"
    "|syntynyt|datum narození|místo narození|narozená?|doğum tarihi|doğum yeri"
)
_NUMBERS = (
    "passport|reisepass|passeport|pasaporte|passaporto|passaporte|paspoort|paszport|passi|pas|cestovní pas"
    "|pasaport|(?:national )?id(?:entity)?(?: card)?|personalausweis|ausweis|carte d['’]identité"
    "|carta d['’]identità|dni|nie|bilhete de identidade|cartão de cidadão|identiteitskaart|dowód osobisty"
    "|national insurance|ni|nino|social security|social insurance|ssn|sozialversicherung"
    "|sozialversicherungsnummer|svnr|ahv"
    "|sécurité sociale|seguridad social|segurança social|burgerservice|bsn|pesel|personnummer"
    "|personal identity|cpr|fødselsnummer|henkilötunnus|rodné číslo|tc kimlik"
    "|tax|tax(?:payer)? id(?:entification)?|steuer|steuernummer|steuer-?id|steueridentifikationsnummer"
    "|identifiant fiscal|numéro fiscal|codice fiscale|nif|nip|cpf|tin|utr|itin"
)
_NUMBERED = "(?:[ -]?(?:numbers?|no|nr|num|nummer|nº|n°|#|id|card|kort|numero|número|numer|číslo)\\.?){0,2}"
_KEPT_NUMBERS = (
    "(?:bank )?account|acct|acc|a/c|konto|compte|cuenta|conto|rekening|sort code|bsb|blz|bankleitzahl"
    "|routing|aba|iban|ifsc|cvu|clabe|(?:credit |debit )?card"
    "|nhs|chi|medicare|health (?:insurance|card)|krankenversicherung|versicherten"
    "|aadhaar|aadhar|uidai|voter id|pan"
    "|(?:driving|driver['’]?s?) licen[cs]e|führerschein|permis de conduire|carnet de conducir|patente"
    "|rijbewijs|prawo jazdy|körkort|førerkort"
    "|visa|work permit|work authori[sz]ation|residence permit|brp|green card|alien registration"
    "|aufenthaltstitel|aufenthaltserlaubnis|arbeitserlaubnis|titre de séjour|permiso de residencia"
    "|permesso di soggiorno"
    "|payroll|staff|employee|emp\\.?|personnel|worker|personal|mitarbeiter|lohn|service"
    "|student|pupil|matriculation|enrol?ment|matrikel|immatrikulations|étudiant|estudiante|matrícula"
    "|matricola|(?:student|pupil) registration"
)
"""What has a number of a person's own and is an ordinary word too: a number counts where it is called one, or
stands alone behind a colon. *Why not a certificate's:* what a person has learned may be said."""
_CALLED = (
    r"(?:[ -]?(?:numbers?|no|nr|num|nummer|nº|n°|#|id|card|code|kort|numero|número|numer))+"
    r"\.?(?:\s(?:is|was))?[\s:：=#|–—-]{1,4}[*_]{0,2}"
)
_STATES = (
    "nationality|nationalities|citizenship|marital status|civil status"
    "|nationalität|staatsangehörigkeit|staatsbürgerschaft|familienstand|zivilstand"
    "|nationalité|situation (?:familiale|de famille|matrimoniale)|état civil|citoyenneté"
    "|nacionalidad|ciudadanía|estado civil|nazionalità|cittadinanza|stato civile"
    "|nacionalidade|cidadania|nationaliteit|burgerlijke staat|narodowość|obywatelstwo|stan cywilny"
    "|nationalitet|medborgarskap|civilstånd|statsborgerskab|statsborgerskap|civilstand|sivilstand|sivilstatus"
    "|kansalaisuus|siviilisääty|národnost|státní (?:občanství|příslušnost)|rodinný stav"
    "|uyruğu?|vatandaşlık|medeni (?:hali?|durumu?)"
)
_LONG = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}


def _spelt(labels: str) -> str:
    """The labels with and without their marks, in capitals or not."""
    letters = []
    for letter in labels:
        plain = unicodedata.normalize("NFD", letter)[0]
        bare = {"ø": "o", "ł": "l", "ı": "i"}.get(letter, plain)
        spelt = [letter, *([bare] if bare != letter else []), *([_LONG[letter]] if letter in _LONG else [])]
        letters.append(letter if len(spelt) == 1 else f"(?:{'|'.join(spelt)})")
    return f"(?i:{''.join(letters)})"


_PARTED = r"\s*(?:[:：=|]|\t|[ ]{2,}|\s[–—-]\s)[\s*_]*"
"""What parts a label from what it labels; words that only follow it may be a sentence."""
_LABEL = rf"(?<!\w)(?:{_spelt(f'{_BIRTHS}|{_STATES}')}|{_spelt(_NUMBERS)}{_spelt(_NUMBERED)})"
_END = rf"[\n;|•·]|,?\s+(?:{_LABEL}\W|[^\W\d_]+:)"
_SAID = rf"(?:(?!{_END})[^\n]){{1,60}}"
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er|º)?[\s./-]{1,2}(?:\d{1,2}|(?:de\s)?[^\W\d_]{3,12}\.?)[\s./,-]{1,2}"
    r"(?:de\s)?\d{2}(?:\d\d)?|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|(?:[^\W\d_]{3,12}\s)?(?:19|20)\d\d)(?!\w)"
)
_YEARS = r"(?:19|20)\d\d(?:\s?[/-]\s?(?:19|20)?\d\d)?(?![\w/-])"
_NUMBER = (
    rf"(?!{_YEARS})(?=(?:[ ./-]?[A-Z]){{0,6}}(?:[ ./-]?[A-Z]?\d){{4}})[\dA-Z](?:[ ./-]?[\dA-Z]){{5,24}}(?!\w)"
)
_OWN_NUMBER = (
    rf"(?!{_YEARS})(?=(?:[ ./-]?[A-Za-z]{{0,6}}[ ./-]?[A-Z]?\d){{4}})"
    r"(?:[A-Z]{2}\s(?=[A-Z]?\d))?(?:[\dA-Za-z][\dA-Za-z./-]{3,24}(?![\w]|[ -]\d)"
    r"|[\dA-Z](?:[ ./-]?[\dA-Z]){4,24}(?!\w))"
)
_SHARE_CODE = r"(?=[A-Z ]{0,9}\d)[A-Z\d]{3}[ -]?[A-Z\d]{3}[ -]?[A-Z\d]{3}(?!\w)"
_BANK_CODE = r"[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?(?!\w)"
_FOUND = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?<!\w){_spelt(f'(?:{_BIRTHS}|{_STATES})')}(?:\(s\))?{_PARTED}({_SAID})",
        rf"(?<!\w){_spelt(f'(?:{_BIRTHS})')}\.?[\s:]{{1,3}}"
        rf"(?:(?i:on|in|am|le|en|el|il|op|den|dne|em)\s(?:the\s)?)?({_DAY}(?:,?\s(?:in|à|a|en|em|w|i|v)\s[A-ZÀ-Þ]\S+)?)",
        rf"(?<!\w){_spelt(f'(?:{_NUMBERS})')}{_spelt(_NUMBERED)}[\s:：=#|–—-]{{1,4}}({_NUMBER})",
        rf"(?<![\w/]){_spelt(f'(?:{_KEPT_NUMBERS})')}{_spelt(_CALLED)}({_OWN_NUMBER})",
        rf"(?<![\w/]){_spelt(f'(?:{_KEPT_NUMBERS})')}\s?[:：=][\s*_]{{0,3}}({_OWN_NUMBER})"
        r"(?=[ \t.*_]*(?:$|[\n,;|()”“»\x22]))",
        r"(?<![\w/])(?i:account|acct|acc|a/c)\s(\d{7,12}(?!\w))",
        r"(?<!\w)(?i:sort codes?)\s(\d\d[ -]\d\d[ -]\d\d(?!\w))",
        r"(?<!\w)(?i:aadhaa?r|nhs)\s(\d{4}[ -]?\d{4}[ -]?\d{4}(?!\w)|\d{3}[ -]\d{3}[ -]\d{4}(?!\w))",
        rf"(?<!\w)(?i:share code)[\s:：=]{{1,3}}({_SHARE_CODE})",
        rf"(?<!\w)(?i:bic|swift(?:/bic| code))[\s:：=]{{1,3}}({_BANK_CODE})",
    )
)


def labelled_data(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each; the label stays."""
    for pattern in _FOUND:
        for match in pattern.finditer(text):
            yield match.start(1), match.start(1) + len(match[1].rstrip(" .,)*_")), "PERSONAL"
