import pytest

from tickets.forms.media import Media, render_barcode
from tickets.forms.symbols import Symbology, draw_png, draw_svg

TEXT = "T1:W507MTJ*2*80CR7IPF.VFK"


@pytest.mark.parametrize("media", Media)
def test_words_from_a_database_row_do_as_well(media):
    assert render_barcode(TEXT, "QR", str(media)) == render_barcode(TEXT, Symbology.QR, media)


def test_media_are_media_types_with_the_lightest_first():
    assert list(Media) == ["text/plain", "image/png", "image/svg+xml"]


@pytest.mark.parametrize("symbology", Symbology)
def test_barcode_comes_in_each_form(symbology):
    assert render_barcode(TEXT, symbology, Media.TEXT) == TEXT.encode()
    assert render_barcode(TEXT, symbology, Media.PNG) == draw_png(TEXT, symbology)
    assert render_barcode(TEXT, symbology, Media.SVG) == draw_svg(TEXT, symbology)


def test_plain_text_is_utf_8():
    assert render_barcode("é", Symbology.QR, Media.TEXT) == b"\xc3\xa9"
