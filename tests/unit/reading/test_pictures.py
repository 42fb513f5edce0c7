"""Page pictures, read back pixel by pixel."""

import io

import pytest
from PIL import Image

from jobwise.domain.profile import Place
from jobwise.errors import UnreadableFile
from jobwise.reading import page_picture, pictures

LINE = Place(page=1, boxes=((0.25, 0.5, 0.75, 0.55),))


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def is_amber(pixel: tuple[int, int, int]) -> bool:
    red, green, blue = pixel
    return red > 240 and 200 < green < 250 and blue < 220


def test_a_page_comes_at_the_scale_that_was_asked_for(make_pdf) -> None:
    data = make_pdf("Ada Example")
    width, height = opened(pictures.marked_page(data, 1, None, 1.0)).size
    assert abs(width - 595) <= 1
    assert abs(height - 842) <= 1
    assert abs(opened(pictures.marked_page(data, 1, None, 2.0)).width - 2 * width) <= 2


def test_the_marked_box_is_amber_with_a_grey_edge_and_the_rest_is_untouched(make_pdf) -> None:
    data = make_pdf("Ada Example")
    plain, marked = (opened(pictures.marked_page(data, 1, place, 1.0)) for place in (None, LINE))
    width, height = plain.size
    assert is_amber(marked.getpixel((width // 2, int(height * 0.52))))
    assert marked.getpixel((width // 2, int(height * 0.6))) == (255, 255, 255)
    edge = [marked.getpixel((width // 2, y)) for y in range(int(height * 0.48), int(height * 0.52))]
    assert (96, 96, 96) in edge
    box = (0, 0, width, int(height * 0.45))
    assert plain.crop(box).tobytes() == marked.crop(box).tobytes()


def test_the_words_shine_through_the_mark(make_pdf) -> None:
    first_lines = Place(page=1, boxes=((0.05, 0.05, 0.95, 0.15),))
    marked = opened(pictures.marked_page(make_pdf("words " * 40), 1, first_lines, 2.0))
    width, height = marked.size
    inside = marked.crop((width // 10, int(0.06 * height), width // 2, int(0.14 * height)))
    assert min(sum(pixel) for pixel in inside.get_flattened_data()) < 200


def test_a_place_on_another_page_marks_nothing(make_pdf) -> None:
    data = make_pdf("one", "two")
    assert pictures.marked_page(data, 2, LINE, 1.0) == pictures.marked_page(data, 2, None, 1.0)


def test_a_crop_holds_the_marked_lines_and_a_margin(make_pdf) -> None:
    whole = pictures.marked_page(make_pdf("Ada Example"), 1, LINE, 2.0)
    strip = opened(pictures.crop(whole, LINE, margin=0.02))
    page = opened(whole)
    assert abs(strip.width - 0.54 * page.width) <= 2
    assert abs(strip.height - 0.09 * page.height) <= 2
    assert is_amber(strip.getpixel((strip.width // 2, strip.height // 2)))


def test_a_crop_of_boxes_beyond_the_page_stays_on_it(make_pdf) -> None:
    whole = pictures.marked_page(make_pdf("Ada"), 1, None, 1.0)
    beyond = Place(boxes=((0.9, 0.95, 1.8, 1.9), (-3.0, 0.99, 0.5, 1.2)))
    assert opened(pictures.crop(whole, beyond)).width == opened(whole).width
    assert pictures.crop(whole, Place()) == whole


def test_a_page_of_a_huge_size_gives_a_small_picture() -> None:
    import pymupdf

    document = pymupdf.open()
    document.new_page(width=14_400, height=14_400)
    data = document.tobytes()
    document.close()
    picture = opened(pictures.marked_page(data, 1, None, 4.0))
    assert picture.width * picture.height <= pictures.MAX_PIXELS + 20_000


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(make_pdf, page: int) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        pictures.marked_page(make_pdf("Ada"), page, None, 1.0)
    assert refusal.value.code == "no-page"


def test_only_a_pdf_has_pictures(make_pdf) -> None:
    assert page_picture("ada.pdf", make_pdf("Ada"), 1, None, 1.0).startswith(b"\x89PNG")
    with pytest.raises(UnreadableFile) as refusal:
        page_picture("ada.txt", b"Ada Example", 1, None, 1.0)
    assert refusal.value.code == "no-picture"
