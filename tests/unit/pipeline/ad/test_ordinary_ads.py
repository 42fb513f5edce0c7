"""Ads as people write them, in their own words: headings no list knows, facts on one line, four \
languages."""

import pytest

from jobwise.domain.posting import JobAnalysis, Salary
from jobwise.pipeline.job_analyzer import analyze_job

WAREHOUSE = """Warehouse Shift Manager (Nights)

Kestrel Fulfilment | Doncaster | £38,500 + 20% shift allowance | Permanent, 4 on 4 off

Who we are
We pick, pack and ship for more than 200 online shops from one site by the A1(M).

What you'll be doing
- Run a night shift of 45 pickers and packers
- Own the shift's KPIs: picks per hour, accuracy, lost-time incidents
- Coach six team leaders and plan cover for absence
- Keep the site safe and audit-ready

You'll need
- At least 3 years leading teams of 20+ in a warehouse or distribution centre
- IOSH Managing Safely (or NEBOSH General Certificate)
- Confident with a WMS - we use Manhattan, but Blue Yonder or SAP EWM is fine
- Good Excel
- Right to work in the UK

Nice extras
- FLT licence (counterbalance or reach)
- Lean Six Sigma Yellow Belt
- Polish or Romanian

Benefits: 25 days + bank hols, pension 5%, free parking, canteen.

Apply with a CV to jobs@kestrel.example by 12 December. No agencies.
"""

KITCHEN = """Junior Pastry Chef – The Gilded Fig, Bath

About the kitchen
We're a 60-cover bistro with two rosettes and a tiny, tidy team of seven.

The day job
• Laminate, proof and bake for breakfast service
• Plate desserts for lunch and dinner
• Keep allergen sheets right

You
• 1+ yrs in a pastry section, or NVQ Level 2 in Patisserie with a good stage behind you
• Food Hygiene Level 2
• Up early without complaint (4:30 starts, Tues to Sat)

It'd be lovely if you
• know your way round sourdough
• have French, for the suppliers

The deal: £13.20/h plus tronc, staff meals, 28 days' holiday. Must be able to prove right to work. Trial \
shift paid.
"""

SOFTWARE = """Senior Backend Engineer (Go) — Remote within EU/UK

Tolva builds settlement software for regional grain exchanges. We're 34 people in 9 countries and \
profitable since 2021.

What you'll work on
* Rewriting our matching service from Python to Go
* Designing event schemas on Kafka; owning them in production
* Mentoring two mid-level engineers

You might be a good fit if you
* have shipped Go or Rust services that other people depended on
* know PostgreSQL well enough to read a query plan
* are comfortable with Kubernetes and Terraform (we run on GCP, AWS experience transfers)
* have 5+ years of backend experience, at least 2 of them with distributed systems
* write clearly in English

Bonus points: gRPC, ClickHouse, prior fintech work

You don't need a degree. Compensation: €85k–€110k depending on location, plus equity. Some travel (about \
10%, twice-yearly offsites). We can't sponsor visas at this time.
"""

NURSING = """Wir suchen zum nächstmöglichen Zeitpunkt eine/n Pflegefachkraft (m/w/d) für unsere \
Wohngruppe in Freiburg, Voll- oder Teilzeit (30–38,5 Std.). Träger: Lindenhof Seniorenhilfe gGmbH.
Ihre Aufgaben: Grund- und Behandlungspflege nach SGB V, Pflegeplanung und -dokumentation mit Vivendi, \
Anleitung von Auszubildenden.
Ihr Profil: abgeschlossene Ausbildung als Pflegefachfrau/-mann oder Altenpfleger/in, mindestens 2 Jahre \
Berufserfahrung, Deutsch mind. B2, Führerschein Klasse B wünschenswert, Weiterbildung zur Praxisanleitung \
von Vorteil.
Wir bieten: 3.400 – 3.900 € brutto im Monat, 30 Tage Urlaub, Jobrad.
Bewerbung an: bewerbung@lindenhof.example
"""

