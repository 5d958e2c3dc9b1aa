import pytest
from django.core.management import CommandError, call_command

from sales.models import Product
from tests.factories.gtfs import contents_of, write_folder
from tests.factories.gtfs_fares import first_version
from tests.factories.operators import OperatorFactory
from tests.factories.sales import PassengerCategoryFactory
from tests.factories.tickets import TicketTypeFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def operator():
    found = OperatorFactory(tenant__slug="demo", code="rvs")
    TicketTypeFactory(tenant=found.tenant, name="Moving QR")
    PassengerCategoryFactory(tenant=found.tenant, is_default=True)
    return found


@pytest.fixture
def feed(tmp_path):
    return write_folder(contents_of(first_version()), tmp_path / "feed")


def run(path, *more, **changed):
    options = {
        "tenant": "demo",
        "operator": "rvs",
        "name": "buses",
        "ticket-type": "Moving QR",
        "vat-rate": "9",
        **changed,
    }
    call_command("import_fares", path, *(f"--{k}={v}" for k, v in options.items()), *more)


def test_command_imports_and_tells(operator, feed, capsys):
    run(feed)

    assert Product.objects.get().code == "buses"
    assert capsys.readouterr().out.splitlines()[:3] == [
        "Imported: products buses.",
        "Areas: 1 new, 0 changed, 0 removed, 0 as they were.",
        "Networks: 3 new, 0 changed, 0 removed, 0 as they were.",
    ]


def test_dry_run_stores_nothing(operator, feed, capsys):
    run(feed, "--dry-run")

    assert not Product.objects.exists()
    assert capsys.readouterr().out.startswith("Nothing was stored; it would be: products buses.")


def test_problems_are_told_with_their_lines(operator, feed, capsys):
    (feed / "fare_rules.txt").write_text("fare_id\nnight\n")

    with pytest.raises(CommandError, match="The fares were refused"):
        run(feed)
    assert capsys.readouterr().out == (
        "fare_rules.txt line 2, fare_id: fare_attributes.txt has no fare_id “night”; add it there "
        "or correct it here.\n"
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"tenant": "x"}, "There is no tenant x"),
        ({"operator": "x"}, "There is no operator x"),
        ({"ticket-type": "x"}, "There is no ticket type x"),
    ],
)
def test_what_is_not_there_is_refused(operator, feed, changed, words):
    with pytest.raises(CommandError, match=words):
        run(feed, **changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"vat-rate": "nine"}, "“nine” is no number"),
        ({"vat-rate": "nan"}, "is no VAT rate"),
        ({"valid-minutes": "0"}, "A ticket is valid for 1 to"),
    ],
)
def test_terms_that_are_wrong_are_refused(operator, feed, changed, words):
    with pytest.raises(CommandError, match=words):
        run(feed, **changed)


def test_missing_file_is_refused(operator, feed):
    with pytest.raises(CommandError, match="does not exist; name a zip file or folder"):
        run(feed / "nothing.zip")
