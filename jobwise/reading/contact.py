"""Who it is and how to reach them: name, e-mail, phone, web addresses, place, label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jobwise.domain.profile import Location, NetworkProfile
from jobwise.reading.dates import find_ranges
from jobwise.reading.layout import Cell, Line
from jobwise.reading.lexicon import count, either, fold, tokens
from jobwise.reading.places import address_score, place_score
from jobwise.reading.sections import heading_kind

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.A)
_URL = re.compile(
    r"(?:https?:?//)?(?:www\.)?(?<![@\w])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|me|co|edu|gov|info|ai|app|tech|xyz|"
    r"de|fr|uk|es|it|pt|br|nl|pl|se|gr|ru|cn|jp|ca|ch|at|be|in|us|eu|au|nz|ie|no|dk|fi|cz|page|site|online|blog|design|biz|academy|id)"
    r"(?::\d+)?(?:/[^\s|•,;<>()]*)?(?![\w@])",
    re.I,
)
_PHONE = re.compile(r"(?:\(?\+\d{1,3}\)?|\(?\d)[\d().\s/–·-]{5,20}\d")
_LABEL = re.compile(
    r"^(?:tel(?:efon|ephone|éphone|éfono|efono|\.)?|t[eé]l|phone|mobile|mobil|handy|cell|portable|fax|e-?mail|mail|courriel|"
    r"correo(?: electrónico)?|web(?:site)?|homepage|home page|site(?: personnel| web)?|url|blog|portfolio|linkedin|github|gitlab|twitter|x|"
    r"facebook|instagram|skype|address|adresse|anschrift|dirección|indirizzo|endereço|adres|adress|location|wohnort|"
    r"ort|contact|kontakt|name|nom|nombre|nome|stack ?overflow|medium|leetcode|kaggle|youtube|quora|orcid|google scholar)"
    r"(?:\s*/\s*\w+)?\.?\s*(?::/{0,2}|\s(?=[\d(+@]))\s*",
    re.I,
)
_KIND_OF_PHONE = re.compile(r"\W*(?:mobile|home|work|phone|cell|office|private|tel|e-?mail|url|web)\W*", re.I)
_NETWORKS = {
    "linkedin": ("LinkedIn", "linkedin.com/in/"),
    "github": ("GitHub", "github.com/"),
    "gitlab": ("GitLab", "gitlab.com/"),
    "twitter": ("Twitter", "twitter.com/"),
    "stackoverflow": ("Stack Overflow", ""),
    "facebook": ("Facebook", "facebook.com/"),
    "youtube": ("YouTube", ""),
    "medium": ("Medium", "medium.com/@"),
    "leetcode": ("LeetCode", "leetcode.com/"),
    "kaggle": ("Kaggle", "kaggle.com/"),
    "instagram": ("Instagram", "instagram.com/"),
    "xing": ("XING", "xing.com/profile/"),
    "orcid": ("ORCID", "orcid.org/"),
    "behance": ("Behance", "behance.net/"),
    "dribbble": ("Dribbble", "dribbble.com/"),
    "quora": ("Quora", ""),
}
_PARTS = re.compile(r"\s+[|•·∙⋄♦◦⋅,]+\s+|\s*\|\s*|\s*•\s*|\s{3,}|\s+[–—-]\s+")


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


@dataclass(eq=False)
class _Piece:
    text: str
    cell: Cell
    line: Line
    icon: str = ""
    link: str = ""


def contact_of(lines: Sequence[Line], hints: Sequence[str], others: Sequence[Line] = ()) -> Contact:
    """Read the lines of the top and of contact sections; `others` are searched for what is missing."""
    contact = Contact()
    pieces = sorted(_pieces(lines), key=lambda piece: piece.line.cells.index(piece.cell))
    left = [piece for piece in pieces if not _reachable(contact, piece)]
    name = _name(left, hints, contact.email)
    if name is not None:
        contact.name = _clean_name(name.text)
        contact.used.append(name.cell)
        left = [piece for piece in left if piece is not name]
    left = _located(contact, left)
    left = _labelled(contact, left, name)
    contact.more += _leftovers(left, contact.name)
    if not contact.email or not contact.phone:
        _found_elsewhere(contact, others)
    return contact


def _leftovers(pieces: Sequence[_Piece], name: str) -> list[tuple[Cell, str]]:
    """What no field took, the pieces of one line together; the name said twice is no news."""
    lines: dict[int, list[_Piece]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.cell.start):
        if not _KIND_OF_PHONE.fullmatch(piece.text) and fold(piece.text) != fold(name):
            lines.setdefault(id(piece.line), []).append(piece)
    return [(group[0].cell, " ".join(piece.text for piece in group)) for group in lines.values()]


def _pieces(lines: Sequence[Line]) -> Iterator[_Piece]:
    """The cells cut at separators, with the icon before each piece."""
    for line in lines:
        icon = (line.bullet.icon or "") if line.bullet is not None else ""
        for cell in line.cells:
            for text, kind, link in _cut(cell, icon):
                yield _Piece(text, cell, line, kind, link)
            icon = ""


def _cut(cell: Cell, icon: str) -> Iterator[tuple[str, str, str]]:
    run: list[str] = []
    sizes: list[float] = []
    link = ""
    for word in cell.words:
        if word.icon is not None:
            yield from ((text, icon, link) for text in _texts(run))
            run, sizes, icon, link = [], [], word.icon, ""
        else:
            if run and ((word.link and link and word.link != link) or _grows(sizes, word.size)):
                yield from ((text, icon, link) for text in _texts(run))
                run, sizes, icon, link = [], [], "", ""
            run.append(word.text)
            sizes.append(word.size)
            link = word.link or link
    yield from ((text, icon, link) for text in _texts(run))


def _grows(sizes: list[float], size: float) -> bool:
    """Whether a word is set in another size than those before it, as a label beside a name is."""
    return min(sizes[-1], size) * 1.35 < max(sizes[-1], size)


def _texts(words: list[str]) -> list[str]:
    """The parts of a run of words; the dots between the digits of a phone number part nothing."""
    text = re.sub(r"(?<=\d)\s+[·.•]\s+(?=\d{3,4}\b)", "-", " ".join(words))
    return [part.strip(" ,;|•") for part in _PARTS.split(text) if part.strip(" ,;|•")]


def _reachable(contact: Contact, piece: _Piece) -> bool:
    """Take e-mail, phone and web addresses out of a piece; whether nothing else is left in it."""
    label = _LABEL.match(piece.text)
    kind = _network(label[0]) if label else ""
    kind = kind or (piece.icon if piece.icon in _NETWORKS else "")
    rest = piece.text[label.end() :] if label else piece.text
    found = False
    for email in EMAIL.findall(rest):
        contact.email = contact.email or email
        if email != contact.email:
            contact.more.append((piece.cell, email))
        rest, found = rest.replace(email, " "), True
    for match in _URL.finditer(rest):
        _add_url(contact, match[0].rstrip("."))
        rest, found = rest.replace(match[0], " "), True
    if kind and not found and 0 < len(rest.split()) <= 2:
        _add_account(contact, kind, rest.strip(" /@"), piece.link)
        rest, found = "", True
    for match in _PHONE.finditer(rest):
        if _is_phone(match[0]):
            phone = match[0].strip(" .·-–")
            contact.phone = contact.phone or phone
            if phone != contact.phone:
                contact.more.append((piece.cell, phone))
            rest, found = rest.replace(match[0], " "), True
    if piece.link and not found:
        found = _add_link(contact, piece)
        rest = "" if found and len(rest.split()) <= 2 else rest
    if found:
        contact.used.append(piece.cell)
    piece.text = rest.strip(" ,;|•·:/.()") if found else piece.text
    return found and not re.search(r"\w{2}", piece.text)


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return 7 <= len(digits) <= 15 and not find_ranges(text) and not re.fullmatch(r"\d{4}\s*[-–/]\s*\d{4}", text.strip())


def _network(text: str) -> str:
    key = re.sub(r"\W", "", fold(text))
    return next((name for name in _NETWORKS if key.startswith(name)), "")


def _add_url(contact: Contact, url: str) -> None:
    plain = re.sub(r"^(?:https?:?//)?(?:www\.)?", "", url.lower())
    host = plain.split("/")[0].split(".")
    network = next((name for name in _NETWORKS if name in host), "")
    if network:
        title = _NETWORKS[network][0]
        username = url.rstrip("/").rsplit("/", 1)[-1] if "/" in plain.rstrip("/") else ""
        if all(profile.url != url for profile in contact.profiles):
            contact.profiles.append(NetworkProfile(network=title, username=username, url=url))
    elif not contact.url:
        contact.url = url
    elif url != contact.url:
        contact.profiles.append(NetworkProfile(network="Website", url=url))


def _add_account(contact: Contact, kind: str, username: str, link: str) -> None:
    title, path = _NETWORKS[kind]
    url = link if link.startswith("http") else (path + username if path else "")
    if all(profile.network != title or profile.username != username for profile in contact.profiles):
        contact.profiles.append(NetworkProfile(network=title, username=username, url=url))


def _add_link(contact: Contact, piece: _Piece) -> bool:
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


def _name(pieces: Sequence[_Piece], hints: Sequence[str], email: str) -> _Piece | None:
    """The piece that is most like the person's name, None when none is."""
    first = pieces[0].cell.page if pieces else 1
    largest = max((piece.cell.size for piece in pieces), default=1.0)
    scored = [
        (_name_score(piece, hints, email, largest) - 0.12 * index, -index)
        for index, piece in enumerate(pieces[:40])
        if piece.cell.page == first
    ]
    if not scored:
        return None
    best, index = max(scored)
    return pieces[-index] if best > 0 else None


