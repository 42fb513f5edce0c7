"""Where jobs are: whoever looks for a country or a region finds the cities in it, by any of their names.

Cities are GeoNames', countries CLDR's (through Babel). A region is told by a city of it: `city_named`
knows its division.
"""

import re
from functools import lru_cache

from jobwise.matching.cities import City, city_key, city_named

_REGIONS = {
    "Munich": "Bavaria|Bayern|Bavière", "Stuttgart": "Baden-Württemberg|Baden-Wuerttemberg",
    "Cologne": "North Rhine-Westphalia|Nordrhein-Westfalen|NRW", "Wiesbaden": "Hesse|Hessen",
    "Hannover": "Lower Saxony|Niedersachsen", "Dresden": "Saxony|Sachsen",
    "Mainz": "Rhineland-Palatinate|Rheinland-Pfalz", "Kiel": "Schleswig-Holstein",
    "Potsdam": "Brandenburg", "Rostock": "Mecklenburg-Vorpommern|Mecklenburg-Western Pomerania",
    "Erfurt": "Thuringia|Thüringen", "Magdeburg": "Saxony-Anhalt|Sachsen-Anhalt",
    "Saarbrücken": "Saarland", "London": "England", "Edinburgh": "Scotland|Schottland|Écosse",
    "Cardiff": "Wales", "Belfast": "Northern Ireland", "Toronto": "Ontario", "Montreal": "Quebec",
    "Vancouver": "British Columbia", "Calgary": "Alberta", "Winnipeg": "Manitoba",
    "Sydney": "New South Wales", "Melbourne": "Victoria", "Brisbane": "Queensland",
    "Paris": "Île-de-France", "Lyon": "Auvergne-Rhône-Alpes", "Toulouse": "Occitanie",
    "Marseille": "Provence-Alpes-Côte d'Azur|Provence", "Bordeaux": "Nouvelle-Aquitaine",
    "Nantes": "Pays de la Loire", "Rennes": "Bretagne|Brittany", "Strasbourg": "Grand Est",
    "Lille": "Hauts-de-France", "Rouen": "Normandie|Normandy",
    "Barcelona": "Catalonia|Catalunya|Cataluña|Katalonien", "Seville": "Andalusia|Andalucía",
    "Bilbao": "Basque Country|País Vasco|Euskadi", "Santiago de Compostela": "Galicia",
    "Milan": "Lombardy|Lombardia", "Turin": "Piedmont|Piemonte", "Rome": "Lazio",
    "Naples": "Campania", "Florence": "Tuscany|Toscana", "Venice": "Veneto",
    "Antwerp": "Flanders|Vlaanderen|Flandern", "Liège": "Wallonia|Wallonie",
    "Innsbruck": "Tyrol|Tirol", "Graz": "Styria|Steiermark", "Linz": "Upper Austria|Oberösterreich",
    "Bengaluru": "Karnataka", "Mumbai": "Maharashtra", "Chennai": "Tamil Nadu", "Hyderabad": "Telangana",
}  # fmt: skip
"""A city -> the names of the region that it is in."""
_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware"
    "|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa"
    "|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota"
    "|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey"
    "|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon"
    "|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah"
    "|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming"
)
"""GeoNames' divisions of the United States are the postal codes."""
_PROVINCES = {"ON": "ontario", "QC": "quebec", "BC": "british columbia", "AB": "alberta", "MB": "manitoba"}
_SHORT = {
    "usa": "US", "us": "US", "u s a": "US", "u s": "US", "uk": "GB", "u k": "GB", "great britain": "GB",
    "holland": "NL", "the netherlands": "NL", "uae": "AE", "czech republic": "CZ", "korea": "KR",
}  # fmt: skip
_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru")
_POSTCODE = re.compile(r"\b\d{4,5}(?:-\d{3,4})?\b")
_APART = re.compile(r"\s*(?:[,;·|()/\n]|\s[–—-]\s|\s&\s|\s(?:and|und|et|or|oder)\s)\s*", re.IGNORECASE)


def places_in(location: str) -> frozenset[str]:
    """What a job there is found by: its cities, their regions and countries."""
    parts = _read(location)
    told = {key for part, city, wide in parts if not _is_city(part, city, wide) for key in wide}
    regions = {key for key in told if key.startswith("region")}
    told |= {f"country {key.split()[1]}" for key in regions}
    found = set(told)
    for part, city, wide in parts:
        if city is None or not _is_city(part, city, wide):
            found.add(f"city {city_key(part)}")
            continue
        region, country = _region(city.country, city.division), f"country {city.country}"
        if told and (region not in regions if regions else country not in told):
            found.add(f"city {city_key(part)}")  # "Paris, Texas" is another one than that of France
        else:
            found |= {f"city {city_key(city.name)}", region, country, *(set() if told else wide)}
    return frozenset(found)


