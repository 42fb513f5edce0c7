"""Where jobs are: whoever looks for a country or a region finds the cities in it, by any of their names.

Cities are GeoNames', countries CLDR's (through Babel). A region is told by a city of it: `city_named`
knows its division.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from jobwise.matching.cities import City, cities_named, city_key, city_named

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
    "Regina": "Saskatchewan", "Halifax": "Nova Scotia", "Moncton": "New Brunswick",
    "St. John's": "Newfoundland|Newfoundland and Labrador", "Charlottetown": "Prince Edward Island",
    "Sydney": "New South Wales", "Melbourne": "Victoria", "Brisbane": "Queensland",
    "Perth": "Western Australia", "Adelaide": "South Australia", "Hobart": "Tasmania",
    "Darwin": "Northern Territory", "Canberra": "Australian Capital Territory",
    "Dublin": "Leinster", "Cork": "Munster", "Galway": "Connacht|Connaught", "Letterkenny": "Ulster",
    "Paris": "Île-de-France", "Lyon": "Auvergne-Rhône-Alpes", "Toulouse": "Occitanie",
    "Marseille": "Provence-Alpes-Côte d'Azur|Provence", "Bordeaux": "Nouvelle-Aquitaine",
    "Nantes": "Pays de la Loire", "Rennes": "Bretagne|Brittany", "Strasbourg": "Grand Est",
    "Lille": "Hauts-de-France", "Rouen": "Normandie|Normandy", "Tours": "Centre-Val de Loire",
    "Dijon": "Bourgogne-Franche-Comté|Burgundy", "Ajaccio": "Corse|Corsica",
    "Barcelona": "Catalonia|Catalunya|Cataluña|Katalonien", "Seville": "Andalusia|Andalucía",
    "Bilbao": "Basque Country|País Vasco|Euskadi", "Santiago de Compostela": "Galicia",
    "Oviedo": "Asturias", "Huesca": "Aragón|Aragon",
    "Palma": "Balearic Islands|Islas Baleares|Illes Balears",
    "Las Palmas de Gran Canaria": "Canary Islands|Canarias|Islas Canarias", "Santander": "Cantabria",
    "Albacete": "Castilla-La Mancha", "Valladolid": "Castilla y León|Castile and León",
    "Badajoz": "Extremadura", "Pamplona": "Navarra|Navarre", "Logroño": "La Rioja",
    "Alicante": "Comunidad Valenciana|Comunitat Valenciana|Valencian Community",
    "Milan": "Lombardy|Lombardia", "Turin": "Piedmont|Piemonte", "Rome": "Lazio",
    "Naples": "Campania", "Florence": "Tuscany|Toscana", "Venice": "Veneto",
    "Antwerp": "Flanders|Vlaanderen|Flandern", "Liège": "Wallonia|Wallonie",
    "Palermo": "Sicily|Sicilia", "Cagliari": "Sardinia|Sardegna", "Bari": "Puglia|Apulia",
    "Bologna": "Emilia-Romagna", "Genoa": "Liguria", "Perugia": "Umbria", "Ancona": "Marche",
    "Innsbruck": "Tyrol|Tirol", "Graz": "Styria|Steiermark", "Linz": "Upper Austria|Oberösterreich",
    "Villach": "Carinthia|Kärnten", "Bregenz": "Vorarlberg",
    "Sankt Pölten": "Lower Austria|Niederösterreich",
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
_PROVINCES = {
    "ON": "ontario", "QC": "quebec", "BC": "british columbia", "AB": "alberta", "MB": "manitoba",
    "NS": "nova scotia", "NB": "new brunswick", "WA": "western australia",
    "NSW": "new south wales", "VIC": "victoria", "QLD": "queensland", "TAS": "tasmania",
    "NT": "northern territory", "ACT": "australian capital territory",
}  # fmt: skip
"""Codes of provinces. *Why not SA, SK, NL, PE:* they are those of countries, and a city tells better."""
_COUNTIES = {
    "leinster": "Kildare|Laois|Longford|Louth|Meath|Offaly|Westmeath|Wicklow",
    "munster": "Clare|Kerry|Tipperary", "connacht": "Leitrim|Mayo|Roscommon",
    "ulster": "Cavan|Donegal|Monaghan", "northern ireland": "Antrim|Down|Fermanagh|Tyrone",
    "england": "Rutland|Riding of Yorkshire",
}  # fmt: skip
"""A region -> the counties in it, which no table of cities knows; those with a city of their name are
found by it, and those of England with their towns stand below."""
_TOWNS = {
    "bedfordshire": "Luton|Bedford|Dunstable|Leighton Buzzard|Biggleswade",
    "berkshire": "Reading|Slough|Bracknell|Maidenhead|Wokingham|Windsor|Newbury",
    "buckinghamshire": "Milton Keynes|High Wycombe|Aylesbury|Amersham|Chesham",
    "cambridgeshire": "Cambridge|Peterborough|Huntingdon|Wisbech|St Neots|Ely",
    "cheshire": "Chester|Warrington|Crewe|Macclesfield|Runcorn|Widnes|Ellesmere Port|Northwich|Wilmslow",
    "cornwall": "Falmouth|Truro|St Austell|Penzance|Newquay|Camborne|Bodmin",
    "cumbria": "Carlisle|Barrow in Furness|Kendal|Workington|Whitehaven|Penrith",
    "derbyshire": "Derby|Chesterfield|Ilkeston|Long Eaton|Swadlincote|Buxton|Glossop",
    "devon": "Plymouth|Exeter|Torquay|Paignton|Exmouth|Barnstaple|Newton Abbot|Tiverton",
    "dorset": "Bournemouth|Poole|Weymouth|Christchurch|Dorchester",
    "essex": (
        "Southend on Sea|Basildon|Colchester|Chelmsford|Harlow|Brentwood|Clacton on Sea|Braintree|Grays"
    ),
    "gloucestershire": "Gloucester|Cheltenham|Stroud|Cirencester|Tewkesbury",
    "hampshire": (
        "Southampton|Portsmouth|Basingstoke|Winchester|Farnborough|Aldershot|Fareham|Andover|Eastleigh"
    ),
    "herefordshire": "Hereford|Leominster|Ross on Wye",
    "hertfordshire": (
        "Watford|St Albans|Hemel Hempstead|Stevenage|Welwyn Garden City|Cheshunt|Hitchin|Hatfield|Hertford"
        "|Bishops Stortford|Letchworth"
    ),
    "kent": (
        "Maidstone|Canterbury|Gillingham|Chatham|Rochester|Dartford|Ashford|Gravesend|Margate|Folkestone"
        "|Dover|Tonbridge|Royal Tunbridge Wells|Sevenoaks|Sittingbourne|Ramsgate"
    ),
    "lancashire": "Preston|Blackpool|Blackburn|Burnley|Lancaster|Chorley|Morecambe|Accrington|Leyland",
    "leicestershire": "Leicester|Loughborough|Hinckley|Melton Mowbray|Coalville|Market Harborough",
    "lincolnshire": "Lincoln|Grimsby|Scunthorpe|Boston|Grantham|Cleethorpes|Spalding|Skegness|Stamford",
    "merseyside": "Liverpool|Birkenhead|St Helens|Southport|Bootle|Wallasey|Huyton",
    "norfolk": "Norwich|King's Lynn|Great Yarmouth|Thetford|Dereham",
    "northamptonshire": "Northampton|Kettering|Corby|Wellingborough|Rushden|Daventry",
    "northumberland": "Blyth|Cramlington|Ashington|Morpeth|Berwick upon Tweed|Hexham",
    "nottinghamshire": "Nottingham|Mansfield|Beeston|Worksop|Newark on Trent",
    "oxfordshire": "Oxford|Banbury|Bicester|Abingdon|Didcot|Witney",
    "shropshire": "Telford|Shrewsbury|Oswestry|Bridgnorth",
    "somerset": "Bath|Weston super Mare|Taunton|Yeovil|Bridgwater|Frome",
    "staffordshire": (
        "Stoke on Trent|Stafford|Burton upon Trent|Tamworth|Newcastle under Lyme|Cannock|Lichfield"
    ),
    "suffolk": "Ipswich|Lowestoft|Bury St Edmunds|Felixstowe|Haverhill|Sudbury",
    "surrey": "Guildford|Woking|Epsom|Redhill|Camberley|Reigate|Farnham|Staines|Walton on Thames|Esher",
    "west sussex": (
        "Worthing|Crawley|Bognor Regis|Horsham|Littlehampton|Chichester|Haywards Heath|East Grinstead"
    ),
    "east sussex": "Brighton|Hove|Eastbourne|Hastings|Lewes|Bexhill",
    "greater manchester": (
        "Manchester|Salford|Bolton|Bury|Oldham|Rochdale|Stockport|Wigan|Altrincham|Ashton under Lyne|Leigh"
    ),
    "county durham": "Durham|Darlington|Hartlepool|Bishop Auckland|Consett|Peterlee",
    "isle of wight": "Ryde|Cowes|Sandown|Shanklin",
    "tyne and wear": (
        "Newcastle upon Tyne|Sunderland|Gateshead|South Shields|North Shields|Tynemouth|Washington"
    ),
    "warwickshire": "Nuneaton|Rugby|Royal Leamington Spa|Warwick|Stratford upon Avon|Bedworth|Kenilworth",
    "west midlands": (
        "Birmingham|Coventry|Wolverhampton|Dudley|Walsall|Solihull|West Bromwich|Sutton Coldfield"
        "|Halesowen|Stourbridge|Smethwick"
    ),
    "wiltshire": "Swindon|Salisbury|Trowbridge|Chippenham|Devizes",
    "worcestershire": "Worcester|Redditch|Kidderminster|Great Malvern|Bromsgrove|Evesham|Droitwich",
    "north yorkshire": "York|Harrogate|Middlesbrough|Scarborough|Selby|Northallerton|Skipton|Ripon",
    "south yorkshire": "Sheffield|Doncaster|Rotherham|Barnsley",
    "west yorkshire": (
        "Leeds|Bradford|Huddersfield|Wakefield|Halifax|Dewsbury|Keighley|Batley|Castleford|Pontefract"
        "|Ilkley|Otley|Pudsey"
    ),
    "east yorkshire": "Kingston upon Hull|Hull|Bridlington|Beverley|Goole",
}  # fmt: skip
"""A county of England, by its key -> towns in it: an ad that names Leeds alone is in Yorkshire."""
_AREAS = {
    "EU": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    "dach": "DE AT CH", "benelux": "BE NL LU", "nordics": "DK FI IS NO SE", "scandinavia": "DK NO SE",
}  # fmt: skip
"""What countries share; of CLDR's codes, or as it is said."""
_BY_NAME = {"bay area": "San Francisco"}
"""A name that holds no city's -> the city."""
_CONTINENTS = {"150": "Europe", "142": "Asia", "002": "Africa"}
"""CLDR's codes -> the first word of the time zones there."""
_SHORT = {
    "usa": "US", "us": "US", "u s a": "US", "u s": "US", "uk": "GB", "u k": "GB", "great britain": "GB",
    "holland": "NL", "the netherlands": "NL", "uae": "AE", "czech republic": "CZ", "korea": "KR",
}  # fmt: skip
_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "el", "ru")
_POSTCODE = re.compile(r"\b\d{4,5}(?:-\d{3,4})?\b")
_APART = re.compile(r"\s*(?:[,;·|()/\n]|\s[–—-]\s|\s&\s|\s(?:and|und|et|or|oder)\s)\s*", re.IGNORECASE)
_ONE_NAME = re.compile(r"\b(tyne)\s+(?:and|&)\s+(wear)\b", re.IGNORECASE)
"""What holds an "and" and is one place."""
_INSIDE = re.compile(r"\s(?:in|within|across|en|dans)\s(?:the\s|der\s)?", re.IGNORECASE)
"""What joins a word to the place that it speaks of: "Remote in Ireland"."""
_AROUND = re.compile(
    r"^(?:greater|metro(?:politan)?|downtown|county|co\.?|city of|province of|provincia de|principado de"
    r"|comunidad (?:aut[oó]noma )?de|regi[oó]n de|raum|gro[sß]raum)\s+"
    r"|\s+(?:bay area|(?:metro(?:politan)? )?area|metro|county|region|und umgebung)$",
    re.IGNORECASE,
)
"""What says that a place is meant with what lies around it."""
_SIDE = re.compile(r"^(?:(?:north|south|east|west)(?:ern)?|mid|central)[\s-]+", re.IGNORECASE)
_AS_LARGE = 0.5
"""A namesake of this share of the largest city is meant as likely, where nobody says which."""


