"""The barcodes that the page's script fetches."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import TicketFactory, TicketTypeFactory, UicTypeFactory
from tests.pixels import enlarge, scan, svg_pixels
from tests.protocols.scanning import inspect
from tests.protocols.traveller.looking import address, linked
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.models import Barcode
from tickets.sight import sign_of
from tickets.states import Activation

pytestmark = pytest.mark.django_db


def fetched(client, link):
    return client.get(address(link, "/barcodes.json")).json()


def drawn(symbol):
    """The symbol as the page draws it, read back."""
    width, height = symbol["width"], symbol["height"]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path stroke="#000" d="{symbol["path"]}"/></svg>'
    )
    return scan(enlarge(svg_pixels(svg), 4))


def moment(text):
    return datetime.fromisoformat(text)


def test_windows_follow_each_other_as_long_as_the_type_says(client):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=120))

    told = fetched(client, link)

    rows = told["barcodes"]
    assert moment(told["at"]) == NOW
    assert moment(rows[0]["startsAt"]) <= NOW < moment(rows[0]["endsAt"])
    assert [row["endsAt"] for row in rows[:-1]] == [row["startsAt"] for row in rows[1:]]
    assert moment(rows[-1]["endsAt"]) - moment(rows[0]["startsAt"]) == timedelta(seconds=120)
    assert (told["state"], told["isShown"], told["phone"]) == ("ACTIVE", True, None)
    assert moment(told["validUntil"]) == later(hours=1)


def test_each_symbol_is_good_in_its_window_and_not_before(client):
    link = linked(ticket_type=TicketTypeFactory(rotation_seconds=30, prefetch_seconds=300))

    rows = fetched(client, link)["barcodes"]

    for row in (rows[0], rows[-1]):
        text = drawn(row["symbol"]).text
        starts_at, ends_at = max(moment(row["startsAt"]), NOW), moment(row["endsAt"])
        found = [
            inspect(text, at=at).reason
            for at in (
                starts_at - timedelta(seconds=61),
                starts_at,
                ends_at,
                ends_at + timedelta(seconds=46),
            )
        ]
        assert found == [Reason.BARCODE_IN_FUTURE, Reason.OK, Reason.OK, Reason.BARCODE_EXPIRED]


def test_what_was_fetched_counts_as_handed_out(client):
    link = linked()

    rows = fetched(client, link)["barcodes"]

    assert Barcode.objects.filter(ticket=link.ticket, handed_out_at=NOW).count() == len(rows)


def test_no_window_is_fetched_ahead_where_the_type_says_none(client):
    link = linked(ticket_type=TicketTypeFactory(prefetch_seconds=0))

    assert len(fetched(client, link)["barcodes"]) == 1


def test_uic_barcode_is_an_aztec_code(client):
    link = linked(ticket_type=UicTypeFactory())

    [symbol, *_] = [row["symbol"] for row in fetched(client, link)["barcodes"]]

    found = drawn(symbol)
    barcode = Barcode.objects.order_by("starts_at").first()
    assert (found.format.name, found.bytes) == ("Aztec", barcode.octets)


def test_words_of_the_next_hour_are_told(client):
    link = linked()

    signs = fetched(client, link)["signs"]

    first = sign_of(link.ticket.tenant_id, NOW)
    assert len(signs) == 60
    assert (signs[0]["word"], signs[0]["colour"]) == (first.word, first.colour)
    assert all(one["endsAt"] == other["startsAt"] for one, other in pairwise(signs))


def test_ticket_that_may_not_be_shown_has_no_barcode(client):
    link = linked(TicketFactory(ticket_type=TicketTypeFactory(activation=Activation.LATER)))

    told = fetched(client, link)

    assert (told["state"], told["isShown"]) == ("ISSUED", False)
    assert (told["barcodes"], told["signs"]) == ([], [])


def test_voided_ticket_has_no_barcode_any_more(client):
    link = linked()
    fetched(client, link)
    void_tickets([link.ticket], by=BY, at=NOW)

    told = fetched(client, link)

    assert (told["state"], told["isShown"], told["barcodes"]) == ("VOIDED", False, [])


def test_page_tries_again_where_no_key_signs(client):
    link = linked()
    revoke_key(link.ticket.tenant.issuer_keys.get(), by=BY, at=NOW)

    response = client.get(address(link, "/barcodes.json"))

    assert (response.status_code, response.json()["reason"]) == (503, "later")


def test_queries_do_not_grow_with_the_windows(client, django_assert_num_queries):
    few = linked(ticket_type=TicketTypeFactory(prefetch_seconds=30))
    many = linked(ticket_type=TicketTypeFactory(prefetch_seconds=900))

    for link in (few, many):
        fetched(client, link)
        with django_assert_num_queries(7):
            fetched(client, link)
