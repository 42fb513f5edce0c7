"""The colours of a Word file, those of its theme among them, and which two of them look alike."""

import colorsys
import re
from typing import Any

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTRAST = 1.2
"""Below this contrast (WCAG 2.2, "contrast ratio", 1 to 21) letters are not read: light grey on white."""
_HUE = 64
"""Of 255: colours as light as each other that differ so much in one channel are told apart: red on green."""
_SLOTS = {
    "background1": "lt1", "light1": "lt1", "bg1": "lt1", "text1": "dk1", "dark1": "dk1", "tx1": "dk1",
    "background2": "lt2", "light2": "lt2", "bg2": "lt2", "text2": "dk2", "dark2": "dk2", "tx2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


class Colours:
    """Names of colours -> six hex digits. `theme`: the root of the theme, None when the file has none."""

    def __init__(self, theme: Any) -> None:
        self._theme = {"lt1": "FFFFFF", "dk1": "000000"}
        for slot in theme.iterfind(f".//{_A}clrScheme/*") if theme is not None else ():
            value = next((node.get("lastClr") or node.get("val", "") for node in slot), "")
            if known := digits(value):
                self._theme[slot.tag.removeprefix(_A)] = known

    def told(self, node: Any, prefix: str = "color") -> str | None:
        """The colour of `w:color`, or of a shade's fill (`prefix` "fill"); None for one that Word chooses."""
        theme = "theme" + ("Color" if prefix == "color" else prefix.capitalize())
        known = self._named(node.get(f"{_W}{theme}", ""))
        if known is None:
            return digits(node.get(f"{_W}val" if node.tag == f"{_W}color" else f"{_W}{prefix}", ""))
        stem = "theme" if prefix == "color" else theme
        tint, shade = (_share(node.get(f"{_W}{stem}{kind}", "FF")) for kind in ("Tint", "Shade"))
        return _lightened(_lightened(known, shade, 0.0), tint, 1 - tint)

    def drawn(self, fill: Any) -> str | None:
        """The colour in a drawing's fill (`a:solidFill` and its like); None when it is of another kind."""
        for node in fill:
            name = node.tag.rpartition("}")[2]
            value = node.get("val") or next(iter(node.xpath("@*[local-name()='val']")), "")
            known = self._named(value) if name == "schemeClr" else digits(node.get("lastClr") or value)
            if known is not None:
                times, plus = (_percent(node, kind) for kind in ("lumMod", "lumOff"))
                return _lightened(known, 1.0 if times is None else times, plus or 0.0)
        return None

    def shade(self, node: Any) -> str | None:
        """The colour that `w:shd` paints, its pattern mixed in; None when it paints nothing."""
        pattern = node.get(f"{_W}val", "clear")
        amount = re.fullmatch(r"pct(\d+)", pattern)
        share = {"clear": 0.0, "nil": 0.0, "solid": 1.0}.get(pattern, int(amount[1]) / 100 if amount else 0.5)
        fill = self.told(node, "fill")
        if not share:
            return fill
        ink = self.told(node) or "000000"
        pairs = zip(_channels(ink), _channels(fill or "FFFFFF"), strict=True)
        return "".join(f"{round(share * over + (1 - share) * under):02X}" for over, under in pairs)

    def _named(self, name: str) -> str | None:
        return self._theme.get(_SLOTS.get(name, name))


def digits(value: str) -> str | None:
    """Six hex digits as such; None for anything else."""
    return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None


def highlighted(node: Any) -> str | None:
    """The colour of `w:highlight`; None for none."""
    return _HIGHLIGHTS.get(node.get(f"{_W}val", ""))


def alike(one: str, other: str) -> bool:
    """Whether letters of one colour cannot be read on the other."""
    light, dark = sorted((_luminance(one) + 0.05, _luminance(other) + 0.05), reverse=True)
    apart = max(abs(a - b) for a, b in zip(_channels(one), _channels(other), strict=True))
    return light / dark < _CONTRAST and apart < _HUE


def _luminance(value: str) -> float:
    """Source: WCAG 2.2, "relative luminance"."""
    parts = [c / 255 for c in _channels(value)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(value: str) -> tuple[int, int, int]:
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)


def _lightened(value: str, times: float, plus: float) -> str:
    hue, light, full = colorsys.rgb_to_hls(*(c / 255 for c in _channels(value)))
    rgb = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light * times + plus)), full)
    return "".join(f"{min(255, max(0, round(255 * c))):02X}" for c in rgb)


def _share(value: str) -> float:
    return int(value, 16) / 255 if re.fullmatch(r"[0-9A-Fa-f]{1,2}", value) else 1.0


def _percent(node: Any, kind: str) -> float | None:
    value = next(iter(node.xpath(f"*[local-name()='{kind}']/@*[local-name()='val']")), "")
    return int(value) / 100_000 if re.fullmatch(r"\d{1,7}", value) else None