class _Part(NamedTuple):
    """Words of a place, with the cities and the countries and regions that they may name."""

    words: str
    cities: tuple[City, ...]
    wide: frozenset[str]

    @property
    def is_city(self) -> bool:
        """Whether they name a city, of those that name a country or region too: in its own language."""
        key = city_key(self.words)
        names = {city_key(city.name) for city in self.cities[:1]}
        return bool(names) and (not self.wide or bool(names & {key, f"{key} city"}))


def places_in(location: str) -> frozenset[str]:
    """What a job there is found by: its cities, their regions and countries."""
    parts = _read(location)
    told = {key for part in parts if not part.is_city for key in (part.wide or _county(part.words))}
    regions = _regions(frozenset(told))
    found = told | {f"country {key.split()[1]}" for key in regions}
    open_ = {key for key in told if not _within(regions, key.split()[1])}
    for part in parts:
        if not part.is_city:
            found |= _called(part.words) | _called(_AROUND.sub("", part.words))
            if not told or "country GB" in found:
                found |= _in_county(part.words)
            continue
        cities = [
            city for city in part.cities if _region(city) in regions or f"country {city.country}" in open_
        ] or ([] if told else [c for c in part.cities if c.people >= _AS_LARGE * part.cities[0].people])
        if not cities:
            found.add(f"city {city_key(part.words)}")  # "Paris, Texas" is another one than that of France
            found |= _in_county(part.words) if "country GB" in told | found else set()
        for city in cities:
            found |= {f"city {city_key(city.name)}", _region(city), f"country {city.country}"}
        found |= _in_county(part.words) if cities and cities[0].country == "GB" else set()
        found |= set() if told else part.wide
    return frozenset(found)


