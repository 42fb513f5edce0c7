"""Who it is and how to reach them: name, e-mail, phone, web addresses, place, label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jobwise.domain.profile import Location, NetworkProfile
from jobwise.matching.occupations import is_compound
from jobwise.reading.addresses import EMAIL, MAX_LENGTH, NETWORKS, PHONE, URL, email_in, is_phone, network_of
from jobwise.reading.dates import find_ranges
from jobwise.reading.layout import Cell, Line
from jobwise.reading.lexicon import count, fold
from jobwise.reading.naming import clean_name, is_title, name_score
from jobwise.reading.pieces import Piece, pieces_of
from jobwise.reading.places import address_score, is_city, place_score

_LABEL = re.compile(
    r"^(?:tel(?:efon|ephone|éphone|éfono|efono|efone|efoon|em[oó]vel|\.)?|t[eé]l|phone|mobile|mobil|handy|cell"
    r"|portable|m[oó]vil|celular|cellulare|gsm|fax|e-?mail|mail"
    r"|courriel|correo(?: electrónico)?|web(?:site)?|homepage|home page|site(?: personnel| web)?|url|blog"
    r"|portfolio|linkedin|github|gitlab|twitter|x|facebook|instagram|skype|address|adresse|anschrift|dirección|indirizzo"
    r"|endereço|adres|adress|location|wohnort|ort|contact|kontakt|name|naam|nom|nombre|nome|woonplaats|domicilio|residenza|residência|localidad"
    r"|stack ?overflow|medium"
    r"|leetcode|kaggle|youtube|quora|orcid|google scholar)"
    r"(?:\s*/\s*\w+)?\.?\s*(?::/{0,2}|\s(?=[\d(+@]))\s*",
    re.I,
)
_KIND_OF_PHONE = re.compile(r"\W*(?:mobile|home|work|phone|cell|office|private|tel|e-?mail|url|web)\W*", re.I)
_NO_NEWS = re.compile(
    r"(?i)\b(?:tel(?:efon|ephone)?|tél|phone|mobile|fax|e-?mail|mail|web(?:site)?|url|homepage)\b\W*"
)


@dataclass(eq=False)
class Contact:
    """What the top of a résumé says; `used` are the cells that it was read from."""

    name: str = ""
    label: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    location: Location = field(default_factory=Location)
    profiles: list[NetworkProfile] = field(default_factory=list)
    more: list[tuple[Cell, str]] = field(default_factory=list)
    used: list[Cell] = field(default_factory=list)


def contact_of(lines: Sequence[Line], hints: Sequence[str], others: Sequence[Line] = ()) -> Contact:
    """Read the lines of the top and of contact sections; `others` are searched for what is missing."""
    contact = Contact()
    pieces = sorted(pieces_of(lines), key=lambda piece: piece.line.cells.index(piece.cell))
    left = [piece for piece in pieces if not _reachable(contact, piece)]
    name = _name(left, hints, contact.email)
    if name is not None:
        contact.name = clean_name(name.text)
        contact.used.append(name.cell)
        left = [piece for piece in left if piece is not name]
    left = _located(contact, left)
    left = _labelled(contact, left)
    contact.more += _leftovers(left, contact.name)
    if not contact.email or not contact.phone:
        _found_elsewhere(contact, others)
    return contact


def _leftovers(pieces: Sequence[Piece], name: str) -> list[tuple[Cell, str]]:
    """What no field took, the pieces of one line together; the name said twice is no news."""
    lines: dict[int, list[Piece]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.cell.start):
        if (
            not _KIND_OF_PHONE.fullmatch(piece.text)
            and fold(piece.text) != fold(name)
            and not is_title(piece.text)
        ):
            lines.setdefault(id(piece.line), []).append(piece)
    return [(group[0].cell, " ".join(piece.text for piece in group)) for group in lines.values()]


def _reachable(contact: Contact, piece: Piece) -> bool:
    """Take e-mail, phone and web addresses out of a piece; whether nothing else is left in it."""
    if len(piece.text) > MAX_LENGTH:
        return False
    label = _LABEL.match(piece.text)
    kind = network_of(label[0]) if label else ""
    kind = kind or (piece.icon if piece.icon in NETWORKS else "")
    rest = piece.text[label.end() :] if label else piece.text
    found = False
    for email in EMAIL.findall(rest):
        contact.email = contact.email or email
        if email != contact.email:
            contact.more.append((piece.cell, email))
        rest, found = rest.replace(email, " "), True
    for match in URL.finditer(rest):
        _add_url(contact, match[0].rstrip("."))
        rest, found = rest.replace(match[0], " "), True
    if kind and not found and 0 < len(rest.split()) <= 2:
        _add_account(contact, kind, rest.strip(" /@"), piece.link)
        rest, found = "", True
    for match in PHONE.finditer(rest):
        if is_phone(match[0]):
            phone = match[0].strip(" .·-–")
            contact.phone = contact.phone or phone
            if phone != contact.phone:
                contact.more.append((piece.cell, phone))
            rest, found = rest.replace(match[0], " "), True
    if piece.link and not found:
        found = _add_link(contact, piece)
        rest = "" if found and _says_link(piece) else rest
    if found:
        contact.used.append(piece.cell)
    piece.text = _NO_NEWS.sub("", rest).strip(" ,;|•·:/.()–—-") if found else piece.text
    return found and not re.search(r"\w{2}", piece.text)


def _add_url(contact: Contact, url: str) -> None:
    plain = re.sub(r"^(?:https?:?//)?(?:www\.)?", "", url.lower())
    host = plain.split("/")[0].split(".")
    network = next((name for name in NETWORKS if name in host), "")
    if network:
        title = NETWORKS[network][0]
        username = url.rstrip("/").rsplit("/", 1)[-1] if "/" in plain.rstrip("/") else ""
        if all(profile.url != url for profile in contact.profiles):
            contact.profiles.append(NetworkProfile(network=title, username=username, url=url))
    elif not contact.url:
        contact.url = url
    elif url != contact.url:
        contact.profiles.append(NetworkProfile(network="Website", url=url))


def _add_account(contact: Contact, kind: str, username: str, link: str) -> None:
    title, path = NETWORKS[kind]
    url = link if link.startswith("http") else (path + username if path else "")
    if all(profile.network != title or profile.username != username for profile in contact.profiles):
        contact.profiles.append(NetworkProfile(network=title, username=username, url=url))


def _add_link(contact: Contact, piece: Piece) -> bool:
    """A web or mail address that stands behind the words of a piece."""
    if piece.link.startswith("mailto:"):
        contact.email = contact.email or piece.link[7:].split("?")[0]
        return True
    if piece.link.startswith("tel:"):
        contact.phone = contact.phone or piece.link[4:]
        return True
    if piece.link.startswith("http"):
        _add_url(contact, piece.link)
        return True
    return False


def _says_link(piece: Piece) -> bool:
    """Whether the words over a link say no more than the link itself: its network, a part of its address.

    *Why:* a name may be a link to its owner's page, and is still a name.
    """
    words = re.sub(r"[\W_]", "", fold(piece.text))
    return words in re.sub(r"[\W_]", "", fold(piece.link)) or bool(network_of(piece.text))


def _name(pieces: Sequence[Piece], hints: Sequence[str], email: str) -> Piece | None:
    """The piece that is most like the person's name, None when none is."""
    first = pieces[0].cell.page if pieces else 1
    largest = max((piece.cell.size for piece in pieces), default=1.0)
    scored = [
        (name_score(piece.text, piece.cell.size / largest, hints, email) - 0.12 * index, -index)
        for index, piece in enumerate(pieces[:40])
        if piece.cell.page == first
    ]
    if not scored:
        return None
    best, index = max(scored)
    return pieces[-index] if best > 0 else None


