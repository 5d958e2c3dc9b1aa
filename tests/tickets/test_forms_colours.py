import pytest

from tickets.forms.colours import as_rgb, contrast
from tickets.forms.pictures import solid_png


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ff0000", 1.0),
    ],
)
def test_contrast_is_that_of_the_guidelines(first, second, ratio):
    assert round(contrast(first, second), 2) == ratio


def test_colour_is_told_as_rgb():
    assert as_rgb("#1f3a5f") == "rgb(31, 58, 95)"


def test_square_is_small():
    assert len(solid_png("#1f3a5f", 87)) < 200