def looked_for(location: str) -> tuple[frozenset[str], ...]:
    """What a search for a place asks of a job: one of each. *Why not the region of a city's own name:* who
    says New York means the city."""
    return tuple(map(_meant, _read(location)))


def _read(location: str) -> list[_Part]:
    """The parts of a place.

    A code is taken as what holds a city of the name before it ("Berlin, DE", "Dover, DE", "Perth, WA"), and
    as either where nobody can tell ("Remote, DE").
    """
    parts = _parts(location)
    found: list[_Part] = []
    known = next((cities for one in parts if not _is_code(one) and (cities := cities_named(one))), ())
    country = _coded_country(parts, known)
    for number, part in enumerate(parts):
        cities, wide = cities_named(part), _wide(part)
        if _is_code(part) and wide:
            cities = ()  # no town is written as its code is: "Seattle, WA" is not in the Wa of Ghana
            if country and number == len(parts) - 1:
                wide = frozenset({f"country {country}"})
            elif country:
                wide = _within(wide, country)
            elif known and number and city_key(part) not in _SHORT:  # "UK" is no region of anywhere
                wide = _holding(wide, known)
            if not wide:  # a region that we do not know, no country of this code
                continue
        elif number and cities and _regions(wide):
            # "London, Ontario" is in Canada, not in the town of California
            cities = tuple(city for city in cities[:1] if _region(city) in wide)
        found.append(_Part(part, cities, wide))
    return [_in_the_others(part, found) for part in found]


