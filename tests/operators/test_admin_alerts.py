"""Writing alerts, and when they hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operators.models import Alert, Feed, Operator, Role, Route, Stop, Tenant
from tests.admin_rows import one_of_everything
from tests.admin_world import address, choices, errors_of, logged_in, member, parts, sentences
from tests.factories.operators import OperatorFactory
from tests.factories.service import AlertFactory
from tests.factories.timetable import FeedFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db

PERIOD = {
    "periods-0-starts_at_0": "2026-06-01",
    "periods-0-starts_at_1": "12:00",
    "periods-0-ends_at_0": "2026-06-02",
    "periods-0-ends_at_1": "00:00",
}
NO_PERIOD = dict.fromkeys(PERIOD, "")


def form_for(operator: Operator, **more: object) -> dict[str, object]:
    return {
        "kind": "DETOUR",
        "summary": "By the river",
        "operator": operator.pk,
        "periods-TOTAL_FORMS": 1,
        "periods-INITIAL_FORMS": 0,
        **PERIOD,
        **more,
    }


@standing
def rows():
    return one_of_everything()


@standing
def browser(rows):
    return logged_in(member(rows[Tenant], Role.SUPPORT))


def send(browser, form):
    return browser.post(address(Alert, "add"), form)


def test_support_writes_an_alert_with_its_period(rows, browser):
    operator, feed = rows[Operator], rows[Feed]

    response = send(
        browser,
        form_for(
            operator,
            feed=feed.pk,
            stop_ids=rows[Stop].stop_id,
            route_ids=rows[Route].route_id,
            url="https://o.example",
        ),
    )

    assert response.status_code == 302, errors_of(response)
    alert = Alert.objects.get(summary="By the river")
    assert (alert.tenant, alert.operator, alert.feed) == (rows[Tenant], operator, feed)
    assert (alert.stop_ids, alert.route_ids) == (["stop-1"], ["1"])
    assert timezone.now() - alert.updated_at < timedelta(minutes=1)
    period = alert.periods.get()
    assert (period.tenant, f"{period.starts_at:%d %H:%M}", f"{period.ends_at:%d %H:%M}") == (
        rows[Tenant],
        "01 10:00",
        "01 22:00",
    )


def test_alert_may_hold_until_further_notice(rows, browser):
    form = form_for(rows[Operator]) | {"periods-0-ends_at_0": "", "periods-0-ends_at_1": ""}

    send(browser, form)

    assert Alert.objects.get(summary="By the river").periods.get().ends_at is None


def test_alert_without_a_period_is_refused(rows, browser):
    response = send(browser, form_for(rows[Operator]) | NO_PERIOD)

    assert response.status_code == 200
    assert not Alert.objects.filter(summary="By the river").exists()


def test_period_that_ends_before_it_starts_is_refused(rows, browser):
    response = send(browser, form_for(rows[Operator]) | {"periods-0-ends_at_0": "2026-05-31"})

    [periods] = response.context["inline_admin_formsets"]
    assert periods.formset.errors == [{"ends_at": ["Write a moment after the start."]}]


def test_period_of_a_year_that_cannot_be_meant_is_refused(rows, browser):
    response = send(browser, form_for(rows[Operator]) | {"periods-0-starts_at_0": "0001-01-01"})

    [periods] = response.context["inline_admin_formsets"]
    assert periods.formset.errors == [{"starts_at": ["Write a year from 2000 to 2099."]}]


@pytest.mark.parametrize(
    ("ids", "field", "words"),
    [
        ({"stop_ids": "stop-1, gone"}, "stop_ids", "Not in the timetable in force: gone."),
        ({"trip_ids": "gone"}, "trip_ids", "Not in the timetable in force: gone."),
        ({"route_ids": "gone"}, "route_ids", "Not in the timetable in force: gone."),
        (
            {"stop_ids": "stop-1", "feed": ""},
            "feed",
            "Choose the timetable whose stops, lines or trips these are.",
        ),
    ],
)
def test_stops_and_lines_must_be_in_the_timetable(rows, browser, ids, field, words):
    form = form_for(rows[Operator], **{"feed": rows[Feed].pk, **ids})

    assert errors_of(send(browser, form)) == {field: [words]}


def test_timetable_of_another_operator_is_refused(rows, browser):
    other = OperatorFactory(tenant=rows[Tenant], name="Ferries")

    errors = errors_of(send(browser, form_for(other, feed=rows[Feed].pk, stop_ids="stop-1")))

    assert errors["feed"][0] == "Ferries does not run this timetable."


def test_dropdowns_hold_own_rows_alone(rows, browser):
    FeedFactory()

    page = browser.get(address(Alert, "add"))

    assert choices(page, "feed") == {rows[Feed]}
    assert choices(page, "operator") == set(rows[Tenant].operators.all())


def test_change_notes_the_moment(rows, browser):
    alert = rows[Alert]
    period = alert.periods.get()
    form = form_for(rows[Operator], summary="Changed") | {
        "periods-INITIAL_FORMS": 1,
        "periods-0-id": period.pk,
        "periods-0-alert": alert.pk,
    }

    response = browser.post(address(alert, "change"), form)

    assert response.status_code == 302
    alert.refresh_from_db()
    assert (alert.summary, timezone.now() - alert.updated_at < timedelta(minutes=1)) == (
        "Changed",
        True,
    )


def test_inspector_looks_and_does_not_write(rows):
    browser = logged_in(member(rows[Tenant], Role.INSPECTOR))

    assert browser.get(address(rows[Alert], "change")).status_code == 200
    assert browser.get(address(Alert, "add")).status_code == 403
    assert browser.post(address(rows[Alert], "change"), {"summary": "Mine"}).status_code == 403


def test_list_says_which_alerts_hold(rows, browser):
    operator, now = rows[Operator], timezone.now()
    hour = timedelta(hours=1)
    Alert.objects.all().delete()
    for summary, starts_at, ends_at in (
        ("over", now - 2 * hour, now - hour),
        ("now", now - hour, None),
        ("coming", now + hour, None),
    ):
        AlertFactory(operator=operator, summary=summary, periods=[(starts_at, ends_at)])

    page = browser.get(address(Alert, "changelist"))

    admin = page.context["cl"].model_admin
    shown = {alert.summary: admin.when(alert) for alert in page.context["cl"].queryset}
    assert shown == {"over": "Over", "now": "Now", "coming": "Coming"}
    assert sentences(page) == []
    assert parts(browser.get(address(Alert.objects.get(summary="now"), "change"))).keys() == {
        "alertperiod"
    }
