import json

import pytest

from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import PhoneSignedTypeFactory
from tests.pixels import enlarge, png_pixels, scan, svg_pixels
from tests.printed import lines_of
from tests.tickets.shown import page_pixels, ticket_in, uic_ticket_in
from tickets.actions.tickets import void_tickets
from tickets.codecs.formats import BarcodeFormat, recognise
from tickets.codecs.numbers import ticket_number
from tickets.errors import FormUnavailable, NoHandset, TicketNotActive
from tickets.forms.facts import in_groups
from tickets.forms.media import Media
from tickets.forms.rendering import render_ticket
from tickets.forms.symbols import Symbology
from tickets.models import Barcode, TicketLink

pytestmark = pytest.mark.django_db
MOVING = [Media.TEXT, Media.OCTETS, Media.PNG, Media.SVG, Media.JSON]


def render(ticket, media, **more):
    return render_ticket(ticket, media, **({"at": NOW} | more))


def octets_in(rendered, media):
    """What a scanner reads from it."""
    content = rendered.content
    if media == Media.PNG:
        return scan(png_pixels(content)).bytes
    if media == Media.SVG:
        return scan(enlarge(svg_pixels(content), 4)).bytes
    if media == Media.PDF:
        return scan(page_pixels(content)).bytes
    return content


@pytest.mark.parametrize("symbology", Symbology)
@pytest.mark.parametrize("media", [Media.TEXT, Media.OCTETS, Media.PNG, Media.SVG])
def test_moving_token_reads_back_from_every_form(media, symbology):
    ticket = ticket_in(MOVING, symbology=symbology)

    rendered = render(ticket, media)

    barcode = Barcode.objects.get()
    assert octets_in(rendered, media) == barcode.octets
    assert (rendered.media, rendered.ends_at) == (media, barcode.ends_at)
    assert barcode.ends_at < later(seconds=31)


@pytest.mark.parametrize("media", [Media.OCTETS, Media.PNG, Media.SVG, Media.PDF])
def test_octets_of_the_railways_read_back_from_every_form(media):
    ticket = uic_ticket_in([*MOVING[1:], Media.PDF])

    rendered = render(ticket, media)

    assert octets_in(rendered, media) == Barcode.objects.get().octets
    assert recognise(Barcode.objects.get().octets) == BarcodeFormat.UIC


@pytest.mark.parametrize("symbology", Symbology)
def test_printed_token_lasts_as_long_as_the_ticket(symbology):
    ticket = ticket_in([Media.PDF], symbology=symbology)

    rendered = render(ticket, Media.PDF)

    barcode = Barcode.objects.get()
    assert octets_in(rendered, Media.PDF) == barcode.octets
    assert (rendered.ends_at, barcode.dies_at) == (ticket.valid_until, ticket.valid_until)
    assert barcode.handed_out_at == NOW


def test_printed_ticket_is_the_same_at_any_time():
    ticket = ticket_in([Media.PDF])

    first = render(ticket, Media.PDF)
    again = render(ticket, Media.PDF, at=later(minutes=20))

    assert first.content == again.content
    assert Barcode.objects.count() == 1


def test_printed_ticket_tells_its_facts_in_the_language_of_the_reader():
    style = {"languages": ["nl", "en"], "help_phone": "+31 88 000", "help_url": "https://h.example"}
    ticket = ticket_in([Media.PDF], style=style, ticket={"zones": [101, 102], "passengers": 3})

    dutch = lines_of(render(ticket, Media.PDF, languages=["sv", "nl-BE"]).content)
    english = lines_of(render(ticket, Media.PDF, languages=["en"]).content)

    assert dutch[0] == english[0] == ticket.tenant.name
    assert dutch[1:6] == [
        "Hour ticket",
        "Geldig vanaf 2026-06-01 12:00 CEST",
        "Geldig tot 2026-06-01 13:00 CEST",
        "Zones 101, 102",
        "Reizigers 3",
    ]
    assert dutch[6] == f"Kaartnummer {in_groups(ticket_number(ticket.pk))}"
    assert english[-1] == "Help: +31 88 000 · https://h.example"
    assert "SPECIMEN – NOT VALID" not in english


def test_printed_specimen_says_so():
    ticket = ticket_in([Media.PDF], ticket={"specimen": True})

    assert "SPECIMEN – NOT VALID" in lines_of(render(ticket, Media.PDF).content)


def test_json_tells_when_to_fetch_again():
    ticket = ticket_in(MOVING)

    told = json.loads(render(ticket, Media.JSON).content)

    barcode = Barcode.objects.get()
    assert told == {
        "format": "T1",
        "symbology": "QR",
        "payload": barcode.text,
        "validFrom": f"{barcode.starts_at:%Y-%m-%dT%H:%M:%SZ}",
        "validUntil": f"{barcode.dies_at:%Y-%m-%dT%H:%M:%SZ}",
        "refreshAt": f"{barcode.ends_at:%Y-%m-%dT%H:%M:%SZ}",
    }


def test_page_leads_to_where_the_ticket_renews_itself(settings):
    ticket = ticket_in([Media.HTML], style={"languages": ["de"]})

    rendered = render(ticket, Media.HTML)

    address = f"{settings.BASE_URL}/t/{TicketLink.objects.get().secret}"
    page = rendered.content.decode()
    assert page.count(address) == 2
    assert '<html lang="de">' in page
    assert ">Fahrkarte zeigen</a>" in page
    assert rendered.ends_at == ticket.valid_until


@pytest.mark.parametrize("media", [Media.PNG, Media.PDF, Media.HTML])
def test_closed_ticket_comes_in_no_form(media):
    ticket = ticket_in([media])
    void_tickets([ticket], by=BY, at=NOW)

    with pytest.raises(TicketNotActive):
        render(ticket, media)
    assert Barcode.objects.count() == 0


@pytest.mark.parametrize("media", [Media.PNG, Media.PDF])
def test_waiting_ticket_comes_in_no_form(media):
    ticket = ticket_in([media], activation="LATER")

    with pytest.raises(TicketNotActive):
        render(ticket, media)


def test_form_that_the_type_does_not_come_in_is_refused():
    ticket = ticket_in([Media.PNG])

    with pytest.raises(FormUnavailable, match=r"come as: image/png\.$"):
        render(ticket, Media.PDF)


def test_phone_that_signs_must_be_known():
    ticket = ticket_in([Media.HTML, Media.OCTETS], kind=PhoneSignedTypeFactory)

    with pytest.raises(NoHandset):
        render(ticket, Media.OCTETS)
