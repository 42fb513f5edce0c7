"""The closed lists that the truth gate knows: words that claim nothing, and words that limit a claim."""

from functools import lru_cache

from jobwise.matching.word_forms import fold, stem

_FUNCTION = {
    "en": "a an the and or but of in at on to for from with as into via per is are was were be been am i i'm "
    "i've my me we our us together through it its this that these those which who whose where when "
    "while during within have has had do does did you your he she his her they their them also there",
    "fr": "le la les l un une des du de d et ou à au aux en dans sur pour par avec chez comme je j mon ma "
    "mes nous notre nos ce cette ces qui que qu dont où est sont était ai a avons ont vous votre vos "
    "il elle son sa ses",
    "de": "der die das den dem des ein eine einen einem einer eines und oder von vom zu zum zur in im an am "
    "auf aus bei beim für mit durch als ich mein meine meinen meiner meinem wir unser unsere ist sind "
    "war waren habe hat haben hatte sie ihr ihre ihren ihrem ihrer er es dies diese dieser dieses "
    "welche wo",
    "es": "el la los las un una unos unas de del y o e u en a al con por para como mi mis nosotros nuestro "
    "nuestra este esta estos estas que quien donde es son era fue he ha hemos han su sus lo se yo",
}
_BEFORE = (
    "not no never without assist assisted help helped contribute contributed participate participated "
    "assistant deputy vice acting interim trainee intern junior associate aspiring almost nearly "
    "about around approximately roughly circa under fewer below partly tried attempted learning "
    "studying shadowed learn want hope wish co participation contribution soutien appui aide "
    "mitarbeit mithilfe mitwirkung beteiligung unterstützung participación apoyo nicht kein keine ohne "
    "fast etwa rund stellvertretende stellvertretender assistierte werkstudent pas sans presque environ "
    "assisté adjoint adjointe stagiaire sin casi unos ayudé asistente becario "
    "failed didn wasn couldn neither nor unable nothing hardly proposed aimed supposed nominated applied "
    "enrolled observed basic familiar maximum unqualified apprentice secretary candidate volunteer "
    "keinen keinem keiner keines weder nie niemals höchstens maximal knapp angehende angehender stellv "
    "kommissarisch kommissarischer auszubildende auszubildender "
    "collaboration collaboré colaboré colaboración colaborado mucho peine teilnahme "
    "jamais aucun aucune notions apprenti apprentie secrétaire alternant alternante "
    "nunca ni aproximadamente alrededor máximo ayudante adjunto adjunta aprendiz secretaria secretario "
    "intended contribuer contribué contribuí contribuir aider aidé appuyé soutenu participer participé "
    "ayudar apoyé apoyar participar participé asistí unterstützen unterstützte unterstützt half helfen "
    "geholfen beteiligt wirkte mitgewirkt nahm teilgenommen occasionally sometimes rarely seldom once "
    "substituted vertrat vertreten remplacé sustituí bewarb beworben début "
    "partially mostly mainly largely jointly temporarily provisionally only involved suggested recommended "
    "shortlisted runner simulated "
    "gelegentlich manchmal selten vereinzelt parfois rarement ocasionalmente raramente ungefähr"
)
_KINDS = "student mock trial prototype provisional sous sub unpaid simulated some limited partial demo beta"
_OF_TITLES = "guest visiting substitute relief honorary temporary hobby amateur former stand-in"
_SMALLER = "small minor second third fourth fifth"
_KINDS_THAT_ARE_VERBS = "planned draft pilot supervised proposed test sample"
_ANYWHERE = (
    "occasionally sometimes rarely seldom gelegentlich manchmal selten parfois rarement ocasionalmente"
)
_WHOLE = (
    "unfinished incomplete discontinued withdrawn pending expected anticipated expired lapsed revoked "
    "abgebrochen abgelaufen inachevé expiré inacabado caducado"
)
_AFTER = (
    "intern internship trainee apprentice assistant student praktikant praktikantin stagiaire "
    "alternant becario beteiligt mitgewirkt adjoint adjointe adjunto adjunta candidate intérim only"
)
_TITLES = "manager director head lead chief president ceo cto cfo coo vp partner founder owner principal"
_SHORT = {
    "mgr": "manager", "sr": "senior", "snr": "senior", "jr": "junior", "dept": "department",
    "univ": "university", "asst": "assistant", "eng": "engineer", "engr": "engineer", "dev": "developer",
    "dir": "director", "ltd": "limited", "inc": "incorporated", "corp": "corporation",
    "intl": "international",
    "yrs": "year", "yr": "year", "mth": "month", "approx": "approximately", "govt": "government",
    "mgmt": "management", "admin": "administrator", "cert": "certificate",
}  # fmt: skip
_SAME = (
    "build create develop write|cut reduce lower decrease shorten|raise increase grow"
    "|assist help support contribute contribution unterstützen unterstützte unterstützt unterstützung "
    "half helfen geholfen mithilfe aider aide aidé appui appuyé soutien soutenir soutenu assisté "
    "contribuer contribué ayudar ayudé apoyar apoyé apoyo contribuir contribuí"
    "|customer client|phone telephone|stock inventory|keep maintain|staff employee|fit install"
    "|préparer préparation preparar preparación prepare compile"
    "|mathematics maths math"
    "|teach train instruct|present presentation presentations|schedule plan planning"
    "|move migrate migration transfer"
    "|precept preceptor mentor|serve member"
    "|year yearly annual annually|quarter quarterly|month monthly|week weekly|day daily"
    "|demonstrate show|each every"
    "|about around approximately roughly circa etwa rund ca ungefähr environ unos aproximadamente alrededor"
    "|under below"
    "|fix repair resolve|drive operate|no without|begin start launch|check verify|rewrite redraft"
    "|speed accelerate|try attempt"
    "|senken senkte gesenkt senkung reduzieren reduzierte reduziert reduzierung"
    "|erhöhen erhöhte erhöht erhöhung|entwickeln entwickelte entwickelt entwicklung"
    "|verantworten verantwortete verantwortet|betreuen betreute betreut betreuung"
    "|jahr jährlich jährliche jährlichen jährlicher jährliches"
    "|monat monatlich monatliche monatlichen monatlicher monatliches"
    "|woche wöchentlich wöchentliche wöchentlichen wöchentlicher"
    "|umstellen umstellung umgestellt|einführen einführung eingeführt"
    "|mitwirken mitwirkung mitgewirkt"
    "|beraten berät beriet beratung|schreiben schreibt schrieb geschrieben|fahren fährt fuhr gefahren"
    "|übernehmen übernimmt übernahm übernommen|entwerfen entwirft entwarf entworfen|tragen trug getragen"
    "|lesen las gelesen|waschen wusch gewaschen|schneiden schnitt geschnitten|nähen nähte genäht"
    "|unterrichten unterrichtete unterrichtet|verfassen verfasste verfasst|empfangen empfing"
    "|écrire écrit écrits écrite écrites|vendre vendu vendus vendue vendues vente|conduire conduit conduite"
    "|livrer livré livrée livrés livrées livraison|traduire traduit traduite traduction"
    "|mantener mantuve mantenido mantenimiento|vender vendí vendido|escribir escribí escrito"
    "|conducir conduje conducido|traducir traduje traducción"
    "|réduction réduire réduit réduits réduite réduites|création créer créé|an annuel annuelle"
    "|participation participer participé|mois mensuel mensuelle mensuels"
    "|jour quotidien quotidienne quotidiens|semaine hebdomadaire hebdomadaires"
    "|planifier planifié planification|répondre répondu réponse"
    "|día diario diaria diarios diarias|semana semanal semanales|atender atendí atención responder respondí"
    "|planificar planifiqué planificación"
    "|reducir reduje reducido reducción|gestionar gestioné gestionado gestión|año anual|mes mensual"
)
_ROOTS = (
    (
        "leit wart plan schul pfleg steiger führ organisier koordinier optimier prüf bau",
        "en",
        "e te ete en ung {}t {}et",
    ),
    (
        "erstell bearbeit verwalt verbesser erweiter überwach reparier montier installier "
        "bestell kontrollier reinig putz lehr dokumentier präsentier sortier "
        "restaurier renovier beantwort begleit übersetz verkauf verpack",
        "en",
        "e te ete t et ung",
    ),
    ("sammel liefer schneider", "n", "e te t ung {}t"),
    (
        "clôtur gér form organis coordonn analys optimis prépar rédig rénov anim install vérifi "
        "contrôl achet dirig encadr "
        "implant fabric exploit",
        "er",
        "é ée és ées ant ation e",
    ),
    ("répar restaur évalu décor document", "er", "é ée és ées ant ation e ar o ó ado ada ando ación"),
    ("pilot nettoy mont démont stock emball étiquet", "er", "é ée és ées ant age"),
    (
        "ahorr instal revis compr limpi enseñ cocin prepar "
        "cre colabor organiz coordin analiz elabor mejor form",
        "ar",
        "é ó o ado ada ando ación a",
    ),
)
"""Roots of regular verbs (German, French, Spanish), their first form, the others; {} puts "ge" before."""

