"""Numbers written as words, in English, French, German and Spanish."""

from functools import lru_cache

from jobwise.matching.word_forms import fold

Value = tuple[str, int]
"""("add" | "times", amount): "forty" adds 40, "thousand" multiplies what stands before it."""

_ADD = {
    "en": "zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 "
    "thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 "
    "thirty:30 forty:40 fourty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90",
    "fr": "deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 treize:13 "
    "quatorze:14 quinze:15 seize:16 trente:30 quarante:40 cinquante:50 soixante:60 septante:70 "
    "huitante:80 nonante:90",
    "de": "zwei:2 drei:3 vier:4 funf:5 sechs:6 sieben:7 acht:8 neun:9 zehn:10 elf:11 zwolf:12 dreizehn:13 "
    "vierzehn:14 funfzehn:15 sechzehn:16 siebzehn:17 achtzehn:18 neunzehn:19 zwanzig:20 dreissig:30 "
    "vierzig:40 funfzig:50 sechzig:60 siebzig:70 achtzig:80 neunzig:90",
    "es": "dos:2 tres:3 cuatro:4 cinco:5 seis:6 siete:7 ocho:8 nueve:9 diez:10 once:11 doce:12 trece:13 "
    "catorce:14 quince:15 dieciseis:16 diecisiete:17 dieciocho:18 diecinueve:19 veinte:20 veintiuno:21 "
    "veintidos:22 veintitres:23 veinticuatro:24 veinticinco:25 veintiseis:26 veintisiete:27 "
    "veintiocho:28 veintinueve:29 treinta:30 cuarenta:40 cincuenta:50 sesenta:60 setenta:70 ochenta:80 "
    "noventa:90 doscientos:200 trescientos:300 cuatrocientos:400 quinientos:500",
}
_TIMES = {
    "en": "hundred:100 thousand:1000 million:1000000 billion:1000000000 dozen:12",
    "fr": "vingt:20 vingts:20 cent:100 cents:100 mille:1000 million:1000000 millions:1000000",
    "de": "hundert:100 tausend:1000 million:1000000 millionen:1000000 milliarden:1000000000",
    "es": "cien:100 ciento:100 mil:1000 millon:1000000 millones:1000000",
}
JOINERS = frozenset({"and", "y", "et"})


@lru_cache(maxsize=8)
def number_words(language: str) -> dict[str, Value]:
    """Folded word -> value, English and the language of the résumé together."""
    table: dict[str, Value] = {}
    for name in dict.fromkeys(("en", language)):
        table |= {word: ("add", amount) for word, amount in _pairs(_ADD.get(name, ""))}
        table |= {word: ("times", amount) for word, amount in _pairs(_TIMES.get(name, ""))}
    if language == "de":
        table |= _german_compounds()
    return table


def spelled(parts: list[Value]) -> int:
    """The number that a row of number words gives: two hundred fifty thousand -> 250000."""
    total = current = 0
    for how, amount in parts:
        if how == "add":
            current += amount
        elif amount < 1000:
            current = (current or 1) * amount
        else:
            total += (current or 1) * amount
            current = 0
    return total + current


def _german_compounds() -> dict[str, Value]:
    """fünfundzwanzig, zweihundert, dreitausend."""
    ones = {"ein": 1} | {word: amount for word, amount in _pairs(_ADD["de"]) if amount < 13}
    tens = {word: amount for word, amount in _pairs(_ADD["de"]) if amount >= 20}
    table: dict[str, Value] = {
        f"{one}und{ten}": ("add", low + high)
        for one, low in ones.items()
        for ten, high in tens.items()
        if low < 10
    }
    for word, amount in (("hundert", 100), ("tausend", 1000)):
        table |= {one + word: ("add", low * amount) for one, low in ones.items()}
    return table


def _pairs(table: str) -> list[tuple[str, int]]:
    return [(fold(word), int(amount)) for word, amount in (pair.split(":") for pair in table.split())]
