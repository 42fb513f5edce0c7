"""Who employs, where and as what, from the first lines as different ads write them."""

import pytest

from jobwise.pipeline.ad.employers import employer_of
from jobwise.pipeline.ad.head import place_in
from jobwise.pipeline.ad.passages import passages_of
from jobwise.pipeline.ad.places import place_of
from jobwise.pipeline.ad.titles import title_of

_REST = "\n\nYou look after our customers and their orders.\n"


def _employer(ad: str) -> str | None:
    return employer_of(ad, "\n".join(passage.text for passage in passages_of(ad)))


def _place(ad: str) -> str | None:
    return place_of(ad, "\n".join(passage.text for passage in passages_of(ad)))


def _title(ad: str) -> str | None:
    passages = passages_of(ad)
    return title_of("\n".join(passage.text for passage in passages), passages)


@pytest.mark.parametrize(
    ("head", "employer"),
    [
        ("Accountant\nLarkhill\nFull-time, remote", "Larkhill"),
        ("Receptionist\nUniversity of Elmford - School of Law\nSalary: £25,000", "University of Elmford"),
        ("ELMFORD COUNTY SCHOOL DISTRICT\nBUS DRIVER\nPay: $21 per hour", "ELMFORD COUNTY SCHOOL DISTRICT"),
        ("Head Baker, Tolland Mill, near Exeter", "Tolland Mill"),
        ("Nurse – Leeds – Brookfield Lodge", "Brookfield Lodge"),
        ("The Copper Kettle is hiring a Baker!", "The Copper Kettle"),
        ("Die Stadt Amberg am Wald sucht eine Köchin.", "Stadt Amberg am Wald"),
        ("L'EHPAD Les Glycines recrute une infirmière.", "EHPAD Les Glycines"),
        ("Oakfield Manor, a care home with 40 beds, needs a Cook.", "Oakfield Manor"),
        ("Kierowca\nTransmel Sp. z o.o.\nKraków", "Transmel Sp. z o.o."),
        ("Bergström Bygg AB\nSnickare\nMalmö", "Bergström Bygg AB"),
        ("Tessmer Robotics\nSoftware Engineer, Vision\nBerlin, Germany", "Tessmer Robotics"),
        ("Data Engineer bij Vlinder Software\nUtrecht", "Vlinder Software"),
        ("Electrician\nBristol | £38,000 - £42,000 | Permanent", None),
        ("The Hospital is seeking a Nurse.", None),
    ],
)
def test_the_employer_of_the_first_lines(head: str, employer: str | None) -> None:
    assert _employer(head + _REST) == employer


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Cook\nThe Blue Door\nLyon (69)", "Lyon"),
        ("Cook\nThe Blue Door - Metz (57)\nCDI", "Metz"),
        ("Clerk\nVane & Co\nSwindon SN1", "Swindon"),
        ("Schlosser (m/w/d)\nEisenwerk Rau GmbH\n44135 Dortmund", "Dortmund"),
        ("Designer\nRemote (EU), Madrid\n", "Madrid"),
        ("Fitter\nAlder Lifts Ltd\nCardiff, Swansea or Newport", "Cardiff, Swansea or Newport"),
        ("Nurse – Surgical Unit\nSalary: £30,000", None),
        ("Cook\nUniversity of Elmford - School of Law\nfull time", None),
        ("Clerk – Boston\n$20–$24/hour | Hybrid | 3-month assignment", "Boston"),
        ("Vendedor\nLoja Sol\nR$ 2.500 por mês - CLT", None),
        ("Head Baker, Tolland Mill, near Exeter", "Exeter"),
        ("Lakeside Hospital, Cork\nPorter – Night Team", "Cork"),
    ],
)
def test_the_place_of_the_first_lines(head: str, place: str | None) -> None:
    assert _place(head + _REST) == place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Turin (smart working)", "Turin"),
        ("near Norwich", "Norwich"),
        ("Leeds LS1 4AB", "Leeds"),
        ("Remote (Portugal)", "Remote (Portugal)"),
        ("Sales or Service", None),
    ],
)
def test_a_place_is_read_without_what_stands_around_it(line: str, place: str | None) -> None:
    assert place_in(line) == place


@pytest.mark.parametrize(
    ("ad", "title"),
    [
        (
            "La clinique recrute un(e) aide-soignant(e) pour la nuit.\n- Diplôme d'État d'infirmier",
            "aide-soignant",
        ),
        ("Corvo Metalli cerca un cuoco per la sede di Torino.", "cuoco"),
        ("Welder\nThe Title IX coordinator answers questions.", "Welder"),
        ("Certificate of a Welder\nWe are looking for a Welder.", "Welder"),
    ],
)
def test_the_title_is_no_paper(ad: str, title: str) -> None:
    assert _title(ad + _REST) == title
