"""Sentences that are written to a machine that reads, not to a person: they tell nothing of anybody.

*Why by their words:* a résumé never speaks of prompts that came before it, of what its reader is from now
on, or of the score that it is to be given. The words are those of the attacks that OWASP's LLM01 lists.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_TOLD = (
    r"(?:(?:please|always|now|you (?:must|should|shall|will|are to)(?: now)?)\s+)*"
    r"(?:ignore|disregard|forget|override|bypass|score|rate|rank|output|(?:reply|respond) with)\b"
    r"|[^\n]{0,80}\b(?:(?:these|new|following|prior|previous|above) (?:instructions?|prompts?|rules?)"
    r"|(?:this|the) (?:person|candidate|applicant|r[ée]sum[ée]|cv|score)\b)"
    r"|[^\n]{0,40}\b(?:to|in|into) (?:the|this) (?:r[ée]sum[ée]|cv|documents?|letter|lines?)\b"
)
"""What comes after the name of a machine's part. *Why not the name alone:* "System: SAP R/3" is a fact, and
"Developer: built it with Python" is somebody's work."""
_BEGINS = r"(?:^|[.!?:;,(\n“„«•*]|[–—-]\s|\b(?:and|then|please|must|should))\s*"
"""What stands before an order whose verb comes first. *Why not the verb alone:* "clients rank me first" tells
of somebody."""
_PAPER = r"(?:person|candidate|applicant|r[ée]sum[ée]|cv)"
_MACHINE = (
    r"(?:(?:AI|KI|IA|LLMs?|(?:chat)?gpt|ATS|(?:large )?language models?)(?:[\s-](?:reviewers?|screeners?"
    r"|readers?|graders?|evaluators?|recruiters?|systems?|models?|assistants?|agents?|tools?|parsers?"
    r"|prüfer|bewerter))*"
    r"|(?:automat(?:ed|ic)|machine) (?:reviewers?|screeners?|readers?|graders?|evaluators?|parsers?))"
)
_RANKING = (
    rf"{_BEGINS}(?:(?:ignore|disregard|forget|skip|reject|discard|drop|exclude|eliminate|downgrade)\s"
    rf"[^.!?\n]{{0,20}}\b(?:other|remaining|rest of the|competing)\s(?:\w+\s)?{_PAPER}s?\b"
    r"|(?:rank|rate|score|grade|place|put|list|sort|move|mark|select|choose|pick|prefer|recommend|shortlist"
    r"|hire|give)\s(?:me|us|this one|my (?:application|name|profile|r[ée]sum[ée]|cv))\b[^.!?\n]{0,30}"
    r"\b(?:first|top|highest|higher|above|over|best|full|maximum|ahead|number one|perfect|scores?|points)\b"
    r"|(?:mark|treat|count|flag|classify|label|rate|score)\s(?:(?:me|us|this|it|all|every|everything|the"
    r"|requirements?|must-haves?|skills?|criteri(?:a|on))\s)*as\s(?:[^.!?,\n]{0,30}\s)?"
    r"(?:certified|qualified|met|fulfilled|satisfied|matched|fluent|suitable|shortlisted|hired)\b)"
    rf"|\b{_MACHINE}(?: (?:reading|that reads?) this)?\s*[:,–—]\s*(?:please\s|you (?:must|should|shall)\s)*"
    r"(?:mark|rank|rate|score|grade|treat|count|consider|accept|approve|select|shortlist|recommend|prefer"
    r"|pass|give|assume|confirm|ignore|markiere\w*|marque[zr]?|marca)\s"
    rf"(?:as|als|comme|como|me|us|this|these|my|it|all|every\w*|full|only|that|the {_PAPER})\b"
    rf"|\bif you(?:['’]re| are) an? {_MACHINE}(?:,|\s(?:reading|reviewing|screening|scoring|ranking)\b)"
)
"""Who is to come first, to be left out or to be taken for suitable, and what is told to whatever machine
reads."""
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}"
    r"\b(?:previous|prior|above|earlier|preceding|all)\b"
    r"[^.!?\n]{0,30}\b(?:instructions?|prompts?|rules?|directions?|guidelines?)\b"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,20}"
    r"\b(?:instructions?|prompts?|rules?|directions?|guidelines?)\s(?:above|before|so far|given|you were)\b"
    r"|(?:^|[.!?:\n])\s*(?:please\s)?(?:ignore|disregard|forget)\s(?:everything|all|anything|what)\b"
    r"[^.!?\n]{0,20}\b(?:told|above|before|said|instructed)\b"
    rf"|(?:^|\n)\s*(?:system|assistant|developer)\s*:\s+(?:{_TOLD})"
    r"|\[/?INST\]|<\|?(?:im_start|im_end|system|endoftext)\|?>|<<<\s?DATA"
    r"|DATA>>>|</?(?:data|system|instructions?)>"
    r"|\byou are (?:now|from now on|free now|in developer mode|no longer)\b"
    r"|\b(?:give|rate|score|rank|mark)\b[^.!?\n]{0,20}"
    r"\b(?:this|the) (?:person|candidate|applicant|r[ée]sum[ée]|cv)\b"
    r"|\b(?:this|the) (?:person|candidate|applicant) (?:meets|fulfils|satisfies|has) (?:every|all)\b"
    rf"|{_RANKING}",
    re.IGNORECASE,
)