def _located(contact: Contact, pieces: list[Piece]) -> list[Piece]:
    """Take the address: the first piece that is one, with its neighbours that belong to it."""
    scores = [_place_value(piece) for piece in pieces]
    if not any(scores[:30]):
        return pieces
    center = scores.index(max(scores[:30]))
    first = last = center
    while (
        first > 0
        and center - first < 3
        and _address_neighbour(pieces[first - 1], pieces[first], scores[first - 1])
    ):
        first -= 1
    while (
        last + 1 < len(pieces)
        and last - center < 2
        and scores[last + 1]
        and _near(pieces[last], pieces[last + 1])
    ):
        last += 1
    taken = pieces[first : last + 1]
    text = ", ".join(_LABEL.sub("", piece.text) for piece in taken)
    title, text = _title_apart(text)
    contact.label = contact.label or title
    contact.location = _location(text)
    contact.used += [piece.cell for piece in taken]
    return pieces[:first] + pieces[last + 1 :]


def _title_apart(text: str) -> tuple[str, str]:
    """(a job's title that runs on into the place without a mark between them, the place)."""
    before, comma, area = text.rpartition(", ")
    words = before.split()
    for count_of_town in (3, 2, 1) if comma else ():
        title, town = " ".join(words[:-count_of_town]), " ".join(words[-count_of_town:])
        if title and count("titles", title) and not count("titles", town) and is_city(town):
            return title, f"{town}, {area}"
    return "", text


def _place_value(piece: Piece) -> int:
    label = _LABEL.match(piece.text)
    text = _LABEL.sub("", piece.text)
    if piece.icon == "place" or (
        label and re.match(r"(?i)ad+res|anschr|direcc|indir|ender|locat|wohn|ort", label[0])
    ):
        return 2
    return address_score(text)


def _near(one: Piece, other: Piece) -> bool:
    if one.line is other.line:
        return True
    level = abs(one.cell.left - other.cell.left) < 6 or abs(one.cell.right - other.cell.right) < 6
    return (
        one.line.page == other.line.page
        and level
        and abs(one.line.top - other.line.top) < 2.2 * one.cell.size
    )


def _address_neighbour(piece: Piece, after: Piece, score: int) -> bool:
    words = piece.text.split()
    street = score > 0 or bool(re.search(r"\d", piece.text)) or count("titles", piece.text) == 0
    plain = len(words) <= 7 and not find_ranges(piece.text) and abs(piece.cell.size - after.cell.size) < 1
    return (score > 0 and _near(piece, after)) or (
        plain and street and _near(piece, after) and bool(re.search(r"\d", piece.text))
    )


def _location(text: str) -> Location:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and place_score(text) == 2 and not re.search(r"\d", text):
        return Location(city=parts[0], region=parts[1], text=text)
    return Location(address=text, text=text)


def _labelled(contact: Contact, pieces: list[Piece]) -> list[Piece]:
    """Take the label: a job's title near the name."""
    if contact.label:
        return pieces
    for piece in sorted(pieces[:16], key=lambda piece: -piece.cell.size):
        words = piece.text.split()
        trade = count("titles", piece.text) or any(map(is_compound, words))
        if len(words) <= 12 and trade and not re.search(r"[.!?]$", piece.text):
            title, comma, town = piece.text.rpartition(", ")
            contact.label = title if comma and is_city(town) else piece.text
            if contact.label == title and not contact.location.text:
                contact.location = _location(town)
            contact.used.append(piece.cell)
            return [other for other in pieces if other is not piece]
    return pieces


def _found_elsewhere(contact: Contact, lines: Sequence[Line]) -> None:
    for line in lines:
        for cell in line.cells:
            contact.email = contact.email or email_in(cell.text)