LIBRARY = """Médiathécaire jeunesse (H/F) - Ville de Montrevel
CDI à temps plein, 35 h, poste à pourvoir au 1er mars
Rémunération : 1 950 à 2 200 € brut par mois

Vos missions
- Accueillir et conseiller le public de 0 à 12 ans
- Animer des ateliers de lecture et gérer un fonds de 9 000 documents
- Participer à l'achat des collections sous Orphée

Profil recherché
- DUT métiers du livre ou licence professionnelle
- 2 ans d'expérience en bibliothèque
- Maîtrise du logiciel Orphée et d'Excel
- Permis B exigé
- Anglais apprécié

Candidature (CV et lettre) avant le 15 janvier à rh@montrevel.example
"""


ELECTRICIAN = """Maintenance Electrician – Estates Office

Exeter (Hill Campus) · Full time, permanent · £36,924 to £41,732 · Closing date 12 July

What you'll be doing
You'll pick up reactive jobs from our helpdesk and take your turn on the out-of-hours rota.

What we're looking for
- A recognised apprenticeship or NVQ Level 3 in electrical installation
- 18th Edition (BS 7671), and City & Guilds 2391
- At least five years' experience in commercial or industrial buildings

It would be great if you also had
- A working-at-height ticket such as IPAF or PASMA
"""

MUSEUM = """Stadtmuseum Lindenau sucht zum 1. Oktober

Kuratorin / Kurator (m/w/d) für Stadtgeschichte

Ihre Aufgaben
• Sie konzipieren die neue Dauerausstellung zur Industriegeschichte

Das bringen Sie mit
• Abgeschlossenes Hochschulstudium (Master oder Magister) in Geschichte
• Mindestens drei Jahre Berufserfahrung in einem Museum
• Sicherer Umgang mit MuseumPlus oder Adlib
• Erfahrung mit der Provenienzforschung ist wünschenswert
• Polnisch wäre ein Plus

Wir bieten Ihnen ein Büro mit Blick auf den Fluss und flexible Arbeitszeiten.

Bewerbungen bitte bis 15. August an Frau Dr. Zandt.
"""


def named(analysis: JobAnalysis, importance: str) -> set[str]:
    return {
        requirement.text
        for requirement in analysis.requirements
        if requirement.importance == importance and requirement.kind not in {"responsibility", "experience"}
    }


@pytest.mark.parametrize(
    ("ad", "title", "employer", "location", "salary"),
    [
        (
            WAREHOUSE,
            "Warehouse Shift Manager",
            "Kestrel Fulfilment",
            "Doncaster",
            Salary(min=38_500, max=38_500, unit="year", currency="GBP"),
        ),
        (
            KITCHEN,
            "Junior Pastry Chef",
            "The Gilded Fig",
            "Bath",
            Salary(min=13.2, max=13.2, unit="hour", currency="GBP"),
        ),
        (
            SOFTWARE,
            "Senior Backend Engineer",
            "Tolva",
            None,
            Salary(min=85_000, max=110_000, unit="year", currency="EUR"),
        ),
        (
            NURSING,
            "Pflegefachkraft",
            "Lindenhof Seniorenhilfe gGmbH",
            "Freiburg",
            Salary(min=3_400, max=3_900, unit="month", currency="EUR"),
        ),
        (
            LIBRARY,
            "Médiathécaire jeunesse",
            "Ville de Montrevel",
            None,
            Salary(min=1_950, max=2_200, unit="month", currency="EUR"),
        ),
    ],
)
def test_the_head_of_an_ad(ad: str, title: str, employer: str, location: str | None, salary: Salary) -> None:
    analysis = analyze_job(ad)
    found = analysis.title, analysis.employer, analysis.location, analysis.salary
    assert found == (title, employer, location, salary)