def _in_the_others(part: _Part, parts: list[_Part]) -> _Part:
    """A city where another part holds one of this name, whatever else is called so: "Victoria, BC"."""
    told = {key for one in parts if one is not part and not one.is_city for key in one.wide}
    cities = tuple(city for city in part.cities if {_region(city), f"country {city.country}"} & told)
    return part._replace(cities=cities, wide=frozenset()) if cities and not part.is_city else part


def _holding(wide: frozenset[str], cities: tuple[City, ...]) -> frozenset[str]:
    """Which of a code's meanings holds a city of this name; one without any has its region, or nothing:
    "Munich, BY" is not in Belarus."""
    for city in cities:
        if here := {_region(city), f"country {city.country}"} & wide:
            return frozenset(here)
    return _regions(wide)


def _coded_country(parts: list[str], cities: tuple[City, ...]) -> str | None:
    """The country that a place ends with, after a code of its region: "Toronto, ON, CA"."""
    if len(parts) < 3 or not _is_code(parts[-2]):
        return None
    last, before = _wide(parts[-1]), _wide(parts[-2])
    countries = [key.split()[1] for key in last if key.startswith("country")]
    if len(countries) != 1 or (_regions(last) and not _is_code(parts[-1])):
        return None
    is_state = bool(_within(_regions(last), "US")) and bool(_within(_regions(before), "US"))
    return None if is_state and not (cities and cities[0].country == countries[0]) else countries[0]


def _is_code(part: str) -> bool:
    return part.isupper() and (len(part) == 2 or (len(part) == 3 and part in _codes()))


def _regions(wide: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in wide if key.startswith("region"))


def _within(wide: frozenset[str], country: str) -> frozenset[str]:
    return frozenset(key for key in wide if key.split()[1] == country)


def is_area(name: str) -> bool:
    """Whether words name a country, a region or a county."""
    return bool(_wide(name) or _county(name))


