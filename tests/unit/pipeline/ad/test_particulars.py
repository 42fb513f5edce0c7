"""Scalars of an ad: pay, years, degrees, titles, employers, terms."""

import pytest

from jobwise.pipeline.ad.employers import employer_of
from jobwise.pipeline.ad.experience import degree_asked, years_asked
from jobwise.pipeline.ad.particulars import employment_type_of, remote_of
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.pay import salary_in
from jobwise.pipeline.ad.places import place_of
from jobwise.pipeline.ad.requirements import requirements_of
from jobwise.pipeline.ad.titles import seniority_of, title_of


@pytest.mark.parametrize(
    ("ad", "low", "high", "unit", "currency"),
    [
        ("Pay: $18 - $22 per hour", 18, 22, "hour", "USD"),
        ("Salary £46,000 to £52,000 per annum", 46000, 52000, "year", "GBP"),
        ("Salary: 40-50k € per year", 40000, 50000, "year", "EUR"),
        ("We pay €3.200 per month", 3200, 3200, "month", "EUR"),
        ("The rate is £450 per day", 450, 450, "day", "GBP"),
        ("Lohn: CHF 82'000 bis 95'000 im Jahr", 82000, 95000, "year", "CHF"),
        ("3.400 bis 3.900 Euro brutto im Monat", 3400, 3900, "month", "EUR"),
        ("ab 2.900 Euro brutto pro Monat", 2900, 2900, "month", "EUR"),
        ("12,50 Euro pro Stunde", 12.5, 12.5, "hour", "EUR"),
        ("CAD 38 to 46 per hour", 38, 46, "hour", "CAD"),
        ("24.000 a 27.000 euros brutos anuales", 24000, 27000, "year", "EUR"),
        ("Entre 24.000 y 27.000 € brutos al año", 24000, 27000, "year", "EUR"),
        ("Da 1.800 a 2.100 euro lordi al mese", 1800, 2100, "month", "EUR"),
        ("€48,000 pro rata", 48000, 48000, "year", "EUR"),
        ("£3,000 pcm", 3000, 3000, "month", "GBP"),
        ("Leeds\nfrom £30,000\nPermanent", 30000, 30000, "year", "GBP"),
        ("Salary: up to £50k", None, 50000, "year", "GBP"),
        ("Housing Officer - £34,000 per annum", 34000, 34000, "year", "GBP"),
        ("Our care home pays £12.50 per hour", 12.5, 12.5, "hour", "GBP"),
        ("Salary £45,000 Home-based", 45000, 45000, "year", "GBP"),
        ("Flat rate £14 per hour", 14, 14, "hour", "GBP"),
        ("Live-in accommodation, £25,000 per annum", 25000, 25000, "year", "GBP"),
        ("Ticket inspector £27,000 per annum", 27000, 27000, "year", "GBP"),
        ("Gehalt: bis zu 50.000 Euro im Jahr", None, 50000, "year", "EUR"),
        ("Salary: ₹12,00,000 - ₹18,00,000 per annum", 1_200_000, 1_800_000, "year", "INR"),
        ("Rs. 25,000 to 30,000 per month", 25000, 30000, "month", "INR"),
        ("INR 850000 per annum", 850000, 850000, "year", "INR"),
        ("CTC: 12-18 LPA", 1_200_000, 1_800_000, "year", "INR"),
        ("Pay up to ₹9.5 LPA", None, 950_000, "year", "INR"),
        ("Salary: 6 lakhs per annum", 600_000, 600_000, "year", "INR"),
        ("Salary: ₹35-45 lakhs per annum", 3_500_000, 4_500_000, "year", "INR"),
        ("Compensation: ₹40 - ₹50 LPA", 4_000_000, 5_000_000, "year", "INR"),
        ("Salary: Rs 35 to 45 lakhs p.a.", 3_500_000, 4_500_000, "year", "INR"),
        ("Pune | 12-18 LPA | Hybrid", 1_200_000, 1_800_000, "year", "INR"),
        ("Salary: Rs. 85,000/- per month", 85_000, 85_000, "month", "INR"),
        ("Salary: ₹90,000 monthly", 90_000, 90_000, "month", "INR"),
        ("Bruttó 650 000 Ft/hó", 650_000, 650_000, "month", "HUF"),
        ("45 000 Kč měsíčně", 45_000, 45_000, "month", "CZK"),
        ("Salário: R$ 3.000,00", 3000, 3000, "month", "BRL"),
        ("Salário R$ 2.500,00 mensais", 2500, 2500, "month", "BRL"),
        ("Vale-refeição de R$ 900 por mês\nSalário: R$ 6.000,00 por mês", 6000, 6000, "month", "BRL"),
        ("Bruttó 650 000 HUF per month", 650_000, 650_000, "month", "HUF"),
        ("38 000 – 45 000 SEK per month", 38000, 45000, "month", "SEK"),
        ("R$ 4.500 por mês, Salário", 4500, 4500, "month", "BRL"),
        ("Fitter\n£31,500 + van + pension\nPermanent", 31500, 31500, "year", "GBP"),
        ("1.450-1.600 euro netti al mese", 1450, 1600, "month", "EUR"),
        ("Sales Clerk\nOTE £40,000 - £50,000\n\nYou sell.", 40000, 50000, "year", "GBP"),
        ("Clerk\n£40,000 - £50,000\n\nYou keep our books.", 40000, 50000, "year", "GBP"),
        ("6 200 – 7 100 zł brutto / mies.", 6200, 7100, "month", "PLN"),
        ("5 000 - 6 000 zł netto miesięcznie", 5000, 6000, "month", "PLN"),
    ],
)
def test_pay_is_read_in_its_unit(ad: str, low: float | None, high: float, unit: str, currency: str) -> None:
    salary = salary_in(ad)
    assert salary
    assert (salary.min, salary.max, salary.unit, salary.currency) == (low, high, unit, currency)


