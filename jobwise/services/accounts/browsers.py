"""The name of a browser, so that a person knows their sessions apart. Nothing rests on it."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Such as "Firefox on Linux". *Why not the header itself:* it may hold anything, and tells too much."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "A browser")
    system = next((f" on {name}" for sign, name in _SYSTEMS if sign in user_agent), "")
    return browser + system
