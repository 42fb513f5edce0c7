"""A saved web page with a job ad -> its text: what the page tells programs about the job (schema.org's
JobPosting in JSON-LD) where it does, else the words that a person sees on it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from jobwise.domain.source import AdText
from jobwise.errors import UnreadableFile
from jobwise.matching.smuggled import seen, smuggled
from jobwise.reading.decoding import given, without_controls
from jobwise.reading.posting_data import posting_in, posting_text
from jobwise.reading.posting_dates import day_told

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_WORDS = frozenset(
    "script style noscript template svg math canvas audio video iframe object embed select input textarea "
    "button head title".split()
)
_AROUND = frozenset({"nav", "footer", "aside", "dialog"})
_AROUND_ROLES = frozenset({"navigation", "contentinfo", "banner", "search", "dialog", "alertdialog"})
_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main ol p pre section summary table tbody thead tr ul".split()
)
_APART = frozenset("h1 h2 h3 h4 h5 h6 p ul ol table section article".split())
_FOLDED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(
    r"visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_LEAST_OF_MAIN = 200
"""Characters from which what a page calls its main part is the ad; a shorter one is a frame for it."""
_DEEPEST = 200
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_EDGE, _APART_EDGE = "\n", "\f"


def ad_in(data: bytes) -> AdText:
    """The ad on a page, with the words that are hidden on it. Raises: UnreadableFile."""
    from lxml import etree, html

    text = _text(data)
    parser = html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_undeclared(text), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(
            "This page holds nothing", "Save it again with its text, or paste the ad.", code="no-text"
        ) from error
    posting = posting_in(_scripts(root))
    main = _main(root)
    hidden = tuple(_hidden_on(main))
    shown = posting_text(posting, words_of) or _words(main)
    return AdText(
        text=seen(without_controls(shown)),
        hidden=tuple(dict.fromkeys((*hidden, *smuggled(shown)))),
        posted_on=day_told(posting.get("datePosted")),
    )


def words_of(markup: str) -> str:
    """The words that a piece of HTML shows."""
    from lxml import html

    return _words(html.fromstring(f"<div>{_undeclared(markup)}</div>"))


def _text(data: bytes) -> str:
    """The page's markup, in the encoding that it names where it is not UTF-8. Raises: UnreadableFile."""
    named = _CHARSET.search(data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(LookupError, UnicodeError):
            data = data.decode(named[1].decode()).encode() if named else data
    return given(data)


def _undeclared(text: str) -> str:
    """*Why:* lxml refuses text that says in which encoding it was."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _scripts(root: "HtmlElement") -> Iterator[str]:
    for script in root.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json":
            yield script.text or ""


def _main(root: "HtmlElement") -> "HtmlElement":
    """The part of a page that the ad is in."""
    for path in ("//main", "//*[@role='main']", "//article"):
        parts: list[HtmlElement] = root.xpath(path)
        longest = max(parts, key=lambda part: len(_words(part)), default=None)
        if longest is not None and len(_words(longest)) >= _LEAST_OF_MAIN:
            return longest
    return root


def _words(root: "HtmlElement") -> str:
    """What a person sees, a line a block and a dash before each point of a list."""
    text = re.sub(r"(?<=\n- )[\s\f]+", "", "".join(_pieces(root, 0)))
    text = re.sub(r"[ \t]*[\n\f][\s\f]*", lambda edge: "\n\n" if _APART_EDGE in edge[0] else "\n", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _pieces(element: "HtmlElement", depth: int) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str) or tag in _NO_WORDS or depth > _DEEPEST or _is_around(element):
        return
    if _is_hidden(element):
        return
    edge = _APART_EDGE if tag in _APART else _EDGE if tag in _BLOCKS else " " if tag in ("td", "th") else ""
    yield f"{edge}- " if tag == "li" else edge
    yield _flat(element.text, tag)
    for child in element:
        yield from _pieces(child, depth + 1)
        yield _flat(child.tail, tag)
    yield edge


def _flat(text: str | None, tag: str) -> str:
    return (text or "") if tag == "pre" else re.sub(r"\s+", " ", text or "")


def _is_around(element: "HtmlElement") -> bool:
    return element.tag in _AROUND or element.get("role", "").lower() in _AROUND_ROLES


def _is_hidden(element: "HtmlElement") -> bool:
    folded = "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true"
    return folded or bool(_FOLDED.search(element.get("style", ""))) or _is_styled_away(element)


def _is_styled_away(element: "HtmlElement") -> bool:
    return bool(_UNSEEN.search(element.get("style", "")))


def _hidden_on(root: "HtmlElement") -> Iterator[str]:
    """Passages that nobody sees. *Why not what is folded away:* somebody may open it, as a menu."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in _NO_WORDS and _is_styled_away(element):
            words = " ".join("".join(element.itertext()).split())
            if words:
                yield without_controls(words)
