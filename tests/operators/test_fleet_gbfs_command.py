"""The command that loads a fleet."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from operators.fleet.states import FleetImportState
from tests.factories.fleet import FleetFactory
from tests.factories.gbfs import feed_2, feed_3, files_of, write_folder, write_zip
from tests.factories.gbfs_site import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet():
    return FleetFactory(system_id="example", name="Example")


def run(fleet, *path, **options):
    output = StringIO()
    told = {"tenant": fleet.tenant.slug, "fleet": fleet.system_id, "stdout": output, **options}
    call_command("import_fleet", *map(str, path), **told)
    return [" ".join(line.split()) for line in output.getvalue().splitlines()]


def test_command_loads_a_folder_and_tells_what_changed(fleet, tmp_path):
    feed = feed_2()
    feed["free_bike_status"]["bikes"][0] |= {"lat": 0, "lon": 0}
    folder = write_folder(files_of(feed), tmp_path / "gbfs")

    lines = run(fleet, folder)

    row = fleet.imports.get()
    assert (row.requested_by, row.source) == ("command:import_fleet", str(folder))
    assert any(line.startswith("checking the feed") for line in lines)
    assert "│ vehicles │ 2 │ 0 │ 0 │ 0 │" in lines
    assert "free_bike_status.json, data.bikes[0].lat" in " ".join(lines)
    assert lines[-1] == "Example is loaded from GBFS 2.3."


def test_command_loads_a_zip_file(fleet, tmp_path):
    path = write_zip(files_of(feed_3(), version="3.0"), tmp_path / "gbfs.zip")

    assert run(fleet, path)[-1] == "Example is loaded from GBFS 3.0."


def test_command_loads_from_the_address_of_the_fleet(fleet, settings):
    settings.FEEDS_FROM_PRIVATE_ADDRESSES = True
    with publishing() as site:
        site.publish(files_of(feed_2()))
        fleet.gbfs_url = site.address
        fleet.save()

        run(fleet)

    assert fleet.imports.get().state == FleetImportState.SUCCEEDED


def test_command_shows_all_that_is_wrong(fleet, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    feed = feed_2()
    feed["free_bike_status"]["bikes"][0] |= {"lat": 91, "vehicle_type_id": 7.5}
    folder = write_folder(files_of(feed), tmp_path / "gbfs")
    output = StringIO()

    with pytest.raises(CommandError, match="The feed was refused"):
        call_command(
            "import_fleet", str(folder), tenant=fleet.tenant.slug, fleet="example", stdout=output
        )

    assert "data.bikes[0].lat" in output.getvalue()


def test_command_takes_another_system_only_if_that_is_meant(fleet, tmp_path):
    run(fleet, write_folder(files_of(feed_2()), tmp_path / "gbfs"))
    feed = feed_2()
    feed["system_information"]["system_id"] = "other"
    folder = write_folder(files_of(feed), tmp_path / "gbfs")

    with pytest.raises(CommandError, match="of the system other"):
        run(fleet, folder)
    assert run(fleet, folder, anyway=True)[-1] == "Example is loaded from GBFS 2.3."


def test_command_names_what_is_not_there(fleet, tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        run(fleet, tmp_path / "none")
    with pytest.raises(CommandError, match="The fleet has no GBFS address"):
        run(fleet)
    with pytest.raises(CommandError, match="has no fleet other"):
        run(FleetFactory.build(tenant=fleet.tenant, system_id="other"), tmp_path)
