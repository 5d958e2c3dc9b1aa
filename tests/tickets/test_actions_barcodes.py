from datetime import timedelta

import pytest

from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tests.standing import standing
from tickets.actions.barcodes import (
    Showing,
    hand_out_barcodes,
)
from tickets.actions.keys import revoke_key
from tickets.codecs.reasons import Reason
from tickets.codecs.verification import KnownKey, verify_token
from tickets.errors import NoSigningKey, TicketNotActive
from tickets.models import Barcode, IssuerKey, Ticket, TicketType
from tickets.states import Activation, ValidityKind
from tickets.validity import Validity

pytestmark = pytest.mark.django_db


@standing
def ticket():
    """A ticket that rotates every 30 seconds, of a tenant with a key."""
    key = ActiveKeyFactory()
    return TicketFactory(
        ticket_type=TicketTypeFactory(tenant=key.tenant), zones=(101, 102), passengers=2
    )


def judge(barcode, *, at, **options):
    known = KnownKey.from_jwk(barcode.key.to_jwk())
    return verify_token(barcode.text, keys={known.kid: known}, at=at, **options)


def windows():
    return list(
        Barcode.objects.order_by("starts_at").values_list(
            "starts_at", "handed_out_at", "expired_at"
        )
    )


def test_barcode_says_what_the_ticket_allows(ticket):
    barcode = show_ticket(ticket)

    verdict = judge(barcode, at=NOW)
    assert verdict.reason == Reason.OK
    token = verdict.token
    assert (token.ticket_id, token.product, token.passengers) == (ticket.pk, 17, 2)
    assert (token.valid_from, token.valid_until) == (
        int(NOW.timestamp()),
        int(later(minutes=60).timestamp()),
    )
    assert (token.window_start, token.ttl) == (int(barcode.starts_at.timestamp()), 45)
    assert (token.zones, token.specimen) == ((101, 102), False)


def test_barcode_dies_when_its_overlap_is_over(ticket):
    barcode = show_ticket(ticket)

    assert (barcode.ends_at - barcode.starts_at).total_seconds() == 30
    assert (barcode.dies_at - barcode.ends_at).total_seconds() == 15
    assert judge(barcode, at=barcode.dies_at, skew=0).reason == Reason.BARCODE_EXPIRED


def test_barcode_of_a_sandbox_is_a_specimen():
    barcode = show_ticket(TicketFactory(specimen=True))

    assert judge(barcode, at=NOW).reason == Reason.SPECIMEN


def test_barcode_is_the_same_within_a_window(ticket):
    first = show_ticket(ticket)

    again = show_ticket(ticket, at=first.ends_at - timedelta(microseconds=1))

    assert again.payload == first.payload
    assert windows() == [(first.starts_at, NOW, None)]


def test_barcode_is_another_one_in_the_next_window(ticket):
    first = show_ticket(ticket)

    second = show_ticket(ticket, at=first.ends_at)

    assert second.starts_at == first.ends_at
    assert second.payload != first.payload
    assert Barcode.objects.count() == 2


def test_barcode_is_the_same_for_two_who_know_of_no_row(ticket):
    key = IssuerKey.objects.get()
    shown = [
        hand_out_barcodes([Showing(ticket, made=(), key=key)], at=at)[ticket.pk]
        for at in (NOW, later(microseconds=1))
    ]

    assert shown[0].payload == shown[1].payload
    assert [handed_out_at for _, handed_out_at, _ in windows()] == [NOW]


def test_change_of_keys_gives_a_barcode_of_the_new_key_in_the_same_window(ticket):
    """Whoever read the old key and stores later leaves a row that is never handed out again."""
    first = show_ticket(ticket)
    key = ActiveKeyFactory(tenant=ticket.tenant)

    after = show_ticket(ticket)

    assert (after.starts_at, after.key) == (first.starts_at, key)
    assert after.payload != first.payload
    assert show_ticket(ticket, at=later(microseconds=1)).payload == after.payload


def test_barcode_of_a_revoked_key_is_not_shown_though_it_was_stored_late():
    key = ActiveKeyFactory()
    ticket = TicketFactory(ticket_type__tenant=key.tenant, ticket_type__rotation_seconds=0)
    revoke_key(key, by=BY, at=NOW)
    fresh = ActiveKeyFactory(tenant=key.tenant)

    hand_out_barcodes([Showing(ticket, made=(), key=key)], at=NOW)

    assert show_ticket(ticket, at=later(minutes=50)).key == fresh


@pytest.mark.parametrize("seconds", [15, 60, 300])
def test_change_of_the_rotation_never_shows_a_dead_barcode(ticket, seconds):
    show_ticket(ticket)
    TicketType.objects.update(rotation_seconds=seconds)
    ticket = Ticket.objects.get()

    for second in range(0, 120, 7):
        at = later(seconds=second)
        barcode = show_ticket(ticket, at=at)
        assert judge(barcode, at=at, skew=0).reason == Reason.OK
        assert barcode.ends_at > at


@pytest.mark.parametrize("rotation", [0, 300])
def test_barcode_does_not_outlive_its_ticket(rotation):
    ticket = TicketFactory(ticket_type__rotation_seconds=rotation)

    barcode = show_ticket(ticket, at=later(minutes=59, seconds=59))

    assert (barcode.ends_at, barcode.dies_at) == (ticket.valid_until, ticket.valid_until)
    assert judge(barcode, at=later(minutes=59, seconds=59)).reason == Reason.OK


def test_barcode_shown_before_is_read_without_a_statement(ticket):
    show_ticket(ticket)
    made = Barcode.objects.select_related("key").get()

    with counted() as count:
        hand_out_barcodes([Showing(ticket, made=(made,), key=made.key)], at=NOW)

    assert count.statements == 0


@pytest.mark.parametrize("number", [1, 3])
def test_handing_out_takes_one_statement_however_many(number):
    key = ActiveKeyFactory()
    kind = TicketTypeFactory(tenant=key.tenant)
    tickets = TicketFactory.create_batch(number, ticket_type=kind)

    with counted() as count:
        hand_out_barcodes([Showing(ticket, made=(), key=key) for ticket in tickets], at=NOW)

    assert count.statements == 1
    assert Barcode.objects.count() == number


def test_static_ticket_has_one_barcode_for_its_whole_validity():
    ticket = TicketFactory(ticket_type__rotation_seconds=0)

    first = show_ticket(ticket)
    last = show_ticket(ticket, at=later(minutes=59))

    assert first.payload == last.payload
    assert judge(first, at=later(minutes=59)).token.is_static
    assert (first.starts_at, first.ends_at, first.dies_at) == (
        NOW,
        later(minutes=60),
        later(minutes=60),
    )


def test_barcode_may_be_fetched_ahead_of_the_validity():
    rule = Validity(ValidityKind.DURATION, minutes=60, travels_at=later(hours=2))
    barcode = show_ticket(TicketFactory(validity=rule))

    assert judge(barcode, at=NOW).reason == Reason.TICKET_NOT_YET_VALID


def test_ticket_that_waits_shows_no_barcode():
    with pytest.raises(TicketNotActive):
        show_ticket(TicketFactory(ticket_type__activation=Activation.LATER))


def test_ticket_that_is_over_shows_no_barcode(ticket):
    with pytest.raises(TicketNotActive):
        show_ticket(ticket, at=later(minutes=60))


def test_ticket_without_a_signing_key_shows_no_barcode(ticket):
    with pytest.raises(NoSigningKey):
        hand_out_barcodes([Showing(ticket, made=(), key=None)], at=NOW)
