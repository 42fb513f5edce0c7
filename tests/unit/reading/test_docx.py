"""Word résumés: styles, tables, headers, text boxes, links."""

from io import BytesIO

import docx as word
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from jobwise.errors import UnreadableFile
from jobwise.reading import docx


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def styled():
    document = word.Document()
    document.add_heading("Maribel Quintrell", 0)
    document.add_paragraph("maribel.quintrell@example.com | +44 1632 960123 | Leeds, UK")
    document.add_heading("Work Experience", 1)
    for title, employer, dates in (
        ("Head Pastry Chef", "Northwind Bakery", "Apr 2019 – Present"),
        ("Commis Chef", "Hotel Aurora", "Jan 2014 – Aug 2016"),
    ):
        line = document.add_paragraph()
        line.add_run(title).bold = True
        line.add_run(f"\t{dates}")
        document.add_paragraph(employer)
        document.add_paragraph("Ran the ovens.", style="List Bullet")
    document.add_heading("Skills", 1)
    document.add_paragraph("Sourdough, viennoiserie, Excel")
    return document


def spells(profile):
    return [(job.name, job.position, job.start_date, job.end_date) for job in profile.work]


JOBS = [
    ("Northwind Bakery", "Head Pastry Chef", "2019-04", "present"),
    ("Hotel Aurora", "Commis Chef", "2014-01", "2016-08"),
]


def test_styles_part_the_sections_and_the_items():
    profile, source = docx.read(saved(styled()))
    assert profile.basics.name == "Maribel Quintrell"
    assert spells(profile) == JOBS
    assert [item.text for item in profile.work[0].highlights] == ["Ran the ovens."]
    assert [skill.name for skill in profile.skills] == ["Sourdough", "viennoiserie", "Excel"]
    place = profile.work[1].place
    assert source.text[place.start : place.end].startswith("Commis Chef")
    assert place.boxes == ()


def test_the_header_of_the_page_is_read():
    document = word.Document()
    document.sections[0].header.paragraphs[0].text = "Maribel Quintrell\nmaribel.quintrell@example.com"
    document.add_paragraph("Pastry Chef")
    profile, _ = docx.read(saved(document))
    assert profile.basics.name == "Maribel Quintrell"
    assert profile.basics.email == "maribel.quintrell@example.com"


def test_table_rows_are_lines_and_tall_cells_are_columns():
    document = word.Document()
    document.add_paragraph().add_run("Maribel Quintrell").bold = True
    document.add_paragraph().add_run("EMPLOYMENT").bold = True
    table = document.add_table(rows=0, cols=2)
    for dates, job in (
        ("Apr 2019 – Present", "Head Pastry Chef, Northwind Bakery"),
        ("Jan 2014 – Aug 2016", "Commis Chef, Hotel Aurora"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = dates, job
        cells[1].add_paragraph("Ran the ovens.", style="List Bullet")
    profile, _ = docx.read(saved(document))
    assert spells(profile) == JOBS
    assert [len(job.highlights) for job in profile.work] == [1, 1]


def test_text_boxes_and_links_are_read():
    document = styled()
    box = parse_xml(
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>Fell runner</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.paragraphs[-1]._p.append(box)
    link = document.part.relate_to(
        "https://github.com/mquintrell", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    anchor = parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>My code</w:t></w:r></w:hyperlink>'
    )
    document.paragraphs[1]._p.append(anchor)
    profile, source = docx.read(saved(document))
    assert "Fell runner" in source.text
    assert [account.url for account in profile.basics.profiles] == ["https://github.com/mquintrell"]


def test_a_picture_that_lies_elsewhere_is_never_asked_for(blocked_hosts):
    document = styled()
    document.part.relate_to("https://example.org/seen.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.part.relate_to("file:///etc/hostname", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    data = saved(document)
    assert docx.read(data)[1].text == docx.read(saved(styled()))[1].text
    assert blocked_hosts == []


def test_deleted_text_stays_deleted():
    document = styled()
    run = document.paragraphs[-1].add_run("secret")
    deleted = parse_xml(f"<w:del {nsdecls('w')}/>")
    run._r.getparent().replace(run._r, deleted)
    deleted.append(run._r)
    assert deleted.find(qn("w:r")) is not None
    assert "secret" not in docx.text_of(saved(document))


def test_a_broken_file_is_refused():
    with pytest.raises(UnreadableFile):
        docx.read(b"PK\x03\x04 nothing else")
