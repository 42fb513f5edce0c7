"""What a job site writes around an ad: its buttons, counters and marks, which say nothing of the job."""

import re

_BUTTONS = (
    r"easy apply|apply(?: now| today| here| online| for this (?:job|role|position)| on company (?:web)?site)?"
    r"|save(?:d)?(?: (?:this )?job)?|share(?: this job)?|report(?: this)?(?: job)?|print(?: job)?|follow"
    r"|show (?:more|less)(?: options)?|see (?:more|less)|read more|sign in|log ?in|join now|skip to .{3,30}"
    r"|(?:« ?|< ?|← ?)?back to (?:all |the |search |job )?(?:jobs?|listings?|results|openings|careers|list)"
    r"|view (?:all|other|more) (?:jobs|openings|positions)|(?:all|open|current) (?:jobs|openings|positions)"
    r"|set (?:job )?alert.{0,40}|(?:create|get) (?:a )?job alerts?.{0,40}|similar jobs|people also viewed"
    r"|jetzt bewerben|merken|teilen|zurück zur (?:übersicht|suche|liste)|stelle melden"
    r"|postuler(?: maintenant)?|sauvegarder|partager|retour aux (?:offres|résultats)"
    r"|inscribirme|inscríbete|guardar(?: oferta)?|compartir|volver a (?:las )?ofertas"
    r"|solliciteer(?: nu| direct)?|bewaar|deel|candidati(?: ora)?|salva|condividi"
    r"|candidatar-se|candidatar|aplikuj(?: teraz)?|zapisz|ansök(?: nu| här)?|spara|dela"
)
_COUNTS = (
    r"(?:over|more than)? ?\d[\d,.]*\+? (?:applicants?|applications|people clicked apply|views"
    r"|inscritos|candidats?|candidatures?|bewerber\w*|candidati)"
    r"|(?:be among|among) the first \d+ applicants|(?:actively|early) (?:recruiting|hiring|applicant)"
    r"|(?:re)?posted (?:on )?(?:today|yesterday|just now|\d+\+? ?(?:[mhd]|minutes?|hours?|days?|weeks?"
    r"|months?)"
    r"(?: ago)?)"
    r"|\d+\+? (?:minutes?|hours?|days?|weeks?|months?) ago|(?:just|new|recently) posted|new"
    r"|publicada? hace .{3,20}|publiée? il y a .{3,20}|vor \d+ (?:stunden|tag(?:en)?|wochen?)"
    r"|\d(?:[.,]\d)?(?: out of 5(?: stars?)?| ?★| stars?)?|\d[\d,]* reviews"
    r"|promoted(?: by .{3,20})?|responses? managed off \w+|viewed|urgently hiring|hiring multiple candidates"
    r"|your (?:profile|skills) match\w* .{3,40}|no longer accepting applications"
)
_SENTENCES = (
    r"you must create an? \w+ account .{5,80}|here.s how the job .{5,80}|pulled from the full job description"
    r"|skills highlighted with .{3,60}|by (?:clicking|submitting|applying).{0,80}\byou (?:agree|consent"
    r"|accept).{0,120}"
    r"|.{0,60}\b(?:we|this (?:web)?site) uses? cookies\b.{0,200}|accept (?:all|cookies).{0,20}"
    r"|reject all.{0,20}|manage (?:preferences|cookies|settings)"
    r"|(?:necessary|analytics|marketing|functional|performance|advertising) cookies|cookie (?:policy"
    r"|settings)"
    r"|\*? ?indicates (?:a )?required fields?|.{0,60}message and data rates may apply.{0,40}"
)
_LINE = re.compile(rf"(?:{_BUTTONS}|{_COUNTS}|{_SENTENCES})", re.IGNORECASE)
_PARTS = re.compile(r"\s[·|•]\s")
_LONGEST = 280
"""Characters of a line that could be of the site alone."""
_FIELDS = re.compile(r"(?:(?:first|last|full) name|e-?mail|phone|resume/cv|linkedin profile|website)\s*\*?")
"""What a form under an ad asks an applicant to fill in."""


_ABOUT_FIRM = re.compile(
    r"(?:industry(?: type)?|industries|department|functional area|role category|job (?:function|family)"
    r"|sector"
    r"|branche|secteur(?: d['’]activité)?)",
    re.IGNORECASE,
)
"""What a site files the ad under, over or before its value: "Job function", "Industry Type: Banking"."""
_PICTURE = re.compile(
    r"(?![✓✔✅☑★✨❖➢👉🔹])[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u231A-\u23FF]\uFE0F?(?<!\uFE0F)|\uFE0F"
)
"""Pictures beside words, without those that mark points of lists."""
_MOST_FILED = 100


def without_page_words(ad: str) -> str:
    """The ad with blanks where only the site speaks, so that every other word keeps its place."""
    kept: list[str] = []
    filed = False
    for line in ad.splitlines(keepends=True):
        label, colon, value = line.partition(":")
        is_label = bool(_ABOUT_FIRM.fullmatch(label.strip())) and len(line) < _MOST_FILED
        gone = (is_label and (not colon or bool(value.strip()))) or (filed and len(line) < _MOST_FILED)
        filed = is_label and not colon
        kept.append(_blank(line) if gone else _blanked(line))
    return _PICTURE.sub(" ", "".join(kept))


def _blanked(line: str) -> str:
    """A line without its parts that are the site's own: "Cork · Reposted 3 days ago · 80 applicants"."""
    if len(line) > _LONGEST:
        return line
    parts = re.split(rf"({_PARTS.pattern})", line)
    own = [_is_of_page(part) for part in parts[::2]]
    if not any(own):
        return line
    for number, gone in enumerate(own):
        if gone:
            parts[2 * number] = _blank(parts[2 * number])
            beside = 2 * number - 1 if number else 1
            if beside < len(parts):
                parts[beside] = _blank(parts[beside])
    return "".join(parts)


def _is_of_page(part: str) -> bool:
    plain = part.strip(" \t\r\n\xa0.:*")
    return bool(plain) and bool(_LINE.fullmatch(plain) or _FIELDS.fullmatch(plain.casefold()))


def _blank(words: str) -> str:
    return re.sub(r"[^\r\n]", " ", words)
