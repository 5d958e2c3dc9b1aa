"""Tickets bound to phones."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.factories.handsets import HandsetFactory, Phone, register
from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import PhoneSignedTypeFactory, TicketFactory
from tickets.actions.handsets import HANDSETS_A_DAY, challenge_for, register_handset
from tickets.actions.links import make_link, move_ticket
from tickets.actions.tickets import void_tickets
from tickets.codecs.keys import device_key
from tickets.errors import (
    BadChallenge,
    HandsetReplaced,
    MovedTooOften,
    NoProofOfKey,
    NotForHandsets,
    TicketClosed,
)
from tickets.links import find_ticket
from tickets.models import Handset

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return TicketFactory(ticket_type=PhoneSignedTypeFactory())


def names(ticket):
    return list(ticket.events.order_by("pk").values_list("name", flat=True))


def answer(phone, ticket, *, at=NOW, **wrong):
    sent = phone.answer(challenge_for(ticket, at=NOW)) | wrong
    return register_handset(ticket, **sent, by=BY, at=at)


def test_phone_that_proves_its_key_is_registered(ticket):
    phone = Phone()

    handset = register(phone, ticket, name="x" * 70)

    handset.refresh_from_db()
    assert bytes(handset.public_key) == phone.public_key
    assert handset.device_key == device_key(phone.public_key)
    assert (handset.name, handset.registered_at) == ("x" * 60, NOW)
    assert names(ticket)[-1] == "HANDSET_REGISTERED"


def test_phone_may_spell_key_and_signature_otherwise(ticket):
    """As browsers do: the whole point, and r and s in a row."""
    phone = Phone()
    point = int.from_bytes(phone.public_key[1:], "big")
    numbers = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), phone.public_key
    ).public_numbers()
    challenge = challenge_for(ticket, at=NOW)

    handset = register_handset(
        ticket,
        public_key=b"\x04" + point.to_bytes(32, "big") + numbers.y.to_bytes(32, "big"),
        challenge=challenge,
        signature=phone.pair.sign(challenge.encode()),
        by=BY,
        at=NOW,
    )

    assert bytes(handset.public_key) == phone.public_key


def test_key_on_another_curve_is_refused(ticket):
    other = ec.generate_private_key(ec.SECP384R1())
    public = other.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    challenge = challenge_for(ticket, at=NOW)
    signature = other.sign(challenge.encode(), ec.ECDSA(SHA256()))

    with pytest.raises(NoProofOfKey):
        answer(Phone(), ticket, public_key=public, challenge=challenge, signature=signature)


def test_ticket_that_waits_may_be_bound_already():
    waiting = TicketFactory(ticket_type=PhoneSignedTypeFactory(activation="LATER"))

    assert register(Phone(), waiting) in waiting.handsets.active()


def test_same_request_again_changes_nothing(ticket):
    sent = Phone().answer(challenge_for(ticket, at=NOW))

    first, second = (register_handset(ticket, **sent, by=BY, at=NOW) for _ in range(2))

    assert first == second
    assert names(ticket).count("HANDSET_REGISTERED") == 1


def test_phone_that_signs_another_challenge_stays_as_it_is(ticket):
    phone = Phone()

    assert register(phone, ticket) == register(phone, ticket, at=later(minutes=1))


def test_second_phone_replaces_the_first(ticket):
    first = register(Phone(), ticket)
    link = make_link(ticket, by=BY, at=NOW)

    second = register(Phone(), ticket, at=later(minutes=5))

    first.refresh_from_db()
    assert first.replaced_at == later(minutes=5)
    assert list(ticket.handsets.active()) == [second]
    assert names(ticket)[-2:] == ["MOVED", "HANDSET_REGISTERED"]
    assert find_ticket(link.secret) == ticket


def test_phone_before_is_put_on_the_block_list(ticket):
    first = register(Phone(), ticket)

    register(Phone(), ticket, at=later(minutes=5))

    entry = ticket.block_list_entries.get()
    assert (entry.handset, entry.reason) == (first, "MOVED")
    assert entry.until == later(days=2, minutes=5)


def test_phone_of_a_ticket_that_was_never_active_is_not_blocked():
    waiting = TicketFactory(ticket_type=PhoneSignedTypeFactory(activation="LATER"))
    register(Phone(), waiting)

    move_ticket(waiting, by=BY, at=NOW)

    assert not waiting.block_list_entries.exists()
    assert not waiting.handsets.active().exists()


def test_moving_the_ticket_lets_go_of_its_phone(ticket):
    handset = register(Phone(), ticket)

    move_ticket(ticket, by=BY, at=later(minutes=5))

    handset.refresh_from_db()
    assert handset.replaced_at == later(minutes=5)
    assert ticket.block_list_entries.get().handset == handset


def test_key_that_the_ticket_moved_away_from_never_comes_back(ticket):
    phone = Phone()
    register(phone, ticket)
    register(Phone(), ticket)

    sent = phone.answer(challenge_for(ticket, at=NOW))

    with pytest.raises(HandsetReplaced):
        register_handset(ticket, **sent, by=BY, at=NOW)


def test_key_is_good_for_another_ticket(ticket):
    phone = Phone()
    register(phone, ticket)

    register(phone, TicketFactory(ticket_type=ticket.ticket_type))

    assert Handset.objects.active().count() == 2


def test_challenge_lapses_after_five_minutes(ticket):
    with pytest.raises(BadChallenge):
        answer(Phone(), ticket, at=later(minutes=5))

    assert answer(Phone(), ticket, at=later(minutes=4, seconds=59)).replaced_at is None


def test_challenge_is_answered_once(ticket):
    challenge = challenge_for(ticket, at=NOW)
    register_handset(ticket, **Phone().answer(challenge), by=BY, at=NOW)

    with pytest.raises(BadChallenge):
        register_handset(ticket, **Phone().answer(challenge), by=BY, at=NOW)


def test_challenge_of_another_ticket_is_refused(ticket):
    other = challenge_for(TicketFactory(ticket_type=ticket.ticket_type), at=NOW)

    with pytest.raises(BadChallenge):
        register_handset(ticket, **Phone().answer(other), by=BY, at=NOW)


@pytest.mark.parametrize("challenge", ["", "a:b", "é\udcff", "e30:x"])
def test_challenge_that_we_did_not_make_is_refused(ticket, challenge):
    phone = Phone()
    sent = {
        "public_key": phone.public_key,
        "challenge": challenge,
        "signature": phone.sign(challenge.encode("utf-8", "replace")),
    }

    with pytest.raises(BadChallenge):
        register_handset(ticket, **sent, by=BY, at=NOW)


@pytest.mark.parametrize(
    "wrong", [{"public_key": b"\x02" * 32}, {"public_key": Phone().public_key}, {"signature": b""}]
)
def test_key_without_proof_is_refused(ticket, wrong):
    with pytest.raises(NoProofOfKey):
        answer(Phone(), ticket, **wrong)
    assert not Handset.objects.exists()


def test_ticket_whose_type_asks_for_no_phone_is_not_bound():
    with pytest.raises(NotForHandsets):
        register(Phone(), TicketFactory())


def test_closed_ticket_is_not_bound(ticket):
    void_tickets([ticket], by=BY, at=NOW)

    with pytest.raises(TicketClosed):
        register(Phone(), ticket)


def test_ticket_that_is_over_is_not_bound(ticket):
    with pytest.raises(TicketClosed):
        register(Phone(), ticket, at=ticket.valid_until)


def test_ticket_is_not_passed_around(ticket):
    for minute in range(HANDSETS_A_DAY):
        register(Phone(), ticket, at=later(minutes=minute))

    with pytest.raises(MovedTooOften):
        register(Phone(), ticket, at=later(minutes=30))


def test_handset_is_shown_by_the_name_that_it_has():
    handset = HandsetFactory()

    assert str(handset) == "Phone"
    handset.name = ""
    assert str(handset) == handset.device_key
