from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from operators.models import Feed
from tests.factories.gtfs import contents_of, small_feed, write_folder, write_zip
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.timetable import FeedFactory, import_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(tmp_path):
    return write_zip(contents_of(small_feed()), tmp_path / "feed.zip")


def run(source, tenant, **options):
    output = StringIO()
    call_command("import_feed", str(source), tenant=tenant.slug, stdout=output, **options)
    return output.getvalue()


def test_command_imports_and_tells_what_is_in_force(source):
    feed = FeedFactory(name="Buses")

    output = run(source, feed.tenant, feed="Buses")

    version = feed.versions.in_force().get()
    assert version.started_by == "command:import_feed"
    assert version.source == str(source)
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert any(line.startswith("reading stop_times.txt") and "3 rows" in line for line in lines)
    assert "│ stop_times.txt │ 3 │" in lines
    assert lines[-1] == ("Buses is in force for 2026-01-01 to 2026-12-31 (Europe/Amsterdam).")


def test_command_makes_a_new_feed_for_the_only_operator(source):
    operator = OperatorFactory()

    run(source, operator.tenant, feed="Buses")

    assert Feed.objects.get().operator == operator


def test_command_makes_a_new_feed_for_the_operator_that_is_named(source):
    operator = OperatorFactory()
    other = OperatorFactory(tenant=operator.tenant, code="ferries")

    run(source, operator.tenant, feed="Boats", operator="ferries")

    assert Feed.objects.get().operator == other


def test_command_asks_for_the_operator_of_a_new_feed(source):
    operator = OperatorFactory()
    OperatorFactory(tenant=operator.tenant)

    with pytest.raises(CommandError, match=r"The feed Buses is new: use --operator"):
        run(source, operator.tenant, feed="Buses")

    assert not Feed.objects.exists()


def test_command_refuses_an_unknown_tenant(source):
    with pytest.raises(CommandError, match=r"There is no tenant"):
        run(source, TenantFactory.build(), feed="Buses")


def test_command_refuses_a_path_that_is_not_there(tmp_path):
    feed = FeedFactory()

    with pytest.raises(CommandError, match=r"does not exist; name a zip file or folder"):
        run(tmp_path / "none.zip", feed.tenant, feed=feed.name)

    assert not feed.versions.exists()


def test_command_shows_what_is_wrong_with_a_feed(tmp_path):
    rows = small_feed()
    rows["stops.txt"][0] |= {"stop_lat": "[red]", "stop_name": "M" * 300}
    source = write_folder(contents_of(rows), tmp_path / "feed")
    feed = FeedFactory()

    output = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(
            "import_feed", str(source), tenant=feed.tenant.slug, feed=feed.name, stdout=output
        )

    assert str(refused.value) == (
        "The feed was refused. stops.txt line 2, stop_lat: “[red]” is no latitude; write degrees "
        "from -90 to 90."
    )
    shown = [line.split("│")[1:5] for line in output.getvalue().splitlines() if "stops.txt" in line]
    table = [[cell.strip() for cell in row] for row in shown if row]
    assert [row[:3] for row in table] == [
        ["stops.txt", "2", "stop_lat"],
        ["stops.txt", "2", "stop_name"],
    ]
    assert table[0][3].startswith("“[red]” is no latitude")


def test_command_tells_the_warnings_of_a_feed(tmp_path):
    rows = small_feed()
    rows["stops.txt"][0]["stop_name"] = "M" * 300
    source = write_folder(contents_of(rows), tmp_path / "feed")
    feed = FeedFactory()

    output = run(source, feed.tenant, feed=feed.name)

    assert "stops.txt line 2: The value has more than 250 characters; it is cut" in output


def test_command_tells_why_an_import_did_not_begin(source):
    feed = FeedFactory()
    with import_elsewhere(feed), pytest.raises(CommandError, match=r"is being imported already"):
        run(source, feed.tenant, feed=feed.name)


def test_command_only_checks_a_feed_in_a_dry_run(source):
    feed = FeedFactory(name="Buses")

    output = run(source, feed.tenant, feed="Buses", dry_run=True)

    assert feed.versions.get().state == "CHECKED"
    assert output.splitlines()[-1] == (
        "Buses can be imported for 2026-01-01 to 2026-12-31 (Europe/Amsterdam)."
    )
