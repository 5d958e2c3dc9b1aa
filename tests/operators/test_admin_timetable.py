"""Looking into feeds and what they brought."""

import pytest

from operators.admin.timetable import clock
from operators.models import Feed, FeedVersion, Role, Stop, Trip
from tests.admin_rows import Rows, one_of_everything
from tests.admin_world import address, errors_of, logged_in, member, parts
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db


def old_stop(version: FeedVersion) -> Stop:
    """A stop of a version that was refused."""
    refused = FeedVersion(
        tenant=version.tenant,
        feed=version.feed,
        source="old.zip",
        started_by=str(BY),
        started_at=later(days=-1),
    )
    refused.refuse(problems=[], at=NOW)
    refused.save()
    return Stop.objects.create(
        version=refused, stop_id="old", name="Old market", latitude="52.1", longitude="4.3"
    )


@standing
def rows(db) -> Rows:
    return one_of_everything()


def test_stops_are_those_in_force_unless_all_are_asked_for(rows):
    old = old_stop(rows[FeedVersion])
    browser = logged_in(member(rows[FeedVersion].tenant, Role.INSPECTOR))

    in_force = browser.get(address(Stop, "changelist"))
    everything = browser.get(address(Stop, "changelist"), {"versions": "all"})

    assert list(in_force.context["cl"].queryset) == [rows[Stop]]
    assert set(everything.context["cl"].queryset) == {rows[Stop], old}
    [versions] = in_force.context["cl"].filter_specs
    names = [choice["display"] for choice in versions.choices(in_force.context["cl"])]
    assert names == ["In force", "Every version"]
    assert browser.get(address(old, "change")).status_code == 200


def test_trip_page_shows_its_stops_with_hours_past_midnight(rows):
    browser = logged_in(member(rows[FeedVersion].tenant))

    response = browser.get(address(rows[Trip], "change"))

    assert "25:01 Market" in response.text


@pytest.mark.parametrize(("seconds", "text"), [(0, "00:00"), (59, "00:00"), (90_060, "25:01")])
def test_clock_counts_on_after_midnight(seconds, text):
    assert clock(seconds) == text


def test_administrator_makes_a_feed_for_an_own_operator():
    operator = OperatorFactory()
    foreign = OperatorFactory()
    browser = logged_in(member(operator.tenant))
    form = {"name": "Buses", "versions-TOTAL_FORMS": 0, "versions-INITIAL_FORMS": 0}

    refused = browser.post(address(Feed, "add"), {**form, "operator": foreign.pk})
    browser.post(address(Feed, "add"), {**form, "operator": operator.pk})

    assert set(errors_of(refused)) == {"operator"}
    feed = Feed.objects.get()
    assert (feed.tenant, feed.operator) == (operator.tenant, operator)


def test_feed_page_shows_its_imports(rows):
    browser = logged_in(member(rows[Feed].tenant))

    response = browser.get(address(rows[Feed], "change"))

    assert parts(response) == {"feedversion": [rows[FeedVersion]]}
