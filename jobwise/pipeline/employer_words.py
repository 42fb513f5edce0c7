""" "At" an employer, as each language says it: "beim Museum Lindental", "à la Mairie de Valmont".

*Why only sure cases:* a firm's name takes no article ("bei Harrow Foods"), a name that begins with a
common noun does, and that noun's gender is known. Where a name would have to be inflected, German
says "im Hause", which leaves it as it is.
"""

import re
from collections.abc import Mapping

from jobwise.matching.cities import city_named

_GERMAN: Mapping[str, tuple[str, ...]] = {
    "beim": tuple(
        "museum institut amt gericht klinikum krankenhaus spital zentrum ministerium theater archiv "
        "gymnasium kolleg hotel labor werk büro studio restaurant café konservatorium orchester autohaus "
        "kaufhaus pflegeheim altenheim kinderheim seniorenheim verein verlag verband landkreis "
        "kindergarten betrieb dienst rundfunk bundestag landtag".split()
    ),
    "bei der": tuple(
        "schule universität akademie klinik stiftung gesellschaft kammer sparkasse volksbank "
        "raiffeisenbank landesbank bundesbank versicherung gemeinde kirche agentur praxis "
        "kindertagesstätte polizei feuerwehr bundeswehr bibliothek bücherei bäckerei tischlerei "
        "schreinerei druckerei metzgerei gärtnerei brauerei apotheke kanzlei zeitung verwaltung behörde "
        "genossenschaft diakonie staatsoper werkstatt".split()
    ),
}
"""Preposition and article -> nouns, also as the end of a compound ("Finanzamt")."""
_GERMAN_WHOLE = {
    **dict.fromkeys("stadt bank oper kita caritas".split(), "bei der"),
    **dict.fromkeys("haus bund land zoo senat".split(), "beim"),
}
"""Nouns that other names end in too, as "Darmstadt" and "Cooper" do; they count alone only."""
_GERMAN_PLURAL = re.compile(
    r"(?i)(?:werke|betriebe|kliniken|werkstätten|anstalten|schulen|dienste|krankenhäuser|bäder|bühnen)$"
)
_ENDING = {"beim": ("es", "er"), "bei der": ("e",)}
"""How an adjective before a noun of this article ends, so that it would have to be inflected."""
_LEGAL = re.compile(
    r"\b(?:g?GmbH|AG|KG|KGaA|OHG|UG|SE|e\.? ?K\.?|Ltd|Inc|LLC|plc|SARL|SAS|SA|S\.A\.|SL|S\.L\.)(?:\W|$)"
)

_FRENCH_HEADS: Mapping[str, tuple[str, ...]] = {
    "au": tuple(
        "musée ministère centre conseil lycée collège laboratoire crédit groupe théâtre département "
        "restaurant cabinet syndicat conservatoire tribunal service studio magasin garage château".split()
    ),
    "à la": tuple(
        "mairie ville clinique banque fondation maison caisse société bibliothèque chambre région commune "
        "préfecture boulangerie pharmacie médiathèque librairie ferme coopérative crèche polyclinique".split()
    ),
    "à l’": tuple(
        "hôpital institut université école association agence opéra office académie hôtel entreprise "
        "établissement atelier imprimerie union observatoire".split()
    ),
}
_SPANISH_HEADS: Mapping[str, tuple[str, ...]] = {
    "en el": tuple(
        "museo hospital ayuntamiento instituto banco colegio centro ministerio hotel restaurante teatro "
        "grupo laboratorio servicio consejo archivo conservatorio taller".split()
    ),
    "en la": tuple(
        "universidad fundación escuela clínica consejería asociación agencia biblioteca caja diputación "
        "cámara academia librería panadería farmacia cooperativa comunidad".split()
    ),
}
_ENGLISH_THE = re.compile(
    r"(?:University|Museum|Ministry|Department|Institute|City|Office|County|Borough) of\b"
)
LEADS: Mapping[str, tuple[str, ...]] = {
    "en": ("at", "at the"),
    "de": ("bei", "im Hause", *_GERMAN),
    "fr": ("chez", *_FRENCH_HEADS),
    "es": ("en", *_SPANISH_HEADS),
}
"""All that may stand before an employer's name: words that claim nothing."""


def at(employer: str, language: str) -> str:
    """The employer with the word for "at" before it."""
    lead = {"de": _german, "fr": _french, "es": _spanish}.get(language, _english)(employer)
    return f"{lead}{employer}" if lead.endswith("’") else f"{lead} {employer}"


def _english(employer: str) -> str:
    return "at the" if _ENGLISH_THE.match(employer) else "at"


def _german(employer: str) -> str:
    if _LEGAL.search(employer):
        return "bei"
    words = re.findall(r"[^\W\d_]+", employer)
    for index, word in enumerate(words):
        if _GERMAN_PLURAL.search(word):
            return "im Hause"
        lead = _GERMAN_WHOLE.get(word.casefold()) or _by_ending(word.casefold())
        if lead:
            return "im Hause" if any(_is_inflected(before, lead) for before in words[:index]) else lead
    return "bei"


def _by_ending(word: str) -> str:
    return next((lead for lead, nouns in _GERMAN.items() if word.endswith(nouns)), "")


def _is_inflected(word: str, lead: str) -> bool:
    """Whether a word before the noun may be an adjective that the dative changes ("Berliner" is none)."""
    return word.endswith(_ENDING[lead]) and not city_named(word.removesuffix("er"))


def _french(employer: str) -> str:
    return _by_first_word(employer, _FRENCH_HEADS) or "chez"


def _spanish(employer: str) -> str:
    return _by_first_word(employer, _SPANISH_HEADS) or "en"


def _by_first_word(employer: str, heads: Mapping[str, tuple[str, ...]]) -> str:
    """The article of the common noun that a name begins with; "" for a name of its own or a firm's."""
    first = re.match(r"[^\W\d_]+", employer)
    if not first or _LEGAL.search(employer):
        return ""
    return next((lead for lead, nouns in heads.items() if first[0].casefold() in nouns), "")