@pytest.mark.parametrize(
    "ad",
    [
        "You own a budget of £1.2 million",
        "Revenue of $40,000 a day",
        "Bonus of $5,000",
        "No pay is named",
        "Ein Budget von 40.000 Euro",
        "Spenden Sie 5 Euro",
        "We save our customers up to £50,000",
        "You sell machines from £30,000",
        "Sales of 80 lakhs per annum",
        "Pumps 5 l a day",
        "40 hrs 20 minutes per week",
        "Bonus of 2 LPA",
        "You prepare 10-15 LPA applications a month",
        "Section 25 LPA 1925",
        "You are the contact for 12 LPA planning officers",
        "A team with 12 LPA turnover",
        "Medical cover of ₹5 lakhs per annum",
        "Target: 40 lakhs per annum",
        "Salary: ₹40L",
        "Lahore\nSalary: Rs. 150,000 per month",
        "Rent: ₹25,000 per month",
        "Ticket size: ₹5,00,000 - ₹10,00,000",
        "Homes at ₹80,00,000 - ₹1,50,00,000",
        "Loans of ₹1,00,000 to ₹5,00,000",
        "Car allowance: £5,000 a year",
        "A car allowance of up to £5,000 a year",
        "Plat du jour 12 €",
        "¥30,000-¥50,000 per month",
    ],
)
def test_money_that_is_not_pay_is_left_alone(ad: str) -> None:
    assert salary_in(ad) is None


@pytest.mark.parametrize(
    "line", ["Salzburg, Austria", "Bristol, England", "Innsbruck, Tirol, Österreich", "Portland, Oregon"]
)
@pytest.mark.parametrize("head", ["Kestrel Fulfilment\n{}", "Kestrel Fulfilment · {}"])
def test_a_town_with_its_region_or_country_in_the_head_is_the_place(head: str, line: str) -> None:
    ad = f"Shift Manager\n{head.format(line)}\n\nYou lead a team of twelve.\n"
    assert place_of(ad, ad) == line


def test_a_town_behind_which_no_region_stands_is_no_place_by_itself() -> None:
    ad = "Shift Manager\nAurora, Warehousing\n\nYou lead a team of twelve.\n"
    assert place_of(ad, ad) is None


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("5+ years of experience in payroll", 5),
        ("Two years' experience as a clerk", 2),
        ("Minimum of three (3) years of experience", 3),
        ("3-5 years of sales experience", 3),
        ("You must be 21 years of age", None),
        ("10 years of experience preferred", None),
    ],
)
def test_years_are_those_that_are_required(line: str, years: float | None) -> None:
    ad = f"Requirements\n- {line}"
    assert years_asked(requirements_of(ad, passages_of(ad))) == years


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("High school diploma or GED", "high-school"),
        ("Bachelor's or master's degree in physics", "bachelor"),
        ("PhD in chemistry", "doctorate"),
        ("A Bachelor's degree is required, preferably in biology", "bachelor"),
        ("Master's degree preferred", None),
        ("Degree preferred, not required", "none"),
        ("Turn parts by 90 degrees", None),
    ],
)
def test_the_degree_is_the_lowest_that_is_enough(line: str, degree: str | None) -> None:
    ad = f"Requirements\n- {line}"
    assert degree_asked(requirements_of(ad, passages_of(ad)), ad) == degree


