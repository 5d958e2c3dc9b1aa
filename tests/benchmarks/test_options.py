import pytest

from benchmarks.options import MEASURES, read_options


def test_all_is_every_measure():
    assert read_options(["all"]).measures == MEASURES


def test_sizes_come_from_the_command_line():
    told = read_options(["sweep", "--barcodes", "20_000", "--seconds", "2", "--clients", "3"])

    assert (told.measures, told.barcodes, told.seconds, told.clients) == (("sweep",), 20_000, 2, 3)


@pytest.mark.parametrize("size", ["0", "-5", "many"])
def test_size_that_makes_no_sense_is_refused(size, capsys):
    with pytest.raises(SystemExit):
        read_options(["sale", "--bookings", size])

    assert "--bookings" in capsys.readouterr().err
