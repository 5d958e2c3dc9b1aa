"""Phones that sign the barcodes of a ticket."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

import pytest

from tests.factories.handsets import Phone, register
from tests.factories.moments import NOW
from tests.factories.tickets import PhoneSignedTypeFactory
from tests.protocols.traveller.looking import address, linked
from tickets.codecs.uic.header import UicBarcode

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(db):
    return linked(ticket_type=PhoneSignedTypeFactory(rotation_seconds=15))


def told(client, link):
    return client.get(address(link, "/barcodes.json")).json()["phone"]


def in_base64(octets):
    return base64.b64encode(octets).decode()


def answer_to(challenge, phone, **others):
    """What a browser sends."""
    proof = {
        "publicKey": in_base64(phone.public_key),
        "challenge": challenge,
        "signature": in_base64(phone.sign(challenge.encode())),
        "name": "Android, Chrome",
    }
    return proof | others


def send(client, link, body):
    return client.post(address(link, "/phones"), body, content_type="application/json")


def test_ticket_without_a_phone_has_a_challenge_and_nothing_to_show(client, link):
    phone = told(client, link)

    assert (phone["handset"], phone["barcode"], phone["validSeconds"]) == (None, None, 15)
    assert phone["challenge"]


def test_phone_is_registered_and_gets_what_it_signs(client, link):
    phone = Phone()

    response = send(client, link, answer_to(told(client, link)["challenge"], phone))

    assert (response.status_code, response.json()) == (201, {})
    now = told(client, link)
    assert now["handset"] == {"publicKey": in_base64(phone.public_key), "name": "Android, Chrome"}
    part = UicBarcode.parse(base64.b64decode(now["barcode"]["level1"]))
    assert part.level1.level2_public_key == phone.public_key
    assert (part.unsigned_end, part.level1.validity_duration) == (now["barcode"]["bits"], 15)
    assert part.level1.end_of_validity == datetime.fromisoformat(now["barcode"]["diesAt"])


def test_barcodes_of_the_server_are_not_told(client, link):
    register(Phone(), link.ticket)

    assert client.get(address(link, "/barcodes.json")).json()["barcodes"] == []


def test_second_phone_takes_the_ticket_over(client, link):
    first, second = Phone(), Phone()
    send(client, link, answer_to(told(client, link)["challenge"], first))

    send(client, link, answer_to(told(client, link)["challenge"], second))

    assert told(client, link)["handset"]["publicKey"] == in_base64(second.public_key)
    assert link.ticket.handsets.count() == 2


def test_key_without_proof_is_refused(client, link):
    challenge = told(client, link)["challenge"]
    other = in_base64(Phone().sign(challenge.encode()))

    response = send(client, link, answer_to(challenge, Phone(), signature=other))

    assert (response.status_code, response.json()["reason"]) == (409, "refused")
    assert response.json()["detail"].startswith("The signature over the challenge")
    assert link.ticket.handsets.count() == 0


def test_challenge_is_good_for_five_minutes(client, link, clock):
    challenge = told(client, link)["challenge"]
    clock.shift(timedelta(minutes=5))

    response = send(client, link, answer_to(challenge, Phone()))

    assert response.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        "no JSON",
        {},
        {"publicKey": "!", "challenge": "", "signature": ""},
        {"publicKey": "AA==", "challenge": "x" * 501, "signature": "AA=="},
        {"publicKey": "AA==", "challenge": "x", "signature": "AA==", "admin": True},
        {"publicKey": "AA==", "challenge": "x", "signature": "AA==", "name": "x" * 61},
        {"publicKey": "é", "challenge": "x", "signature": "AA=="},
        {"publicKey": "AA==", "challenge": "x", "signature": "é"},
        {"publicKey": "AA==", "challenge": "x", "signature": "AA==", "name": "a\0b"},
    ],
)
def test_body_that_is_no_registration_is_refused(client, link, body):
    response = send(client, link, body)

    assert (response.status_code, response.json()["reason"]) == (400, "malformed")


def test_ticket_that_no_phone_signs_takes_none(client):
    link = linked()

    response = send(client, link, answer_to("challenge", Phone()))

    assert response.status_code == 409
    assert told(client, link) is None


def test_what_a_phone_signs_lasts_half_a_day(client, link):
    register(Phone(), link.ticket)

    barcode = told(client, link)["barcode"]

    dies_at = datetime.fromisoformat(barcode["diesAt"])
    assert NOW < dies_at <= NOW + timedelta(hours=24)