"""Words that say the same of a person, in one form or by two names; none claims more than its neighbours."""
PHRASES = (
    (
        r"\b(?:(?:am|is|was|were|been) )?(?:planned|scheduled|asked|intended|expected|hoped|due|set|invited"
        r"|wanted|meant|promised)"
        r" to (?=[a-z])",
        "intended to ",
    ),
    (r"\b(?:began|started|begins?|starts?) (?:to (?=[a-z])|(?=[a-z]+ing\b))", "intended to "),
    (r"\bgeplant: ", "intended "),
    (
        r"\b(?:began|started|left|abandoned|quit|dropped out of) (?:an?|the|my) "
        r"(?=(?:[\w-]+ ){0,2}(?:degree|course|diploma|apprenticeship|bachelor|master|[bm]sc|[bm]a|phd)\b)",
        "unfinished ",
    ),
    (
        r"\b(?:ohne abschluss|nicht abgeschlossen\w*|non (?:terminée?|achevée?|finie?|validée?)|sans diplôme"
        r"|sin (?:terminar|acabar|finalizar|título)|no (?:terminad|finalizad)[oa]|not (?:completed|finished)"
        r"|without (?:(?:a|the) )?(?:degree|diploma|finishing|completing))\b",
        "unfinished",
    ),
    (r"\b(?:st(?:ood|and(?:s|ing)?) in|fill(?:ed|s|ing)? in|covered) for\b|\bstood in\b", "substituted"),
    (r"\b(in|within) one (?=(?:day|week|month|quarter|year)\b)", r"\1 a "),
    (r"\bover the (?:tele)?phone\b", "by phone"),
    (r"\bset(?:s|ting)? up\b", "setup"),
    (r"\b(?:repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?) to\b", "answered"),
    (r"\b(?:deal(?:s|ing|t)?) with\b", "handled"),
    (r"\bmake sure\b|\bmak(?:es|ing) sure\b|\bmade sure\b", "ensured"),
    (r"\b(talk|speak|spoke)(ed|ing|s)? with\b", r"\1\2 to"),
    (r"\bwait(?:s|ed|ing)? on (?=(?:the )?(?:guests|customers|diners|tables)\b)", "served "),
    (r"\bin order to\b", "to"),
    (r"\bas well as\b", "and"),
    (r"\bon an? (daily|weekly|monthly|quarterly|yearly) basis\b", r"\1"),
    (r"\b(?:with the use of|by means of|making use of)\b", "using"),
    (r"\bma(?:de|kes?) use of\b", "used"),
    (r"\bpick(?:s|ed|ing)? up\b", "collected"),
    (r"\b(?:hand(?:s|ed|ing)?|gave|giv(?:e|es|en|ing)) out\b", "distributed"),
    (r"\bwr(?:ote|it(?:e|es|ing|ten)) down\b", "recorded"),
    (r"\bdr(?:ew|aw(?:s|n|ing)?) up\b", "drafted"),
    (r"\bke(?:pt|ep|eps|eping) track of\b", "tracked"),
    (r"\bke(?:pt|ep|eps|eping) an eye on\b", "monitored"),
    (r"\bat first\b", "initially"),
    (r"\b(?:was|were|been) awarded\b", "won"),
    (r"\b(once|twice|times) (week|month|quarter|year)ly\b", r"\1 a \2"),
    (r"\b(once|twice|times) daily\b", r"\1 a day"),
    (r"\b(?:every )?now and (?:then|again)\b|\bfrom time to time\b|\bat times\b", "occasionally"),
    (r"\bg(?:ave|iv(?:e|es|en|ing)) advice to\b", "advised"),
    (r"\bg(?:ave|iv(?:e|es|en|ing)) ((?:\w+ ){1,2})advice\b", r"advised \1"),
    (r"\b(?:second|third|next) in (charge|command)\b", r"deputy in \1"),
    (r"(?<!deputy )\bin charge of\b", "responsible for"),
    (r"\b(?:co-?workers|team-?mates|team members)\b", "colleagues"),
    (r"\bamazon web services(?: \(aws\))?", "AWS"),
    (r"\b(?:play(?:s|ed|ing)?|ha[ds]|have|having) an? (?:\w+ )?(?:part|role|hand) in\b", "participated in"),
    (r"\b(?:tak(?:e|es|ing|en)|took) part in\b", "participated in"),
    (r"\bcollaborat(?:e|es|ed|ing) with\b", "worked with"),
    (r"\b(\w+)-(?:person|member|strong) (team|group|crew|committee|panel)\b", r"\2 of \1"),
    (r"\bas (?:part|(?:a )?member) of (an?|the) (?=team|group|crew)", r"with \1 "),
    (r"\bpart of (an?|the) (?=team|group|crew|committee|panel)", r"member of \1 "),
    (
        r"\bunder the (?:direction|leadership|supervision|guidance|eyes?|watch|oversight) of\b",
        "supervised by",
    ),
    (
        r"\bunder ((?:[\w-]+ ){0,3}[\w-]+)'s (?:direction|leadership|supervision|guidance|eyes?|watch)\b",
        r"supervised by \1",
    ),
    (r"\bunder supervision\b", "supervised by others"),
    (r"\bunter (?:der )?(?:leitung|führung|aufsicht) (?:von|des|der)\b", "beaufsichtigt von"),
    (r"\bout of (?=(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b)", "in "),
    (r"\bbr(?:ing|ings|inging|ought) in\b", "introduced"),
    (r"\bcarr(?:y|ies|ied|ying) out\b", "performed"),
    (r"\b(?:(?:deliver|provid|giv)(?:e|es|s|ed|ing)?|gave) training (?=(?:to|in|on)\b)", "trained "),
    (r"\bmore than\b", "over"),
    (r"(?<=\w )(?<!have )(?<!has )(?<!had )written in\b", "in"),
    (r"\blook(s|ed|ing)? after\b|\bt(?:ook|ak(?:es?|en|ing)) care of\b", "care for"),
    (r"\bbachelor of science\b|\bb\.? ?sc\b\.?|\bb\.s\.|\bBS(?= in\b)", "BSc"),
    (r"\bmaster of science\b|\bm\.? ?sc\b\.?|\bm\.s\.|\bMS(?= in\b)", "MSc"),
    (r"\bbachelor of arts\b|\bb\.a\.", "BA"),
    (r"\bmaster of arts\b|\bm\.a\.", "MA"),
    (r"\bbachelor of engineering\b|\bb\.? ?eng\b\.?", "BEng"),
    (r"\bmaster of engineering\b|\bm\.? ?eng\b\.?", "MEng"),
    (r"\bmaster of business administration\b", "MBA"),
    (r"\bdoctor of philosophy\b|\bph\. ?d\b\.?", "PhD"),
    (r"\bunited kingdom\b|\bu\.k\.", "UK"),
    (r"\bunited states(?: of america)?\b|\bu\.s\.(?:a\.)?", "USA"),
    (r"\be-?mail", "email"),
    (r"\bon-site\b", "onsite"),
    (r" & ", " and "),
)
"""Names of one thing as pattern -> the form that is compared."""


