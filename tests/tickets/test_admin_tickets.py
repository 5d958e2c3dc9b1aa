"""The page of a ticket: what was handed out of it, where it was scanned, its barcode now."""

import pytest
import time_machine
import zxingcpp
from django.db import connection
from PIL import Image, ImageDraw

from operators.models import Role
from tests.admin_world import address, button, logged_in, member, parts, sentences
from tests.factories.handsets import HandsetFactory, TicketLinkFactory
from tests.factories.inspection import DeviceFactory, ScanFactory, SuspicionFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory, TenantFactory
from tests.factories.styles import WalletPassFactory
from tests.factories.tickets import (
    BarcodeFactory,
    PhoneSignedTypeFactory,
    TicketFactory,
    TicketTypeFactory,
    UicTypeFactory,
    signing_key,
)
from tests.factories.timetable import timetable_rows
from tests.standing import standing
from tickets.actions.tickets import use_ticket
from tickets.admin.showing import show_barcode
from tickets.admin.tickets import TicketAdmin
from tickets.codecs.numbers import ticket_number
from tickets.codecs.reasons import Reason
from tickets.errors import TicketNotActive
from tickets.models import Barcode, Ticket
from tickets.states import Activation

pytestmark = pytest.mark.django_db

SHOW = "tickets_ticket_show"
BUTTONS = [f"tickets_ticket_{act}" for act in ("show", "use", "make_link", "move", "void")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@standing
def tenant(db):
    return TenantFactory()


@standing
def ticket(tenant):
    signing_key(tenant)
    return TicketFactory(ticket_type=TicketTypeFactory(tenant=tenant))


@standing
def browser(tenant):
    return logged_in(member(tenant))


def read(symbol):
    """What a reader sees in the drawn path."""
    image = Image.new("L", (symbol.width * 4, symbol.height * 4), 255)
    pen = ImageDraw.Draw(image)
    left, top = 0.0, 0.0
    for stroke in symbol.path.replace("M", " M").replace("m", " m").replace("h", " h").split(" "):
        if stroke.startswith("M"):
            left = float(stroke[1:])
        elif stroke.startswith("m"):
            left += float(stroke[1:])
        elif stroke.startswith("h"):
            right = left + float(stroke[1:])
            pen.rectangle([left * 4, (top - 0.5) * 4, right * 4 - 1, (top + 0.5) * 4 - 1], fill=0)
            left = right
        elif stroke and stroke != "0":
            top = float(stroke)
    [found] = zxingcpp.read_barcodes(image)
    return found


def rows_of(response, kind):
    return [row for row in parts(response)[kind] if row.pk is not None]


@pytest.mark.parametrize("make", [TicketTypeFactory, UicTypeFactory])
def test_barcode_is_shown_and_counts_as_handed_out(tenant, browser, make):
    kind = make(tenant=tenant)
    signing_key(tenant, kind.barcode_format)
    ticket = TicketFactory(ticket_type=kind)

    page = browser.post(button(SHOW, ticket))

    barcode = Barcode.objects.get(ticket=ticket)
    assert barcode.handed_out_at == NOW
    assert bytes(read(page.context["symbol"]).bytes) == barcode.octets
    assert page["Cache-Control"].startswith("no-store")


def test_page_of_the_question_has_no_barcode(ticket, browser):
    page = browser.get(button(SHOW, ticket))

    assert (page.status_code, 'id="symbol"' in page.text) == (200, False)
    assert not Barcode.objects.exists()


def test_barcode_that_a_phone_signs_is_not_offered(tenant, browser):
    handset = HandsetFactory(ticket__ticket_type=PhoneSignedTypeFactory(tenant=tenant))
    signing_key(tenant, "UIC")

    page = browser.get(address(handset.ticket, "change"))
    response = browser.post(button(SHOW, handset.ticket))

    assert button(SHOW, handset.ticket) not in page.text
    assert response.url == address(handset.ticket, "change")
    assert not Barcode.objects.exists()


def test_ticket_that_was_closed_after_the_question_has_no_barcode(ticket):
    use_ticket(ticket, by=BY, at=NOW)

    with pytest.raises(TicketNotActive):
        show_barcode(ticket, by=BY, at=NOW)


def test_page_lists_what_was_handed_out(ticket, browser):
    barcode, link = BarcodeFactory(ticket=ticket), TicketLinkFactory(ticket=ticket)
    kept = WalletPassFactory(ticket=ticket)

    page = browser.get(address(ticket, "change"))

    assert rows_of(page, "barcode") == [barcode]
    assert rows_of(page, "ticketlink") == [link]
    assert rows_of(page, "walletpass") == [kept]


def test_page_has_neither_a_barcode_nor_a_link_to_travel_with(ticket, browser):
    barcode, link = BarcodeFactory(ticket=ticket), TicketLinkFactory(ticket=ticket)

    page = browser.get(address(ticket, "change")).text

    told = {barcode.text, link.secret, link.secret_hash, link.sealed_secret}
    assert {secret for secret in told if secret in page} == set()


def test_page_lists_phones_by_their_name_or_key(tenant, browser):
    handset = HandsetFactory(ticket__ticket_type=PhoneSignedTypeFactory(tenant=tenant))

    page = browser.get(address(handset.ticket, "change"))

    assert rows_of(page, "handset") == [handset]
    assert handset.device_key in page.text


def test_scans_stand_on_a_map_in_the_colours_of_their_answers(tenant, ticket, browser):
    timetable_rows(tenant, OperatorFactory(tenant=tenant))
    near = {"latitude": 52.1, "longitude": 4.301}
    ScanFactory(ticket=ticket, **near)
    ScanFactory(ticket=ticket, scanned_at=later(minutes=-1), judged=Reason.ALREADY_USED, **near)
    ScanFactory(ticket=ticket, scanned_at=later(minutes=-2), place="Tram 4")

    page = browser.get(address(ticket, "change")).text

    assert page.count('aria-label="Map"') == 1
    told = ["Let through: 1", "Refused: 1", "Stops: 1", "<title>Market</title>", "Tram 4"]
    assert [words for words in told if words not in page] == []
    assert "already_used (the device said ok)" in page


def test_ticket_that_no_device_placed_has_no_map(ticket, browser):
    ScanFactory(ticket=ticket)

    page = browser.get(address(ticket, "change")).text

    assert ("No device said where it was." in page, 'aria-label="Map"' in page) == (True, False)


def test_suspicions_of_a_ticket_stand_on_its_page(ticket, browser):
    suspicion = SuspicionFactory(scan=ScanFactory(ticket=ticket))

    page = browser.get(address(ticket, "change"))

    assert rows_of(page, "suspicion") == [suspicion]
    assert address(suspicion, "change") in page.text


@pytest.mark.parametrize(
    "typed",
    [
        lambda ticket: str(ticket.pk),
        lambda ticket: ticket_number(ticket.pk),
        lambda ticket: f" {ticket_number(ticket.pk).lower()[:13]} {ticket_number(ticket.pk)[13:]}",
    ],
)
def test_ticket_is_found_by_its_id_and_by_its_number(ticket, browser, typed):
    TicketFactory(ticket_type=ticket.ticket_type)

    page = browser.get(address(Ticket, "changelist"), {"q": typed(ticket)})

    assert list(page.context["cl"].queryset) == [ticket]


def test_words_are_looked_for_in_the_names_of_products(ticket, browser):
    other = TicketFactory(ticket_type=ticket.ticket_type, label="Day ticket")

    page = browser.get(address(Ticket, "changelist"), {"q": "day"})

    assert list(page.context["cl"].queryset) == [other]


def test_id_of_another_tenants_ticket_finds_nothing(ticket, browser):
    page = browser.get(address(Ticket, "changelist"), {"q": ticket_number(TicketFactory().pk)})

    assert list(page.context["cl"].queryset) == []


def test_link_is_shown_once_it_is_made(ticket, browser):
    page = browser.post(button("tickets_ticket_make_link", ticket))

    assert page.context["address"].endswith(f"/t/{ticket.links.get().secret}")
    assert page["Cache-Control"].startswith("no-store")


def test_link_before_leads_nowhere_after_a_move(ticket, browser):
    before = TicketLinkFactory(ticket=ticket)

    page = browser.post(button("tickets_ticket_move", ticket))

    assert before.secret not in page.context["address"]
    assert ticket.links.open().get() != before


def test_ticket_is_activated_before_it_can_be_shown(tenant, browser):
    kind = TicketTypeFactory(tenant=tenant, activation=Activation.LATER)
    ticket = TicketFactory(ticket_type=kind)
    waiting = browser.get(address(ticket, "change")).text

    response = browser.post(button("tickets_ticket_activate", ticket))

    active = browser.get(address(ticket, "change")).text
    assert sentences(response) == ["The ticket is active."]
    assert (button(SHOW, ticket) in waiting, button(SHOW, ticket) in active) == (False, True)


def test_inspector_sees_scans_and_no_buttons(tenant, ticket):
    scan = ScanFactory(ticket=ticket, device=DeviceFactory(tenant=tenant))

    page = logged_in(member(tenant, Role.INSPECTOR)).get(address(ticket, "change"))

    assert rows_of(page, "scan") == [scan]
    assert [name for name in BUTTONS if button(name, ticket) in page.text] == []


def test_list_reads_the_newest_and_sorts_no_others(tenant):
    newest = Ticket.objects.filter(tenant=tenant).order_by(*TicketAdmin.ordering, "-pk")
    with connection.cursor() as cursor:
        # So few rows as a test has are sorted faster than an index is walked along.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = newest[:25].explain()

    assert "ticket_by_issue" in plan
    assert "Presorted Key: issued_at" in plan
