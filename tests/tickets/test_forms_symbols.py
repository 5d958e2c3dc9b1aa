import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pixels import enlarge, png_pixels, scan, svg_pixels
from tickets.forms.symbols import Symbology, draw_path, draw_png, draw_svg

TEXT = (
    "T1:W507MTJ*2*80CR7IPF.VFK*JA.B1AETKI000H00GLDE2GGLDEWIGLDZ-G010$50Z50B20C20ZX7T$OWNM*IPMDUNOANZ"
    "74JO03EP$6J3T88KSJQ+6BV508-E.22+SHFCN3RD .46J6L$4Y3CZ37WZBCT8/HS7SQ6+ATCAZOG"
)
FORMATS = {
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    Symbology.AZTEC: zxingcpp.BarcodeFormat.Aztec,
    Symbology.PDF417: zxingcpp.BarcodeFormat.PDF417,
}
QUIET_ZONE = {Symbology.QR: 4, Symbology.AZTEC: 2, Symbology.PDF417: 2}
LARGEST = {Symbology.QR: 4000, Symbology.AZTEC: 4000, Symbology.PDF417: 20_000}
"""A PDF417 symbol is wide, and each of its rows is three modules high."""
texts = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=500)


def modules(text, symbology):
    return png_pixels(draw_png(text, symbology, pixels_per_module=1))


@pytest.mark.parametrize("symbology", Symbology)
def test_png_scans_as_its_text(symbology):
    found = scan(png_pixels(draw_png(TEXT, symbology)))

    assert found.text == TEXT
    assert found.format == FORMATS[symbology]


@pytest.mark.parametrize("symbology", Symbology)
def test_svg_scans_as_its_text(symbology):
    found = scan(enlarge(svg_pixels(draw_svg(TEXT, symbology)), 4))

    assert found.text == TEXT
    assert found.format == FORMATS[symbology]


@pytest.mark.parametrize("symbology", Symbology)
@settings(max_examples=20, deadline=None)
@given(text=texts)
def test_any_token_text_scans(symbology, text):
    assert scan(png_pixels(draw_png(text, symbology, pixels_per_module=4))).text == text


@pytest.mark.parametrize("symbology", Symbology)
@settings(max_examples=20, deadline=None)
@given(octets=st.binary(min_size=1, max_size=400))
def test_any_octets_scan(symbology, octets):
    assert scan(png_pixels(draw_png(octets, symbology, pixels_per_module=4))).bytes == octets


@pytest.mark.parametrize("symbology", Symbology)
def test_path_is_that_of_the_svg(symbology):
    symbol = draw_path(TEXT, symbology)

    svg = draw_svg(TEXT, symbology).decode()
    assert f'viewBox="0 0 {symbol.width} {symbol.height}"' in svg
    assert f'd="{symbol.path}"' in svg


@pytest.mark.parametrize("symbology", [Symbology.QR, Symbology.AZTEC])
def test_symbol_of_modules_that_are_square_is_square(symbology):
    rows = modules(TEXT, symbology)

    assert len(rows) == len(rows[0])


@pytest.mark.parametrize("symbology", Symbology)
@settings(max_examples=20, deadline=None)
@given(text=texts)
def test_svg_and_png_show_the_same_modules(symbology, text):
    assert svg_pixels(draw_svg(text, symbology)) == modules(text, symbology)


@pytest.mark.parametrize("symbology", Symbology)
@pytest.mark.parametrize("scale", [1, 3, 8])
def test_png_is_the_module_matrix_enlarged(symbology, scale):
    rows = png_pixels(draw_png(TEXT, symbology, pixels_per_module=scale))

    assert rows == enlarge(modules(TEXT, symbology), scale)


@pytest.mark.parametrize("symbology", Symbology)
def test_symbol_has_its_quiet_zone(symbology):
    rows = modules(TEXT, symbology)
    margin = QUIET_ZONE[symbology]
    light = [255] * len(rows[0])

    assert rows[:margin] == rows[-margin:] == [light] * margin
    assert {tuple(row[:margin] + row[-margin:]) for row in rows} == {(255,) * 2 * margin}
    assert rows[margin] != light
    assert rows[-margin - 1] != light
    assert len({len(row) for row in rows}) == 1


def test_token_of_112_octets_takes_a_qr_code_of_45_modules():
    assert len(modules(TEXT, Symbology.QR)) == 45 + 2 * 4


def test_qr_code_has_error_correction_level_m():
    assert scan(png_pixels(draw_png(TEXT, Symbology.QR))).ec_level == "M"


def test_aztec_code_has_at_least_23_percent_error_correction():
    level = scan(png_pixels(draw_png(TEXT, Symbology.AZTEC))).ec_level

    assert int(level.removesuffix("%")) >= 23


@pytest.mark.parametrize("symbology", Symbology)
@pytest.mark.parametrize("draw", [draw_png, draw_svg])
def test_same_text_gives_the_same_bytes(draw, symbology):
    assert draw(TEXT, symbology) == draw(TEXT, symbology)
    assert draw(TEXT, symbology) != draw(TEXT[:-1], symbology)


@pytest.mark.parametrize("symbology", Symbology)
def test_forms_are_small(symbology):
    assert len(draw_png(TEXT, symbology)) < 1500
    assert len(draw_svg(TEXT, symbology)) < LARGEST[symbology]


@pytest.mark.parametrize("symbology", Symbology)
@pytest.mark.parametrize("text", ["", "T1:" * 2000])
@pytest.mark.parametrize("draw", [draw_png, draw_svg])
def test_text_that_fits_no_symbol_is_refused(draw, symbology, text):
    with pytest.raises(ValueError, match=r"."):
        draw(text, symbology)


@pytest.mark.parametrize("scale", [0, -1])
def test_png_of_no_size_is_refused(scale):
    with pytest.raises(ValueError, match="pixels wide"):
        draw_png(TEXT, Symbology.QR, pixels_per_module=scale)
