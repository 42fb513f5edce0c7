"""QR codes, by the encoder that MuPDF carries."""

from jobwise.rendering.fonts import MUPDF_LOCK, mupdf

SIDE = 240
"""Pixels, about: each module of the code is as many whole ones as fit."""


def qr_png(text: str) -> bytes:
    """A picture of a text for a phone's camera, dark on white with its quiet zone."""
    with MUPDF_LOCK:
        mu = mupdf().mupdf
        pixmap = mu.fz_new_barcode_pixmap(mu.FZ_BARCODE_QRCODE, text, SIDE, 2, 1, 0)
        png: bytes = mu.fz_buffer_extract_copy(
            mu.fz_new_buffer_from_pixmap_as_png(pixmap, mu.FzColorParams())
        )
    return png