def _keys(table: str) -> frozenset[str]:
    return frozenset(stem(word) for word in table.split())


LIMITS_WHOLE = _keys(_WHOLE)
"""Words that take something away from the whole fact: "BSc (unfinished)"."""
TITLES = _keys(_TITLES)
OTHERS_TITLE = _keys("to by for under with of")
"""Before a title in the source these make it another person's: "assistant to the director"."""
STUDIES = frozenset({"study", "studies"})
"""Things that are looked into, which "study" as a deed is not."""
DENIALS = _keys("without no not never zero ohne nie niemals keine kein sans jamais aucun sin nunca")
SINCE = frozenset({"since", "seit", "depuis", "desde"})
_APPROXIMATE = "almost nearly about around approximately roughly circa fast etwa rund presque environ casi"
SHORT = {stem(short): stem(long) for short, long in _SHORT.items()}
NEUTRAL = _keys("provide give perform experience carry include use work")
"""Verbs that say that something was done, not what or how much."""


def _same() -> dict[str, str]:
    known: dict[str, str] = {}
    for roots, first, endings in _ROOTS:
        for root in roots.split():
            forms = (f"ge{root}{e[2:]}" if e.startswith("{}") else root + e for e in endings.split())
            known |= {stem(form): stem(root + first) for form in (root + first, *forms)}
    return known | {
        stem(word): stem(group.split()[0]) for group in _SAME.split("|") for word in group.split()
    }