def _name_score(piece: _Piece, hints: Sequence[str], email: str, largest: float) -> float:
    text = _clean_name(piece.text)
    words = text.split()
    cjk = bool(re.fullmatch(r"[\u3400-\u9fff\u3040-\u30ff]{2,8}", text.replace(" ", "")))
    if not (1 < len(words) <= 6 or cjk) or re.search(r"[\d@:;!?<>=]|https?", text) or heading_kind(text):
        return -5.0
    if re.fullmatch(rf"(?:{either('document')})", text, re.I) or place_score(text) == 2 or find_ranges(piece.text):
        return -5.0
    capitals = sum(word[:1].isupper() or not word[:1].isalpha() or cjk for word in words)
    score = 1.0 if capitals >= len(words) - 1 else -1.5
    score += 2.5 * piece.cell.size / largest
    score -= 3.0 * min(1, count("titles", text)) + 1.5 * min(1, count("companies", text) + count("degrees", text))
    local = fold(email.split("@")[0])
    score += 1.5 * any(len(word) > 2 and word in local for word in tokens(text))
    score += 2.0 * any(fold(text) in fold(hint) for hint in hints)
    return score - 0.6 * (len(words) > 4)


def _clean_name(text: str) -> str:
    text = re.sub(rf"(?i)^(?:{either('document')})\s*(?:[:–—-]|of|de|von)\s+|\s*[-–—:|,]?\s+(?:{either('document')})$", "", text)
    return re.sub(r"(?i)^(?:name|nom|nombre|nome)\s*:\s*", "", text).strip(" ,;|·•-–")