@pytest.mark.parametrize(
    ("ad", "title"),
    [
        ("Job Title: Payroll Clerk\nWe need you", "Payroll Clerk"),
        ("Senior Baker\nLoaf & Larder · York", "Senior Baker"),
        ("We are looking for an experienced Office Manager to run our site.", "Office Manager"),
        ("Our firm seeks a friendly receptionist for the desk.", "receptionist"),
        ("Job Title: Payroll ClerkDepartment: Finance", "Payroll Clerk"),
        ("Night Porter needed for a small hotel in York. The Night Porter locks the doors.", "Night Porter"),
        (
            "You report to the Finance Director. As a Credit Controller you call late payers.",
            "Credit Controller",
        ),
        ("If you are a Land Surveyor with a licence, read on. We map estates.", "Land Surveyor"),
        ("We bake bread and sell it. You will help us with both.", None),
    ],
)
def test_a_title_is_found_in_many_shapes(ad: str, title: str | None) -> None:
    assert title_of(ad, passages_of(ad)) == title


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Senior Baker", "senior"),
        ("Head of Sales", "lead"),
        ("Junior Analyst", "entry"),
        ("Baker", None),
        (None, None),
        ("Apprentice Electrician", "intern"),
        ("Electrical Apprentice Instructor", None),
    ],
)
def test_the_level_comes_from_the_title(title: str | None, level: str | None) -> None:
    assert seniority_of(title) == level


@pytest.mark.parametrize(
    ("ad", "employer"),
    [
        ("Baker\nLoaf & Larder · York\nBake bread.", "Loaf & Larder"),
        (
            "Oxbow Tools, Inc. is a maker of saws. Oxbow Tools, Inc. sells in nine countries.",
            "Oxbow Tools, Inc.",
        ),
        ("Company: Harrowgate Mills\nRole: Weaver", "Harrowgate Mills"),
        ("Our client is a bank. Excel is used every day.", None),
        ("Corwen Freight is hiring drivers. Apply to Corwen Freight today.", "Corwen Freight"),
        ("At Tillmere, we care for gardens.", "Tillmere"),
        ("Call 555-0100 now. Consistently provides good service.", None),
        ("Work with the Payroll Team and report to the Operations Director.", None),
    ],
)
def test_the_employer_is_a_name_never_a_tool(ad: str, employer: str | None) -> None:
    assert employer_of(ad, ad) == employer


def test_terms_are_read_where_they_are_named() -> None:
    assert employment_type_of("Job type: Part-time, Monday to Friday") == "part-time"
    assert employment_type_of("A job for life") is None
    assert employment_type_of("30 hours, may become full-time. As a part-time guard you rest.") == "part-time"
    assert (
        employment_type_of("We place temporary, contract, full-time and part-time staff.\nA full-time job")
        == "full-time"
    )
    assert remote_of("This is a fully remote position") is True
    assert remote_of("On-site only") is False
    assert remote_of("In our office in York") is None
    assert place_of("Location: Portland, OR", "Location: Portland, OR") == "Portland, OR"


@pytest.mark.parametrize(
    ("ad", "place"),
    [
        ("Location: Leeds Hours: 9 to 5", "Leeds"),
        ("Our depot stands at 14 Mill Road Carrow Falls, OH 44000.", "Carrow Falls, OH"),
        ("Headquartered in Denver, CO, we hire for our office in Tulsa, OK.", "Tulsa, OK"),
        ("A law firm in Boston seeks help.", "Boston"),
        ("Primary location: US-Ohio-Dayton", "Dayton"),
        ("A degree in Psychology and experience in Marketing.", None),
        ("Fluent in Spanish, skilled in Excel.", None),
    ],
)
def test_the_place_is_a_town_never_a_subject(ad: str, place: str | None) -> None:
    assert place_of(ad, ad) == place


@pytest.mark.parametrize(
    ("ad", "remote"),
    [
        ("Lavoro 100% remoto in tutta Italia", True),
        ("You may work remotely within the EU", True),
        ("This is not a fully remote role", None),
        ("You give remote support to users in remote areas", None),
        ("Home office ist nicht möglich", False),
        ("Télétravail impossible", False),
        ("Remote: No", False),
        ("Four days in the office and one remote day", None),
    ],
)
def test_work_from_home_is_no_guess(ad: str, remote: bool | None) -> None:
    assert remote_of(ad) is remote


@pytest.mark.parametrize(
    ("ad", "kind"),
    [
        ("Contratto a tempo pieno", "full-time"),
        ("Pełny etat, umowa o pracę", "full-time"),
        ("Tjänsten är på deltid", "part-time"),
        ("Duration: 9+ months contract", "contract"),
        ("CDD de trois mois", "temporary"),
        ("Koch (m/w/d) in Voll- oder Teilzeit", "full-time"),
    ],
)
def test_kinds_of_contract_in_more_words(ad: str, kind: str) -> None:
    assert employment_type_of(ad) == kind
