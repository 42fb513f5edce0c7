"""Headings: which section of an ad a short piece of text opens."""

import re
from typing import Literal

Section = Literal["about", "duties", "must", "nice", "offer", "apply"]

_HEADINGS: tuple[tuple[Section, str], ...] = (
    (
        "about",
        r"(?:physical|environmental|working|work|mental)(?:(?: (?:and|&)"
        r"|/) ?\w+)? ?(?:demands?|requirements?"
        r"|conditions?|environment|activities|schedule|hours)(?: (?:and|&) (?:environment|conditions))?",
    ),
    (
        "nice",
        r"(?:preferred|desired|desirable|additional|bonus|nice[ -]to[ -]haves?|good to have|pluses"
        r"|optional|a plus"
        r"|ideally|ideal)"
        r"(?:(?: and|,|/)? ?(?:qualifications?|skills?|experience|requirements?|criteria|attributes"
        r"|education|points"
        r"|knowledge|training|but not required))*"
        r"|(?:qualifications?|skills?|experience|education|requirements?|it).{0,20} (?:a plus"
        r"|preferred|desired|desirable"
        r"|beneficial|helpful|great if.{0,20})|bonus points.{0,10}|what (?:would|will) set you apart"
        r"|extra credit"
        r"|(?:von vorteil|wünschenswert|souhait\w+|atouts?|les plus|deseables?|se valora\w*"
        r"|valor(?:able|amos)|(?:requisitos )?deseables"
        r"|(?:costituisce )?titolo preferenziale|gradit[oi]|preferibil\w+|diferenciais"
        r"|desejáve(?:l|is)|valorizamos"
        r"|pluspunten|das wäre schön)"
        r"|what (?:sets|would set) you apart|(?:what|it) would be (?:nice|great|lovely|good)(?: to have"
        r"| if.{0,20})?"
        r"|(?:das ist )?nett wäre|(?:schön|gut|toll) wäre.{0,20}|meriterande|mile widziane"
        r"|dodatkowym? atut\w*"
        r"|sería (?:un plus|ideal|genial)|seria (?:um plus|ótimo)|(?:è|sarà) un plus|un plus|prés?"
        r"|mooi meegenomen"
        r"|(?:it|what) (?:would )?helps?(?: if.{0,20})?|brownie points|(?:even )?better if.{0,20}"
        r"|you.ll stand out if.{0,20}",
    ),
    (
        "must",
        r"(?:(?:basic|minimum|job|key|core|required|essential|position|technical|mandatory|special|other"
        r"|general|computer|language)"
        r"(?: and)? )*"
        r"(?:requirements?|qualifications?|skills?|must[- ]haves?|competenc(?:ies|es)"
        r"|criteria|abilities|education"
        r"|experience|knowledge|credentials|licen[sc]es?|certifications?)"
        r"(?: ?(?:and|&|/|,) ?(?:experience|skills?|abilities|qualifications?|education|requirements?"
        r"|knowledge|certifications?"
        r"|training))*(?: required| requirements?| needed| for .{3,30})?"
        r"|what (?:you.ll|you|we)(?: will)? (?:need|bring|have|require)\w*|you (?:have|bring|are|must have)"
        r"|(?:who|what) (?:you are|we.re looking for|we are looking for|we look for)|about you"
        r"|your (?:profile|skills|background)"
        r"|the (?:ideal|successful|right) (?:candidate|person|applicant)"
        r"(?: (?:will|must|should)(?: have| be)?)?"
        r"|we are looking for"
        r"|(?:ihr |dein )?profil|(?:ihre |deine )?(?:anforderungen|qualifikation\w*)"
        r"|das bringen sie mit|das bringst du mit"
        r"|(?:votre )?profil(?: recherché)?|compétences(?: requises)?|(?:tu )?perfil|requisitos"
        r"|imprescindible|(?:lo )?que (?:pedimos|buscamos|necesitamos)|qué (?:pedimos|buscamos"
        r"|necesitamos|requerimos)"
        r"|ce que nous (?:demandons|attendons|recherchons)(?: de vous)?|vous (?:avez|êtes)|das (?:erwarten"
        r"|brauchen|suchen) wir"
        r"|was (?:sie|du) mitbring(?:en|st)|requisiti|(?:il tuo )?profilo"
        r"|competenze(?: richieste)?|cosa cerchiamo"
        r"|functie-?eisen|(?:jouw |ons )?profiel|(?:wat )?wij vragen|wat vragen wij"
        r"|o que (?:procuramos|pedimos)"
        r"|what (?:we|the job) (?:asks?|demands?)(?: (?:for|of you))?|essentials?"
        r"|must[- ]haves?|required|mandatory|person specification"
        r"|(?:the )?person(?: we need)?|what we need(?: from you)?|you will need"
        r"|voraussetzungen|wir erwarten"
        r"|(?:the |your |ideal )?candidate(?: profile| requirements| specification| must)?|to be considered"
        r"|what it takes|what we(?:.re| are) after|who we(?:.re| are) after|who we need|who we want"
        r"|(?:das|was wir) wünschen wir uns(?: von (?:dir|ihnen))?|(?:was|das) wir uns wünschen"
        r"|das solltest du mitbringen|das zeichnet (?:dich|sie) aus|(?:da|wo)mit (?:du"
        r"|sie)? ?überzeug(?:s?t|en)(?: du| sie)?"
        r"|(?:wat|dit) breng (?:je|jij|u) mee|wie ben jij"
        r"|requisitos mínimos|requisiti (?:richiesti|minimi|necessari)|il candidato ideale"
        r"|(?:våra )?krav|kvalifikationer|vi söker(?: dig)?(?: som.{0,20})?|din profil|om dig|vem är du"
        r"|(?:nasze )?wymagania|czego oczekujemy|oczekujemy|(?:twój )?profil kandydata"
        r"|wir suchen|nous recherchons|qualités requises|requisitos imprescindibles|se requiere",
    ),
    (
        "duties",
        r"(?:(?:key|essential|main|primary|major|principal|job|your|daily|general|core"
        r"|position)(?: and)? )*"
        r"(?:responsibilities|duties|functions|accountabilities|tasks|activities|job description"
        r"|job summary|job purpose"
        r"|summary|position summary|description|overview of the role|role|purpose"
        r"|about the (?:job|role|position|post|vacancy|work))"
        r"(?: ?(?:and|&|/) ?(?:responsibilities|duties|tasks))*(?: include| of the (?:role|job|position))?"
        r"|what (?:you.ll|you will) (?:do|be doing)|the (?:role|job|position|opportunity|post|work|vacancy)"
        r"|what the (?:job|role|post|work) (?:is|involves)"
        r"|day[- ]to[- ]day|in this role"
        r"|(?:ihre |deine )?aufgaben|(?:vos |les )?missions?|(?:tus )?funciones|responsabilidades|tareas"
        r"|qué harás|(?:lo )?que harás|tu (?:misión|trabajo)|(?:vos |tes )?tâches|ce que vous ferez"
        r"|mansioni|responsabilità|cosa farai|jouw taken|werkzaamheden|wat ga je doen"
        r"|atividades|funções|o que (?:vais|vai) fazer"
        r"|your (?:impact|mission|tasks)|what you.ll (?:own|work (?:on|with))|full (?:job )?description"
        r"|(?:das|was) (?:erwartet (?:dich|sie)|(?:dich|sie) erwartet)|sobre a vaga"
        r"|descripción(?: del puesto)?"
        r"|(?:dina |huvudsakliga )?arbetsuppgifter|om (?:rollen|tjänsten|jobbet)"
        r"|(?:twój |twoje )?(?:zakres obowiązków|obowiązki|zadania)",
    ),
    (
        "offer",
        r"(?:our |the )?(?:benefits|perks|deal|package|compensation"
        r"|salary(?: range)?|pay(?: rate)?|what we offer"
        r"|we offer|why (?:join|work)"
        r".{0,20}|total rewards|hiring range|wage)(?: (?:and|&) (?:perks|benefits|compensation))?"
        r"|wir bieten(?: ihnen| dir)?|(?:unser )?angebot|das bieten wir|nous offrons|avantages"
        r"|(?:qué |lo que |te )?ofrecemos|(?:cosa )?offriamo|wij bieden|wat (?:wij bieden|bieden wij)"
        r"|(?:o que )?oferecemos|benefícios|ce que nous offrons"
        r"|(?:(?:nos|vos|tes|les|quelques) )?avantages|nous proposons|ce que nous (?:te |vous )?proposons"
        r"|(?:das|was) (?:erwartet (?:dich|sie)|(?:dich|sie) erwartet) bei uns|(?:das|was) wir bieten"
        r"|(?:wat|dit) krijg (?:je|jij)(?: van ons)?|(?:se ofrece|beneficios|ventajas)|(?:deine |ihre "
        r"|unsere )?(?:vorteile|leistungen|benefits)"
        r"|(?:what )?we (?:can )?(?:offer|give)(?: you)?|in return(?: we offer)?|what.s in it for (?:you|me)"
        r"|what you.ll (?:get|receive)|(?:vad )?vi erbjuder|(?:to |co )?oferujemy",
    ),
    (
        "apply",
        r"thanks(?: (?:&|and) regards)?,?|(?:thank you|(?:kind|best|warm) regards|regards"
        r"|yours (?:sincerely|faithfully)),?"
        r"|mit freundlichen grüßen|viele grüße|cordialement|atentamente|cordiali saluti"
        r"|met vriendelijke groet"
        r"|(?:special )?instructions to applicants|employer questions"
        r"|your application will include.{0,40}|le processus|recruitment process"
        r"|bewerbungsprozess"
        r"|supplemental information|next steps|important (?:notes?|information)"
        r"|(?:how )?to apply|application (?:process|instructions)|contact(?: us| information| name)?"
        r"|equal (?:employment )?"
        r"opportunity.{0,20}|eeo(?: statement)?|disclaimer|bewerbung|candidature|(?:cómo )?aplicar",
    ),
    (
        "about",
        r"about (?:us|the company|our company|the team|the client)|who we are|company(?: overview"
        r"| description| profile)?"
        r"|our (?:company|story|client|mission)|über uns|wer wir sind|qui sommes[- ]nous|l.entreprise"
        r"|sobre nosotros|quiénes somos",
    ),
)
_HEADING = tuple((name, re.compile(rf"(?:{words})\s*", re.IGNORECASE)) for name, words in _HEADINGS)
_ABOUT_EMPLOYER = re.compile(
    r"(?:about|why) (?!you|the (?:role|job|position|post|vacancy|work))\S.{0,40}", re.IGNORECASE
)
_MOST_CHARACTERS = 60
_MOST_HINTED = 10
"""Words of a line over a list that may be its heading."""
_HINT_WORDS: tuple[tuple[Section, str], ...] = (
    (
        "nice",
        r"nice|lovely|helps|if you also|bonus|extras?|pluses|desirable|desired|preferred|ideally"
        r"|advantage\w*|even better"
        r"|great to have"
        r"|would love|.d love|helpful|brownie points|stand out|vorteil|wünschenswert|idealerweise"
        r"|atouts?|plus"
        r"|deseable|valorable",
    ),
    (
        "offer",
        r"offer\w*|the deal|benefits?|perks?|package|in it for you|you.ll get|you get|you.ll receive"
        r"|rewards?|salary|pay"
        r"|give you|why us|why join|bieten|benefits|offrons|avantages|ofrecemos",
    ),
    ("apply", r"apply|application|next steps?|interview|process|bewerb\w*|candidature|postuler"),
    (
        "must",
        r"needs?|needed|require[sd]?|requirements?|must|essentials?|bring\w*"
        r"|qualifications?|skills?|experience|criteria"
        r"|about you|you are|you.re|you have|you.ve|looking for|you.ll have|you might be|good fit"
        r"|should have|suit you"
        r"|^you|profile?|anforderungen|mitbringen|bringst|erwarten|voraussetzungen|compétences|requisitos"
        r"|perfil|kenntnisse",
    ),
    (
        "duties",
        r"do|doing|role|job|day|duties|responsibilit\w+|tasks?|work|impact|mission|aufgaben"
        r"|tätigkeiten|missions?|tareas"
        r"|funciones|position|involve\w*|contribute",
    ),
    ("about", r"who we are|about|story|us|team|company|we are|über|unternehmen|nous"),
)
_DENIES = re.compile(
    r"\b(?:don['’]t|do not|won['’]t|no) (?:actually |really |even )?"
    r"(?:need|require|ask|care|expect|mind|have to)\b|\b(?:nicht|pas besoin|no necesitas)\b",
    re.IGNORECASE,
)
"""How a heading reads over what is not asked for: "What you don't need"."""
_HINTS = tuple((section, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for section, words in _HINT_WORDS)
"""Words that tell what a list is of, when no known heading stands over it; the first that is found counts."""


def section_hinted(line: str) -> Section | None:
    """The section that a short line over a list opens by its words, or None."""
    plain = line.strip(" \t:*-–#•.!?…").strip()
    if not plain or len(plain.split()) > _MOST_HINTED or not plain[0].isupper():
        return None
    if _DENIES.search(plain):
        return "about"
    return next((section for section, pattern in _HINTS if pattern.search(plain)), None)


def section_named(text: str) -> Section | None:
    """The section that a short piece opens, or None."""
    plain = text.strip(" \t:*-–#•.!?").strip()
    if not plain or len(plain) > _MOST_CHARACTERS:
        return None
    if text.rstrip().endswith(":") and _DENIES.search(plain):
        return "about"
    for section, pattern in _HEADING:
        if pattern.fullmatch(plain):
            return section
    if text.rstrip().endswith(":") and len(plain.split()) <= 6:
        for section, pattern in _HEADING:
            if pattern.search(plain):
                return section
    return "about" if _ABOUT_EMPLOYER.fullmatch(plain) and len(plain.split()) <= 4 else None