@pytest.mark.parametrize(
    ("ad", "must", "nice"),
    [
        (
            WAREHOUSE,
            {"IOSH", "NEBOSH General Certificate", "WMS", "Excel"},
            {"Lean Six Sigma", "Polish", "Romanian"},
        ),
        (KITCHEN, {"pastry", "Food Hygiene"}, {"French"}),
        (
            SOFTWARE,
            {"Go", "Rust", "PostgreSQL", "Kubernetes", "Terraform", "English"},
            {"gRPC", "ClickHouse", "fintech work"},
        ),
        (
            NURSING,
            {"Ausbildung als Pflegefachfrau/-mann oder Altenpfleger/in", "Deutsch"},
            {"Führerschein Klasse B"},
        ),
        (LIBRARY, {"Orphée", "Excel", "Permis B"}, {"Anglais"}),
    ],
)
def test_what_is_asked_and_what_is_only_wished(ad: str, must: set[str], nice: set[str]) -> None:
    analysis = analyze_job(ad)
    assert must <= named(analysis, "must")
    assert nice <= named(analysis, "nice")
    assert not named(analysis, "must") & nice


def test_a_degree_that_is_not_needed_is_not_asked_for() -> None:
    analysis = analyze_job(SOFTWARE)
    assert analysis.degree_min == "none"
    assert all(requirement.kind != "education" for requirement in analysis.requirements)


def test_a_point_of_a_list_of_duties_is_a_duty_though_it_names_a_shift() -> None:
    texts = [r.text for r in analyze_job(WAREHOUSE).requirements if r.kind == "responsibility"]
    assert "Run a night shift of 45 pickers and packers" in texts


@pytest.mark.parametrize(
    ("ad", "kinds"),
    [
        (KITCHEN, {"right to work"}),
        (SOFTWARE, {"travel", "right to work"}),
        (WAREHOUSE, {"right to work"}),
        (LIBRARY, set()),
    ],
)
def test_what_no_profile_answers_is_told_in_the_ads_words(ad: str, kinds: set[str]) -> None:
    conditions = analyze_job(ad).conditions
    assert {condition.kind for condition in conditions} == kinds
    assert all(condition.text == ad[condition.start : condition.end] for condition in conditions)


def test_an_agency_for_travel_asks_nobody_to_travel() -> None:
    ad = WAREHOUSE.replace("more than 200 online shops", "a travel agency, with free travel and insurance")
    assert "travel" not in {condition.kind for condition in analyze_job(ad).conditions}


def test_trades_ask_in_their_own_words() -> None:
    analysis = analyze_job(ELECTRICIAN)
    assert {"18th Edition (BS 7671)", "City & Guilds 2391"} <= named(analysis, "must")
    assert {"IPAF", "PASMA"} <= named(analysis, "nice")
    assert analysis.degree_min is None
    texts = " ".join(requirement.text for requirement in analysis.requirements)
    assert not [word for word in ("Closing", "helpdesk", "rota") if word in texts]
    assert "commercial" not in named(analysis, "must")


def test_a_german_ad_keeps_to_what_it_asks() -> None:
    analysis = analyze_job(MUSEUM)
    asked = {requirement.text: requirement for requirement in analysis.requirements}
    assert analysis.employer == "Stadtmuseum Lindenau"
    assert {"MuseumPlus", "Adlib"} <= named(analysis, "must")
    assert named(analysis, "nice") == {"Provenienzforschung", "Polnisch"}
    assert "Sie konzipieren die neue Dauerausstellung zur Industriegeschichte" in asked
    assert asked["drei Jahre Berufserfahrung in einem Museum"].years == 3
    assert not [text for text in asked if "Bewerbung" in text or "flexibl" in text or text == "einem Museum"]


def test_what_is_asked_in_one_sentence_is_taken_apart() -> None:
    ad = (
        "OP-Pflegekraft (m/w/d)\nKlinik am See\n\nFür unseren OP suchen wir Verstärkung. Voraussetzungen: "
        "Ausbildung in der Pflege, Erfahrung im OP, Deutsch B2. Von Vorteil: Englisch.\n"
    )
    asked = [(one.kind, one.text) for one in analyze_job(ad).requirements if one.importance == "must"]
    assert ("education", "Ausbildung in der Pflege") in asked
    assert ("language", "Deutsch B2") in asked
