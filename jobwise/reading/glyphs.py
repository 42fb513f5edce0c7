"""Characters as a font draws them -> characters as people write them.

Source of the control codes: Cork (T1) encoding of TeX fonts, positions 0x10 to 0x1F, which show up
bare where a PDF has no table back to Unicode.
"""

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
BULLET = "•"
_CORK = dict(zip(range(0x10, 0x17), "“”„«»–—", strict=True)) | {
    0x1B: "ff",
    0x1C: "fi",
    0x1D: "fl",
    0x1E: "ffi",
    0x1F: "ffl",
}
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_SPACES = dict.fromkeys([*range(0x2000, 0x200B), 0x00A0, 0x202F, 0x205F, 0x3000], " ")
_NOTHING = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x0000], None)
_BROKEN_HYPHENS = {0x02: SOFT_HYPHEN, 0xFFFE: SOFT_HYPHEN, 0x2010: "-", 0x2011: "-", 0x2043: BULLET}
_TABLE = _CORK | _LIGATURES | _SPACES | _NOTHING | _BROKEN_HYPHENS
_LETTERS_ONLY = _SPACES | _NOTHING | _LIGATURES

BULLETS = frozenset(">•◦▪▫●○■□◆◇‣∙·–—-*+➢➤►▶▸▹✓✔√❖»›⇒→➔★☆∗⋄⚫■￭♦")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]|\[\d{1,3}\]")
_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\uff01-\uff5e]")
_ICON = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\u2600-\u26ff\u2700-\u27bf✆☎✉🖂\U0001f300-\U0001faff]+")

ICONS = {
    "\uf0e0": "email",
    "\uf1fa": "email",
    "✉": "email",
    "\uf095": "phone",
    "\uf10b": "phone",
    "\uf3cd": "phone",
    "☎": "phone",
    "✆": "phone",
    "\uf3c5": "place",
    "\uf041": "place",
    "\uf015": "place",
    "\uf0c1": "url",
    "\uf0ac": "url",
    "\uf08c": "linkedin",
    "\uf0e1": "linkedin",
    "\uf09b": "github",
    "\uf092": "github",
    "\uf113": "github",
    "\uf296": "gitlab",
    "\uf099": "twitter",
    "\uf16c": "stackoverflow",
}
"""Font Awesome code points (its public icon list) and plain symbols -> what stands behind them."""


def plain_glyphs(text: str) -> str:
    """Text with ligatures taken apart, odd spaces made plain and lost hyphens found again."""
    return known_letters(text.translate(_TABLE))


def known_letters(text: str) -> str:
    """Radicals and compatibility forms of Chinese and Japanese signs as the signs themselves.

    *Why:* a PDF's font table often names the radical that looks the same.
    """
    if text.isascii() or not _LOOKALIKES.search(text):
        return text
    return _LOOKALIKES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def plain_letters(text: str) -> str:
    """The same for text that never was in a font: control codes are left to others."""
    return known_letters(text.translate(_LETTERS_ONLY))


def icon_kind(word: str) -> str | None:
    """What an icon stands for ("email", "phone", ... or "" when unknown); None for a word."""
    if not _ICON.fullmatch(word):
        return None
    return next((ICONS[char] for char in word if char in ICONS), "")


def is_bullet(word: str) -> bool:
    """Whether a word at the start of a line only marks an item of a list."""
    return (len(word) <= 2 and all(char in BULLETS for char in word)) or bool(_NUMBER.fullmatch(word))


def inner_hyphens(word: str) -> str:
    """Soft hyphens inside a printed word were drawn: they are hyphens. One at the end is a line break's."""
    if SOFT_HYPHEN not in word:
        return word
    if word == SOFT_HYPHEN:
        return "-"
    tail = SOFT_HYPHEN if word.endswith(SOFT_HYPHEN) else ""
    return word.removesuffix(SOFT_HYPHEN).replace(SOFT_HYPHEN, "-") + tail