def _meant(part: _Part) -> frozenset[str]:
    if not part.is_city:
        return part.wide or frozenset({f"city {city_key(part.words)}"})
    cities = frozenset(f"city {city_key(city.name)}" for city in part.cities)
    return cities | (part.wide - {_region(part.cities[0])})


def _parts(location: str) -> list[str]:
    location = _ONE_NAME.sub(r"\1-and-\2", _POSTCODE.sub(" ", location))
    whole = (one.strip(" .:") for one in _APART.split(location))
    return [part for one in whole for part in _taken_apart(one) if city_key(part)]


def _taken_apart(part: str) -> list[str]:
    """Words that are known as one, or what they are made of: "Austin TX", "Greater London"."""
    if cities_named(part) or is_area(part):
        return [part]
    if called := _BY_NAME.get(city_key(part)):
        return [called]
    if len(within := _INSIDE.split(part)) > 1:
        return [one for inner in within for one in _taken_apart(inner)]
    words = part.split()
    for first in range(1, len(words)):
        town, area = " ".join(words[:first]), " ".join(words[first:])
        if is_area(area) and (cities_named(town) or city_key(area) in _names()):
            return [town, area]
    inner = _AROUND.sub("", part)
    if inner != part:
        return _taken_apart(inner)
    area = _SIDE.sub("", part)
    return _taken_apart(area) if area != part and _wide(_SIDE.sub("", area)) else [part]


def _wide(part: str) -> frozenset[str]:
    """The countries and regions of this name; a code in capitals alone."""
    return (_is_code(part) and _codes().get(part)) or _names().get(city_key(part), frozenset())


def _county(name: str) -> frozenset[str]:
    """The region that a county of this name lies in."""
    return _counties().get(city_key(_SIDE.sub("", name)), frozenset())


def _region(city: City) -> str:
    return _division(city.country, city.division)


def _division(country: str, division: str) -> str:
    return f"region {country} {division}"


def _called(area: str) -> set[str]:
    """What a place is found by that no table of cities knows: with the side of it, and without."""
    return {f"city {city_key(area)}", f"city {city_key(_SIDE.sub('', area))}"}


def _in_county(town: str) -> set[str]:
    """What the county of an English town is found by."""
    area = _towns().get(city_key(town))
    return _called(area) if area else set()


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    """The key of a town -> the county that it is in."""
    return {city_key(town): area for area, names in _TOWNS.items() for town in names.split("|")}


@lru_cache(maxsize=1)
def _counties() -> dict[str, frozenset[str]]:
    listed = [(name, region) for region, names in _COUNTIES.items() for name in names.split("|")]
    listed += [(_SIDE.sub("", area), "england") for area in _TOWNS]
    return {city_key(name): _names()[region] for name, region in listed}


@lru_cache(maxsize=1)
def _codes() -> dict[str, frozenset[str]]:
    """A code -> the country (ISO 3166), the state and the province of it."""
    from babel import Locale

    codes = map(str, Locale("en").territories)
    found = {code: {f"country {code}"} for code in codes if len(code) == 2}
    found["EU"] = set(_names()["eu"])
    for state in _STATES.split("|"):
        code = state.partition(" ")[0]
        found.setdefault(code, set()).add(_division("US", code))
    for code, name in _PROVINCES.items():
        found.setdefault(code, set()).update(_names()[name])
    return {code: frozenset(keys) for code, keys in found.items()}


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    """A name as it is looked up -> the countries and regions that are called so."""
    from babel import Locale
    from babel.core import get_global

    areas = {code.casefold(): {f"country {one}" for one in held.split()} for code, held in _AREAS.items()}
    zones = get_global("territory_zones").items()
    for code, first in _CONTINENTS.items():
        areas[code] = {
            f"country {one}" for one, held in zones if any(z.startswith(f"{first}/") for z in held)
        }
    found: dict[str, set[str]] = {key: {f"country {code}"} for key, code in _SHORT.items()}
    found |= {name: set(keys) for name, keys in areas.items() if name.isalpha()}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code.casefold() in areas:
                found.setdefault(city_key(name), set()).update(areas[code.casefold()])
            elif len(code) == 2 and code.isalpha():
                found.setdefault(city_key(name), set()).add(f"country {code}")
    for state in _STATES.split("|"):
        code, _, name = state.partition(" ")
        found.setdefault(city_key(name), set()).add(_division("US", code))
    for town, names in _REGIONS.items():
        city = city_named(town)
        for name in names.split("|") if city else ():
            found.setdefault(city_key(name), set()).add(_region(city))  # type: ignore[arg-type]
    return {name: frozenset(keys) for name, keys in found.items()}
