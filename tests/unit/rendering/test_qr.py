"""QR codes have the marks that a camera looks for, and each text has its own."""

import io

from PIL import Image

from jobwise.rendering.qr import qr_png

ADDRESS = "otpauth://totp/JobWise:nadia%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=JobWise"


def modules(text: str) -> list[list[bool]]:
    """The code without its quiet zone, True for dark."""
    picture = Image.open(io.BytesIO(qr_png(text))).convert("L")
    dark = picture.point(lambda value: 255 * (value < 128))
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    assert left > 0
    assert top > 0
    row = [dark.getpixel((x, top)) == 255 for x in range(left, right)]
    step = row.index(False) // 7  # the side of a corner mark is seven modules
    return [
        [dark.getpixel((x, y)) == 255 for x in range(left + step // 2, right, step)]
        for y in range(top + step // 2, bottom, step)
    ]


def test_three_corners_are_marked_and_the_size_is_one_of_the_standard() -> None:
    code = modules(ADDRESS)
    side = len(code)
    assert (side - 17) % 4 == 0
    assert all(len(row) == side for row in code)
    mark = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        corner = ["".join(" #"[dark] for dark in row[left : left + 7]) for row in code[top : top + 7]]
        assert corner == mark


def test_another_text_is_another_code() -> None:
    assert modules(ADDRESS) != modules(ADDRESS.replace("JBSW", "KBSW"))