def _located(contact: Contact, pieces: list[_Piece]) -> list[_Piece]:
    """Take the address: the first piece that is one, with its neighbours that belong to it."""
    scores = [_place_value(piece) for piece in pieces]
    if not any(scores[:30]):
        return pieces
    center = scores.index(max(scores[:30]))
    first = last = center
    while first > 0 and center - first < 3 and _address_neighbour(pieces[first - 1], pieces[first], scores[first - 1]):
        first -= 1
    while last + 1 < len(pieces) and last - center < 2 and scores[last + 1] and _near(pieces[last], pieces[last + 1]):
        last += 1
    taken = pieces[first : last + 1]
    text = ", ".join(_LABEL.sub("", piece.text) for piece in taken)
    contact.location = _location(text)
    contact.used += [piece.cell for piece in taken]
    return pieces[:first] + pieces[last + 1 :]


def _place_value(piece: _Piece) -> int:
    label = _LABEL.match(piece.text)
    text = _LABEL.sub("", piece.text)
    if piece.icon == "place" or (label and re.match(r"(?i)ad+res|anschr|direcc|indir|ender|locat|wohn|ort", label[0])):
        return 2
    return address_score(text)


def _near(one: _Piece, other: _Piece) -> bool:
    if one.line is other.line:
        return True
    level = abs(one.cell.left - other.cell.left) < 6 or abs(one.cell.right - other.cell.right) < 6
    return one.line.page == other.line.page and level and abs(one.line.top - other.line.top) < 2.2 * one.cell.size


def _address_neighbour(piece: _Piece, after: _Piece, score: int) -> bool:
    words = piece.text.split()
    street = score > 0 or bool(re.search(r"\d", piece.text)) or count("titles", piece.text) == 0
    plain = len(words) <= 7 and not find_ranges(piece.text) and abs(piece.cell.size - after.cell.size) < 1
    return score > 0 and _near(piece, after) or (plain and street and _near(piece, after) and bool(re.search(r"\d", piece.text)))


def _location(text: str) -> Location:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and place_score(text) == 2 and not re.search(r"\d", text):
        return Location(city=parts[0], region=parts[1], text=text)
    return Location(address=text, text=text)


def _labelled(contact: Contact, pieces: list[_Piece], name: _Piece | None) -> list[_Piece]:
    """Take the label: a job's title near the name."""
    for piece in sorted(pieces[:16], key=lambda piece: -piece.cell.size):
        words = piece.text.split()
        if len(words) <= 12 and count("titles", piece.text) and not re.search(r"[.!?]$", piece.text):
            contact.label = piece.text
            contact.used.append(piece.cell)
            return [other for other in pieces if other is not piece]
    return pieces


def _found_elsewhere(contact: Contact, lines: Sequence[Line]) -> None:
    for line in lines:
        for cell in line.cells:
            email = EMAIL.search(cell.text)
            if email and not contact.email:
                contact.email = email[0]


def url_in(text: str) -> str:
    """The first web address in a text, "" when there is none."""
    match = _URL.search(text)
    return match[0].rstrip(".") if match else ""