SAME = _same()
LOOSE = frozenset(
    SAME.get(key, key) for key in _keys(f"{_APPROXIMATE} {_ANYWHERE} {_KINDS} {_KINDS_THAT_ARE_VERBS} only")
)
"""Limits that may stand anywhere beside what they limit."""
LIMITS_AFTER = frozenset(SAME.get(key, key) for key in _keys(_AFTER))
"""Words that take something away from the title before them: "data analyst intern"."""
LIMITS_BEFORE = frozenset(SAME.get(key, key) for key in _keys(_BEFORE))
"""Words that take something away from what follows: "helped lead", "assistant manager"."""
KINDS_VERBS = frozenset(_KINDS_THAT_ARE_VERBS.split())
KINDS = frozenset(_KINDS.split()) | KINDS_VERBS
"""Words as written that take something away from the next thing: "a draft policy", "student nurse"."""
KINDS_OF_TITLES = frozenset(_OF_TITLES.split())
"""Words that take something away from who one is: "guest lecturer", but "guest room"."""
SMALLER = frozenset(_SMALLER.split())
"""Words that say of the next thing that it is not the greatest: "second prize"."""
FIELD_WORDS = {
    "skills": _keys("skill"),
    "education": _keys("study studied"),
    "languages": _keys("level niveau nivel"),
}
"""Words that only name what a section holds."""
FIELD_NAMES = frozenset().union(*FIELD_WORDS.values())


@lru_cache(maxsize=8)
def function_words(language: str) -> frozenset[str]:
    """Words of grammar alone, in English and the language of the résumé, folded."""
    return frozenset(fold(w) for name in ("en", language) for w in _FUNCTION.get(name, "").split())
