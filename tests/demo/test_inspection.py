"""What the demo gives inspectors and travellers."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from operators.models import ApiToken
from operators.tenancy.actions import revoke_token
from operators.tenancy.actors import Actor
from tests.demo.towns import AT, open_town, seed
from tests.faces import needs_face
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.codecs.trust import KnownKey
from tickets.codecs.verification import verify_token
from tickets.inspection.actions.devices import stop_device
from tickets.inspection.models import Device
from tickets.models import IssuerKey, Ticket, TicketLink

pytestmark = pytest.mark.django_db
BY = Actor.command("test")


def told(folder, *, at=AT):
    return seed(folder, at=at)["inspection"]


@pytest.fixture
def first(town, tmp_path):
    return open_town(town, tmp_path)["inspection"]


def judge(text, *, at):
    keys = {key.kid: KnownKey.from_jwk(key.to_jwk()) for key in IssuerKey.objects.published()}
    return verify_token(text, keys=keys, at=at).reason


def test_sample_barcode_verifies_and_never_changes(first, tmp_path):
    later = AT + timedelta(days=2)

    assert judge(first["sample_barcode"], at=AT) == Reason.OK
    assert told(tmp_path, at=later) == first
    assert judge(first["sample_barcode"], at=later) == Reason.OK


@needs_face("traveller")
def test_page_of_the_ticket_opens(client, first):
    address = urlsplit(first["ticket_page"]).path

    with time_machine.travel(AT, tick=False):
        page, barcodes = (client.get(address + below) for below in ("", "/barcodes.json"))

    assert page.status_code == 200
    assert len(barcodes.json()["barcodes"]) == 10


def test_passes_are_renewed_in_time(first, tmp_path):
    later = AT + timedelta(days=24)

    second = told(tmp_path, at=later)

    assert second["ticket_page"] != first["ticket_page"]
    assert judge(second["sample_barcode"], at=later + timedelta(days=7)) == Reason.OK


def test_what_was_stopped_is_given_again(first, tmp_path):
    stop_device(Device.objects.get(), by=BY, at=AT)
    revoke_token(ApiToken.objects.get(name="Demo: inspectors"), by=BY, at=AT)
    void_tickets(Ticket.objects.filter(label="Staff pass"), by=BY, at=AT)

    second = told(tmp_path)

    assert not set(first.values()) & set(second.values())
    assert told(tmp_path) == second


def test_token_of_another_database_is_given_again(first, tmp_path):
    ApiToken.objects.filter(name="Demo: inspectors").update(digest="0" * 64)

    second = told(tmp_path)

    assert second["token"] == first["token"]
    assert ApiToken.objects.filter(name="Demo: inspectors", revoked_at=None).count() == 1


def test_link_that_cannot_be_read_is_replaced(first, tmp_path):
    TicketLink.objects.update(sealed_secret="of another installation")

    second = told(tmp_path)

    assert second["ticket_page"] != first["ticket_page"]
    assert TicketLink.objects.filter(closed_at=None).count() == 1