def looked_for(location: str) -> tuple[frozenset[str], ...]:
    """What a search for a place asks of a job: one of each. *Why not the region of a city's own name:* who
    says New York means the city."""
    return tuple(_meant(part, city, wide) for part, city, wide in _read(location))


def _read(location: str) -> list[tuple[str, City | None, frozenset[str]]]:
    """The parts of a place, each with the city, and the countries and regions, that it may name.

    A code is taken as what holds the city before it ("Berlin, DE", "Dover, DE"), and as either where nobody
    can tell ("Remote, DE").
    """
    parts, found = _parts(location), []
    first = next((city for one in parts if (city := city_named(one)) and not _is_code(one)), None)
    country = _coded_country(parts, first)
    for number, part in enumerate(parts):
        city, wide = city_named(part), _wide(part)
        if _is_code(part) and wide:
            if country and number == len(parts) - 1:
                wide = frozenset({f"country {country}"})
            elif country:
                wide = _within(wide, country)
                if not wide:  # a region of that country that we do not know, no country of this code
                    continue
            elif first and number:
                wide = _within(wide, first.country) or _regions(wide) or wide
        elif number and city and _regions(wide) and _region(city.country, city.division) not in wide:
            city = None  # "London, Ontario" is in Canada, not in the town of California
        found.append((part, city, wide))
    return found


def _coded_country(parts: list[str], city: City | None) -> str | None:
    """The country that a place ends with, after a code of its region: "Toronto, ON, CA"."""
    if len(parts) < 3 or not _is_code(parts[-2]):
        return None
    last, before = _wide(parts[-1]), _wide(parts[-2])
    countries = [key.split()[1] for key in last if key.startswith("country")]
    if len(countries) != 1 or (_regions(last) and not _is_code(parts[-1])):
        return None
    is_state = bool(_within(_regions(last), "US")) and bool(_within(_regions(before), "US"))
    return None if is_state and not (city and city.country == countries[0]) else countries[0]


def _is_code(part: str) -> bool:
    return len(part) == 2 and part.isupper()


def _regions(wide: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in wide if key.startswith("region"))


def _within(wide: frozenset[str], country: str) -> frozenset[str]:
    return frozenset(key for key in wide if key.split()[1] == country)


def is_area(name: str) -> bool:
    """Whether words name a country or a region."""
    return bool(_wide(name))


def _meant(part: str, city: City | None, wide: frozenset[str]) -> frozenset[str]:
    if city is None or not _is_city(part, city, wide):
        return wide or frozenset({f"city {city_key(part)}"})
    return frozenset({f"city {city_key(city.name)}", *(wide - {_region(city.country, city.division)})})


def _is_city(part: str, city: City | None, wide: frozenset[str]) -> bool:
    """Whether words name a city, of those that name a country or region too: in its own language."""
    key = city_key(part)
    return city is not None and (not wide or city_key(city.name) in (key, f"{key} city"))


def _parts(location: str) -> list[str]:
    return [
        part
        for one in _APART.split(_POSTCODE.sub(" ", location))
        if (part := one.strip(" .:")) and city_key(part)
    ]


def _wide(part: str) -> frozenset[str]:
    """The countries and regions of this name; a code in capitals alone."""
    return (_is_code(part) and _codes().get(part)) or _names().get(city_key(part), frozenset())


def _region(country: str, division: str) -> str:
    return f"region {country} {division}"


@lru_cache(maxsize=1)
def _codes() -> dict[str, frozenset[str]]:
    """A code -> the country (ISO 3166), the state and the province of it."""
    from babel import Locale

    codes = map(str, Locale("en").territories)
    found = {code: {f"country {code}"} for code in codes if len(code) == 2}
    for state in _STATES.split("|"):
        code = state.partition(" ")[0]
        found.setdefault(code, set()).add(_region("US", code))
    for code, name in _PROVINCES.items():
        found.setdefault(code, set()).update(_names()[name])
    return {code: frozenset(keys) for code, keys in found.items()}


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    """A name as it is looked up -> the countries and regions that are called so."""
    from babel import Locale

    found: dict[str, set[str]] = {key: {f"country {code}"} for key, code in _SHORT.items()}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(city_key(name), set()).add(f"country {code}")
    for state in _STATES.split("|"):
        code, _, name = state.partition(" ")
        found.setdefault(city_key(name), set()).add(_region("US", code))
    for town, names in _REGIONS.items():
        city = city_named(town)
        for name in names.split("|") if city else ():
            found.setdefault(city_key(name), set()).add(_region(city.country, city.division))  # type: ignore[union-attr]
    return {name: frozenset(keys) for name, keys in found.items()}
