import base64
import json

import pytest

from tests.factories.moments import NOW, later
from tests.pixels import png_pixels, scan
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.rotation import Window
from tickets.forms.media import OF_A_BARCODE, Media, render_barcode
from tickets.forms.symbols import Symbology, draw_png, draw_svg

TEXT = "T1:W507MTJ*2*80CR7IPF.VFK"
T1 = TEXT.encode()
UIC = bytes(range(256))


@pytest.mark.parametrize("media", sorted(OF_A_BARCODE))
def test_words_from_a_database_row_do_as_well(media):
    told = render_barcode(T1, "T1", "QR", str(media))

    assert told == render_barcode(T1, BarcodeFormat.T1, Symbology.QR, media)


def test_media_are_media_types_with_the_lightest_first():
    assert list(Media) == [
        "text/plain",
        "application/octet-stream",
        "image/png",
        "image/svg+xml",
        "application/json",
        "text/html",
        "application/pdf",
        "application/vnd.apple.pkpass",
        "application/vnd.google.wallet+json",
    ]


@pytest.mark.parametrize("symbology", Symbology)
def test_compact_token_comes_in_each_form(symbology):
    forms = {
        media: render_barcode(T1, BarcodeFormat.T1, symbology, media) for media in OF_A_BARCODE
    }

    assert forms == {
        Media.TEXT: T1,
        Media.OCTETS: T1,
        Media.PNG: draw_png(TEXT, symbology),
        Media.SVG: draw_svg(TEXT, symbology),
        Media.JSON: json.dumps(
            {"format": "T1", "symbology": symbology.value, "payload": TEXT}
        ).encode(),
    }


@pytest.mark.parametrize("symbology", Symbology)
def test_octets_come_as_they_are_and_as_a_symbol(symbology):
    drawn = render_barcode(UIC, BarcodeFormat.UIC, symbology, Media.PNG)

    assert scan(png_pixels(drawn)).bytes == UIC
    assert render_barcode(UIC, BarcodeFormat.UIC, symbology, Media.OCTETS) == UIC


def test_octets_are_base64_in_json_with_their_life():
    life = Window(NOW, later(seconds=60), later(seconds=120))

    told = render_barcode(UIC, BarcodeFormat.UIC, Symbology.AZTEC, Media.JSON, life=life)

    assert json.loads(told) == {
        "format": "UIC",
        "symbology": "AZTEC",
        "payloadBase64": base64.b64encode(UIC).decode(),
        "validFrom": "2026-06-01T10:00:00Z",
        "validUntil": "2026-06-01T10:02:00Z",
        "refreshAt": "2026-06-01T10:01:00Z",
    }


def test_octets_are_no_text():
    with pytest.raises(ValueError, match="octets"):
        render_barcode(UIC, BarcodeFormat.UIC, Symbology.AZTEC, Media.TEXT)


@pytest.mark.parametrize("media", sorted(set(Media) - OF_A_BARCODE))
def test_documents_are_more_than_a_barcode(media):
    with pytest.raises(ValueError, match="does not come as"):
        render_barcode(T1, BarcodeFormat.T1, Symbology.QR, media)
