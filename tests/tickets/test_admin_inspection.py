"""The pages of devices, scans, suspicions and the block list."""

from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from operators.models import Role
from tests.admin_world import address, button, logged_in, member, sentences
from tests.factories.handsets import BlockListEntryFactory, HandsetFactory
from tests.factories.inspection import DeviceFactory, ScanFactory, SuspicionFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.tickets import (
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.standing import standing
from tickets.actions.links import move_ticket
from tickets.admin.suspicions import MEANINGS, way_between
from tickets.codecs.numbers import ticket_number
from tickets.codecs.reasons import Reason
from tickets.inspection.actions.suspicions import settle_suspicion
from tickets.inspection.models import Device, Scan, Suspicion
from tickets.inspection.states import SuspicionKind
from tickets.models import BlockListEntry

pytestmark = pytest.mark.django_db

SETTLE, STOP = "tickets_suspicion_settle", "tickets_device_stop"
AMSTERDAM = {"latitude": 52.378, "longitude": 4.9}
UTRECHT = {"latitude": 52.089, "longitude": 5.11}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def tenant(db):
    return TenantFactory()


@standing
def ticket(tenant):
    return TicketFactory(ticket_type=TicketTypeFactory(tenant=tenant))


@standing
def browser(tenant):
    return logged_in(member(tenant))


def listed(browser, model, **query):
    return list(browser.get(address(model, "changelist"), query).context["cl"].queryset)


@pytest.fixture
def suspicion(ticket):
    """Two devices read one ticket 35 km apart within five minutes."""
    first = ScanFactory(ticket=ticket, scanned_at=later(minutes=-5), **AMSTERDAM)
    scan = ScanFactory(ticket=ticket, result=Reason.OK, judged=Reason.ALREADY_USED, **UTRECHT)
    return SuspicionFactory(scan=scan, other_scan=first)


def test_suspicion_tells_both_scans_and_how_far_apart_they_are(suspicion, browser):
    page = browser.get(address(suspicion, "change")).text

    assert "300 s, 35.2 km: 422 km/h" in page
    assert MEANINGS[SuspicionKind.TWO_PLACES] in page
    assert ("This scan: 1" in page, "The other scan: 1" in page) == (True, True)
    assert "already_used (the device said ok)" in page
    assert [address(scan, "change") in page for scan in (suspicion.scan, suspicion.other_scan)] == [
        True,
        True,
    ]


def test_suspicion_about_one_scan_stands_for_itself(ticket, browser):
    suspicion = SuspicionFactory(scan=ScanFactory(ticket=ticket), kind=SuspicionKind.BLOCKED)

    page = browser.get(address(suspicion, "change")).text

    assert ("It stands for itself." in page, "No device said where it was." in page) == (True, True)


@pytest.mark.parametrize(
    ("seconds", "places", "told"),
    [
        (0, (AMSTERDAM, UTRECHT), "0 s, 35.2 km"),
        (90, (AMSTERDAM, {}), "90 s"),
        (90, (AMSTERDAM, AMSTERDAM), "90 s, 0.0 km: 0 km/h"),
    ],
)
def test_way_between_scans_is_told_as_far_as_it_is_known(seconds, places, told):
    one, other = (Scan(scanned_at=NOW, **place) for place in places)
    other.scanned_at = later(seconds=seconds)

    assert way_between(one, other) == told


def test_every_kind_of_suspicion_is_explained():
    assert set(MEANINGS) == set(SuspicionKind)


def test_settled_suspicions_leave_the_list_until_they_are_asked_for(suspicion, browser):
    scan = ScanFactory(ticket=suspicion.ticket)
    open_one = SuspicionFactory(scan=scan, kind=SuspicionKind.SAME_WINDOW)
    form = {"note": "Two phones of one family."}

    response = browser.post(button(SETTLE, suspicion), form)

    assert sentences(response) == ["The suspicion is settled."]
    assert listed(browser, Suspicion) == [open_one]
    assert listed(browser, Suspicion, settled="settled") == [suspicion]
    assert set(listed(browser, Suspicion, settled="all")) == {suspicion, open_one}
    page = browser.get(address(suspicion, "change")).text
    assert ("Two phones of one family." in page, button(SETTLE, suspicion) in page) == (True, False)


def test_suspicion_is_not_settled_without_a_word(suspicion, browser):
    page = browser.post(button(SETTLE, suspicion), {"note": " "})

    assert page.context["form"].errors == {"note": ["This field is required."]}
    assert Suspicion.objects.unsettled().get() == suspicion


def test_suspicion_that_a_colleague_settled_is_left_as_they_said(suspicion, browser, tenant):
    form = {"note": "Mine"}
    settle_suspicion(suspicion, note="Theirs", by=BY, at=NOW)

    browser.post(button(SETTLE, suspicion), form)

    suspicion.refresh_from_db()
    assert suspicion.note == "Theirs"


def test_dashboard_counts_what_nobody_has_looked_at(suspicion, browser):
    def cards():
        return {card["title"]: card["value"] for card in browser.get("/admin/").context["cards"]}

    before = cards()
    browser.post(button(SETTLE, suspicion), {"note": "Nothing"})

    assert (before["Suspicions"], "Suspicions" in cards()) == (1, False)


def test_dashboard_of_finance_has_no_suspicions(suspicion, tenant):
    page = logged_in(member(tenant, Role.FINANCE)).get("/admin/")

    assert "Suspicions" not in {card["title"] for card in page.context["cards"]}


@pytest.mark.parametrize("model", [Scan, Suspicion, BlockListEntry])
def test_rows_are_found_by_the_number_of_their_ticket(ticket, browser, model):
    others = TicketFactory(ticket_type=ticket.ticket_type)
    for each in (ticket, others):
        SuspicionFactory(scan=ScanFactory(ticket=each))
        BlockListEntryFactory(ticket=each)

    [found] = listed(browser, model, q=ticket_number(ticket.pk))

    assert found.ticket == ticket


def test_scans_are_found_by_the_name_of_their_device(ticket, browser):
    scan = ScanFactory(ticket=ticket, device__name="Gate north")
    ScanFactory(ticket=ticket)

    assert listed(browser, Scan, q="gate north") == [scan]


def test_scan_of_a_ticket_that_we_never_sold_names_what_it_read(tenant, browser):
    named = uuid4()
    scan = ScanFactory(
        ticket=None, tenant=tenant, ticket_uuid=named, judged=Reason.NO_TICKET, format=""
    )

    page = browser.get(address(scan, "change")).text

    assert (str(named) in page, "no_ticket (the device said ok)" in page) == (True, True)


def test_scan_without_words_is_placed_by_its_degrees(ticket, browser):
    ScanFactory(ticket=ticket, **AMSTERDAM)

    assert "52.3780, 4.9000" in browser.get(address(Scan, "changelist")).text


def test_device_is_registered_beforehand(tenant, browser):
    browser.post(address(Device, "add"), {"name": "Gate 7"})

    device = Device.objects.get(tenant=tenant)
    assert (device.name, device.registered_at, device.specimens_allowed) == ("Gate 7", NOW, False)
    assert device.registered_by.startswith("staff")
    assert str(device.reference) in browser.get(address(device, "change")).text


def test_form_of_a_device_leaves_its_contact_alone(tenant, browser):
    device = DeviceFactory(tenant=tenant)
    browser.get(address(device, "change"))
    Device.objects.filter(pk=device.pk).update(last_contact_at=NOW)

    browser.post(address(device, "change"), {"name": "Tram 4", "specimens_allowed": "on"})

    device.refresh_from_db()
    assert (device.name, device.specimens_allowed) == ("Tram 4", True)
    assert device.last_contact_at == NOW


@pytest.mark.parametrize(
    ("offset", "told"),
    [(None, "not told"), ("0.2", "right"), ("4000", "4,000 s ahead"), ("-12.5", "12 s behind")],
)
def test_clock_of_a_device_is_told_in_words(tenant, browser, offset, told):
    device = DeviceFactory(tenant=tenant)
    seconds = None if offset is None else Decimal(offset)
    Device.objects.filter(pk=device.pk).update(clock_offset=seconds)

    assert told in browser.get(address(Device, "changelist")).text


def test_page_of_a_device_leads_to_its_scans(ticket, tenant, browser):
    scan = ScanFactory(ticket=ticket)
    ScanFactory(ticket=ticket)
    link = f"{address(Scan, 'changelist')}?device__id__exact={scan.device.pk}"

    page = browser.get(address(scan.device, "change")).text

    assert link in page
    assert list(browser.get(link).context["cl"].queryset) == [scan]


def test_stopped_device_is_stopped_once(tenant, browser):
    device = DeviceFactory(tenant=tenant)

    browser.post(button(STOP, device))
    response = browser.post(button(STOP, device))

    device.refresh_from_db()
    assert device.stopped_at == NOW
    assert sentences(response)[-1].startswith("Stop device: this is not possible any more")


def test_block_list_says_on_which_phones_a_ticket_is_refused(ticket, browser):
    entry = BlockListEntryFactory(ticket=ticket)

    page = browser.get(address(entry, "change")).text

    assert ("on every phone" in page, "when devices ask next" in page) == (True, True)


def test_block_list_names_the_phone_that_a_ticket_moved_away_from(tenant, browser):
    handset = HandsetFactory(ticket__ticket_type=PhoneSignedTypeFactory(tenant=tenant))
    show_ticket(handset.ticket)
    move_ticket(handset.ticket, by=BY, at=NOW)
    entry = BlockListEntry.objects.get(handset=handset)

    page = browser.get(address(entry, "change")).text

    assert f"(key {handset.device_key})" in page
