"""E-mail addresses, phone numbers, web addresses and the networks that they lead to."""

import re

from jobwise.reading.dates import find_ranges
from jobwise.reading.lexicon import fold

MAX_LENGTH = 300
"""Characters of a piece that is looked into; a longer one is no address, and patterns would crawl over it."""
EMAIL = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9_.+-]+@[A-Za-zÀ-ÖØ-öø-ɏ0-9_-]+(?:\.[A-Za-zÀ-ÖØ-öø-ɏ0-9_-]+)+")
"""Letters with accents are part of an address (RFC 6531); those of other scripts are words beside it."""
URL = re.compile(
    r"(?:https?:?//)?(?:www\.)?(?<![@\w])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|me|co|edu|gov|info|ai|app|tech|xyz|"
    r"de|fr|uk|es|it|pt|br|nl|pl|se|gr|ru|cn|jp|ca|ch|at|be|in|us|eu|au|nz|ie|no|dk|fi|cz|page|site|online|blog|design|biz|academy|id)"
    r"(?::\d+)?(?:/[^\s|•,;<>()]*)?(?![\w@])",
    re.I,
)
PHONE = re.compile(r"(?:\(?\+\d{1,3}\)?|\(?\d)[\d().\s/–·-]{5,20}\d")
NETWORKS = {
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


def is_phone(text: str) -> bool:
    """Whether digits may be a phone number; one with its country's code must have that country's length."""
    digits = re.sub(r"\D", "", text)
    return (
        7 <= len(digits) <= 15
        and not find_ranges(text)
        and not re.fullmatch(r"\d{4}\s*[-–/]\s*\d{4}", text.strip())
        and (not text.lstrip(" (").startswith("+") or _is_possible(text))
    )


def _is_possible(text: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text.replace("(0)", "")))
    except phonenumbers.NumberParseException:
        return False


def network_of(text: str) -> str:
    key = re.sub(r"\W", "", fold(text))
    return next((name for name in NETWORKS if key.startswith(name)), "")


def email_in(text: str) -> str:
    """The first e-mail address in a text, "" when there is none."""
    words = (word for word in text.split() if "@" in word and len(word) <= MAX_LENGTH)
    return next((match[0] for word in words if (match := EMAIL.search(word))), "")


def url_in(text: str) -> str:
    """The first web address in a text, "" when there is none."""
    match = URL.search(text[:MAX_LENGTH])
    return match[0].rstrip(".") if match else ""