class _Words(NamedTuple):
    """How a language orders a machine about: only forms that nobody says of their own work."""

    ignore: str
    earlier: str
    instructions: str
    rate: str
    candidate: str
    others: str
    first: str


_TONGUES = {
    "fr": _Words(
        r"(?:ignore[rz]?|oublie[rz]?|négligez|contourne[rz]?|ne (?:tiens|tenez) pas compte)\b",
        r"(?:précédente?s?|antérieure?s?|ci-dessus|toute?s|tous)\b",
        r"(?:instructions|consignes|directives|prompts?)\b",
        r"(?:notez|note|évaluez|classez|donnez|donne|attribuez)\b",
        r"(?:ce candidat|cette candidate|cette personne|ce cv)\b",
        r"(?:autres|restants) (?:candidat|postulant|cv)",
        r"(?:classe|place|note|évalue|met)[sz]?[- ]moi\b.{0,30}\b(?:premi|en tête|haut|meilleur|maxim)",
    ),
    "de": _Words(
        r"(?:ignoriere?|vergiss|missachte|umgehe|(?:ignorieren|vergessen|missachten|umgehen) sie)\b",
        r"(?:vorherigen?|vorigen?|bisherigen?|obigen?|früheren?|vorangegangenen?|alle)\b",
        r"(?:anweisung(?:en)?|instruktionen|vorgaben|prompts?|befehle)\b",
        r"(?:bewerte|gib|stufe|(?:bewerten|geben|stufen) sie)\b",
        r"diese[nrm]? (?:kandidat|bewerber|person|lebenslauf)\w*",
        r"(?:anderen?|übrigen?|restlichen?) (?:kandidat|bewerb)",
        r"(?:setze?|bewerte|platziere|reihe|(?:setzen|bewerten|platzieren"
        r"|reihen) sie) mich\b.{0,40}\b(?:erste|oben|höchst|best|spitze|voll)",
    ),
    "es": _Words(
        r"(?:ignora|ignore|ignorad|olvida|olvide|haz caso omiso|haga caso omiso|omite|omita)\b",
        r"(?:anterior(?:es)?|previas?|previos|todas|todos)\b",
        r"(?:instrucci(?:ón|ones)|indicaciones|órdenes|prompts?)\b",
        r"(?:da|dale|dé|puntúa|puntúe|califica|califique|evalúa|evalúe)\b",
        r"(?:este candidato|esta candidata|esta persona|este currículum|este cv)\b",
        r"(?:demás|otr[oa]s) (?:candidat|aspirant|solicitant|postulant)",
        r"(?:ponme|póngame|colócame|colóqueme|clasifícame|clasifíqueme|puntúame|puntúeme)\b",
    ),
    "it": _Words(
        r"(?:ignora|ignori|ignorate|dimentica|dimentichi|dimenticate|non tenere conto)\b",
        r"(?:precedent[ei]|anterior[ei]|sopra|tutte|tutti)\b",
        r"(?:istruzion[ei]|indicazioni|direttive|prompts?)\b",
        r"(?:dai|dia|date|valuta|valuti|valutate|assegna|assegni)\b",
        r"(?:questo candidato|questa candidata|questa persona|questo cv|questo curriculum)\b",
        r"(?:altr[ie]|restanti) candidat",
        r"(?:mettimi|mettetemi|classificami|classificatemi|posizionami|valutami|valutatemi)\b",
    ),
    "pt": _Words(
        r"(?:ignora|ignore|ignorem|esquece|esqueça|desconsidere|desconsidera)\b",
        r"(?:anterior(?:es)?|prévias|prévios|acima|todas|todos)\b",
        r"(?:instruç(?:ão|ões)|indicações|orientações|comandos|prompts?)\b",
        r"(?:dá|dê|avalia|avalie|pontue|classifique)\b",
        r"(?:este candidato|esta candidata|esta pessoa|este currículo|este cv)\b",
        r"(?:outr[oa]s|demais|restantes) candidat",
        r"(?:coloque|coloca|classifique|classifica|ponha|avalie|pontue)-me\b|me (?:coloque"
        r"|classifique|ponha|avalie) ",
    ),
    "nl": _Words(
        r"(?:negeer|vergeet|omzeil)\b",
        r"(?:vorige|voorgaande|eerdere|bovenstaande|alle)\b",
        r"(?:instructies?|aanwijzingen|opdrachten|prompts?)\b",
        r"(?:beoordeel|geef|waardeer)\b",
        r"(?:deze kandidaat|deze sollicitant|deze persoon|dit cv)\b",
        r"(?:andere|overige) (?:kandida|sollicitant)",
        r"(?:zet|plaats|rangschik|beoordeel|geef) mij?\b.{0,30}\b(?:eerste?|bovenaan|hoogst|best)",
    ),
    "pl": _Words(
        r"(?:zignoruj(?:cie)?|ignoruj(?:cie)?|zapomnij(?:cie)?|pomiń(?:cie)?)\b",
        r"(?:poprzedni(?:e|ch)|wcześniejsz(?:e|ych)|powyższ(?:e|ych)|wszystki(?:e|ch))\b",
        r"(?:instrukcj[eię]|polece(?:nia|ń)|wytyczn(?:e|ych)|promp\w+)\b",
        r"(?:oceń(?:cie)?|daj(?:cie)?|przyznaj(?:cie)?)\b",
        r"(?:tego kandydata|temu kandydatowi|tę kandydatkę|tej kandydatce|tę osobę|tej osobie|to cv)\b",
        r"(?:inn|pozostał)(?:ych|i|e) kandyda",
        r"(?:oceń|umieść|postaw|daj)(?:cie)? mnie\b.{0,30}\b(?:pierwsz|najwyż|najlep)",
    ),
    "sv": _Words(
        r"(?:ignorera|glöm|bortse från|strunta i)\b",
        r"(?:tidigare|föregående|ovanstående|alla)\b",
        r"(?:instruktion(?:er|erna)?|anvisningar(?:na)?|prompt(?:en|ar)?)\b",
        r"(?:ge|betygsätt|bedöm)\b",
        r"(?:denn?a (?:kandidat|sökande|person)|den här (?:kandidaten|personen)|detta cv)\b",
        r"(?:andra|övriga) (?:kandidat|sökande)",
        r"(?:ranka|placera|sätt|betygsätt|bedöm) mig\b.{0,30}\b(?:först|högst|överst|bäst)",
    ),
    "ru": _Words(
        r"(?:игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?|не учитывай(?:те)?)\b",
        r"(?:предыдущи[ех]|прежни[ех]|вышеуказанны[ех]|все|всех)\b",
        r"(?:инструкци[ийя]|указани[ейя]|команды|промпт\w*)\b",
        r"(?:оцени(?:те)?|дай(?:те)?|поставь(?:те)?)\b",
        r"(?:этого кандидата|этому кандидату|это резюме|этому резюме)\b",
        r"(?:других|остальных|прочих) (?:кандидат|соискател)",
        r"(?:поставь|оцени|размести|ранжируй)(?:те)? меня\b.{0,30}\b(?:перв|выше|наивысш|лучш)",
    ),
    "el": _Words(
        r"(?:αγνόησε|αγνοήστε|ξέχνα|ξεχάστε|παράβλεψε|παραβλέψτε)\b",
        r"(?:προηγούμεν(?:ες|ους|α)|παραπάνω|όλες|όλα)\b",
        r"(?:οδηγίες|εντολές|υποδείξεις)\b",
        r"(?:βαθμολόγησε|βαθμολογήστε|δώσε|δώστε|αξιολόγησε|αξιολογήστε)\b",
        r"(?:αυτόν τον υποψήφιο|αυτή την υποψήφια|αυτό το βιογραφικό)",
        r"(?:άλλους|υπόλοιπους) υποψ",
        r"(?:κατάταξέ|κατατάξτε|βάλε|βάλτε|βαθμολόγησέ|βαθμολογήστε) με\b.{0,30}\b(?:πρώτ|ψηλ|κορυφ)",
    ),
    "tr": _Words(
        r"(?:yok say(?:ın)?|görmezden gel(?:in)?|dikkate alma(?:yın)?|göz ardı et(?:in)?|unut(?:un)?)\b",
        r"(?:önceki|yukarıdaki|tüm|bütün)\b",
        r"(?:talimat|yönerge|komut|istem)\w*",
        r"(?:ver(?:in)?|değerlendir(?:in)?|puanla(?:yın)?)\b",
        r"bu (?:aday|özgeçmiş|cv|kişi)\w*",
        r"diğer (?:tüm )?(?:aday|başvuru)",
        r"beni\b.{0,30}\b(?:birinci|ilk|en üst|en yüksek).{0,20}\b(?:koy|yerleştir|sırala)",
    ),
    "ar": _Words(
        r"(?:تجاهلوا|تجاهلي|تجاهل|تغاض|انسوا|انس)\b",
        r"(?:السابقة|السابق|أعلاه|جميع|كل|كافة)\b",
        r"(?:التعليمات|تعليمات|الأوامر|أوامر|الإرشادات|التوجيهات)",
        r"(?:أعطوا|أعطِ|أعط|امنحوا|امنح|قيّموا|قيّم|قيم)",
        r"(?:هذا المرشح|هذه المرشحة|هذا المتقدم|هذه السيرة|هذا الشخص)",
        r"(?:المرشحين|المتقدمين) الآخرين|(?:باقي|بقية) (?:المرشحين|المتقدمين)",
        r"(?:ضعني|ضعوني|رتبني|صنفني|قيمني|قيّمني)",
    ),
    "hi": _Words(
        r"(?:(?:अनदेखा|अनदेखी|नज़रअंदाज़|नजरअंदाज) कर(?:ें|ो|िए)|भूल जा(?:एं|एँ|ओ|इए))",
        r"(?:पिछले|पिछली|पूर्व|उपरोक्त|ऊपर|पहले|सभी)",
        r"(?:निर्देश|आदेश|अनुदेश|प्रॉम्प्ट)",
        r"(?:दें|दीजिए|आंकें|मूल्यांकन कर(?:ें|ो))",
        r"(?:इस (?:उम्मीदवार|आवेदक|रिज़्यूमे|रिज्यूमे|बायोडाटा|व्यक्ति))",
        r"(?:अन्य|दूसरे|बाकी) (?:सभी )?(?:उम्मीदवार|आवेदक)",
        r"मुझे (?:सबसे ऊपर|पहले स्थान|पहला स्थान|प्रथम).{0,20}(?:रखें|रखो|दें|दो)",
    ),
    "ko": _Words(
        r"(?:무시하(?:고|세요|라|십시오|여)|무시해|잊어|잊으(?:세요|라|십시오))",
        r"(?:이전|앞선|앞의|위의|지금까지|모든)",
        r"(?:지시|명령|지침|프롬프트)",
        r"(?:주세요|주십시오|줘|부여하(?:세요|라|십시오)|평가하(?:세요|라|십시오)|매기(?:세요|라|십시오))",
        r"(?:(?:이|해당) (?:지원자|후보자|후보|이력서))",
        r"다른 (?:모든 )?(?:지원자|후보)",
        r"(?:나를|저를) .{0,20}(?:1위|1등|첫|최고|가장).{0,20}(?:매기|평가하|올려|올리|두)",
    ),
    "zh": _Words(
        r"(?:请忽略|忽略|无视|忘记|忘掉|忽視)",
        r"(?:之前|以上|先前|此前|上面|所有|前面)",
        r"(?:指令|指示|提示词|提示詞)",
        r"(?:请?给|評|评为|打分)",
        r"(?:这位候选人|该候选人|此候选人|这份简历|此简历)",
        r"其他(?:所有)?(?:的)?(?:候选人|申请人|求职者|应聘者)",
        r"(?:把|将)我(?:排|列|放)(?:在|为|到)?(?:第一|首位|最前)",
    ),
    "ja": _Words(
        r"(?:無視し(?:て|ろ|なさい)|無視せよ|忘れ(?:て|ろ|なさい))",
        r"(?:以前|これまで|上記|前述|すべて|全て)",
        r"(?:指示|命令|プロンプト)",
        r"(?:評価し(?:て|ろ|なさい)|与え(?:て|ろ|なさい)|つけ(?:て|ろ))",
        r"(?:この候補者|この応募者|この履歴書)",
        r"(?:他|ほか)の(?:すべての|全ての)?(?:候補者|応募者)",
        r"私を(?:1位|一位|最上位|トップ|最高).{0,10}(?:し|評価|ランク)",
    ),
}
"""Language -> its words in small letters; those that `reading.tongue` tells apart, English being above, and
others that ads come in."""
_IGNORE, _EARLIER, _INSTRUCTIONS, _RATE, _CANDIDATE, _OTHERS, _FIRST = (
    re.compile(rf"(?<![^\W\u3040-\u9fff])(?:{'|'.join(words)})")
    for words in zip(*_TONGUES.values(), strict=True)
)
_SENTENCE = re.compile(r"[^.!?\n。！？।؟]+")


@lru_cache(maxsize=8192)
def without_orders(text: str) -> str:
    """The text, blanked whole when a sentence of it speaks to a machine; places stay where they were.

    *Why whole:* what stands beside an order is there to be carried in by it.
    """
    ordered = _ORDER.search(text) or any(map(_is_order, _SENTENCE.findall(text.lower())))
    return " " * len(text) if ordered else text


def _is_order(sentence: str) -> bool:
    """Whether it orders in a language other than English. *Why in any order:* verbs may stand last."""
    if _IGNORE.search(sentence) and (
        _OTHERS.search(sentence) or (_EARLIER.search(sentence) and _INSTRUCTIONS.search(sentence))
    ):
        return True
    return bool(_FIRST.search(sentence) or (_RATE.search(sentence) and _CANDIDATE.search(sentence)))
