"""What devices fetch to inspect without a connection."""

from __future__ import annotations

from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from operators.models import FareZone
from tests.counting import counted
from tests.factories.inspection import DeviceFactory
from tests.factories.moments import BY, NOW
from tests.factories.sales import ProductFactory
from tests.factories.tickets import ActiveKeyFactory, BarcodeFactory, show_ticket
from tests.protocols.inspection.inspecting import Handheld
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import void_tickets
from tickets.sight import sign_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def barcode():
    return BarcodeFactory(ticket__ticket_type__tenant__slug="city")


@pytest.fixture
def handheld(barcode) -> Handheld:
    return Handheld.of(barcode.ticket.tenant)


def entries_of(told: dict, bundle: dict) -> tuple[dict, dict]:
    """Header and claims of a signed list, whose key is in the bundle."""
    [key] = [key for key in bundle["keys"] if key["format"] == "list"]
    public = ECKey.import_key({name: key[name] for name in ("kty", "crv", "x", "y")})
    token = jwt.decode(told["blockList"], public, algorithms=["ES256"])
    assert token.header["kid"] == key["kid"]
    return token.header, token.claims


def test_bundle_has_all_that_a_device_needs(handheld, barcode):
    tenant = barcode.ticket.tenant
    FareZone.objects.create(tenant=tenant, zone_id="NL:City", number=101)
    kind = barcode.ticket.ticket_type
    kind.single_use, kind.scans_allowed = True, 3
    kind.save()
    ProductFactory(tenant=tenant, ticket_type=kind, number=17, name="Hour ticket")

    bundle = handheld.get("/bundle").json()

    assert (bundle["issuer"], bundle["timezone"]) == ("city", "Europe/Amsterdam")
    assert (bundle["skewSeconds"], bundle["trustedForSeconds"]) == (30, 86400)
    assert bundle["serverTime"] == "2026-06-01T10:00:00Z"
    assert bundle["zones"] == [{"number": 101, "name": "NL:City"}]
    assert bundle["products"] == [
        {
            "number": 17,
            "name": "Hour ticket",
            "format": "T1",
            "singleUse": True,
            "signedByPhone": False,
            "checkedOnline": False,
            "scansAllowed": 3,
        }
    ]
    assert {(key["format"], key["status"], key["iss"]) for key in bundle["keys"]} == {
        ("T1", "active", "city"),
        ("list", "active", "city"),
    }
    sign = sign_of(tenant.pk, NOW)
    assert bundle["signs"][0] == {
        "from": "2026-06-01T10:00:00Z",
        "until": "2026-06-01T10:01:00Z",
        "word": sign.word,
        "colour": sign.colour,
    }
    assert len(bundle["signs"]) == 180


def test_bundle_is_sent_again_only_when_it_says_something_else(handheld, barcode, clock):
    first = handheld.get("/bundle")
    clock.shift(timedelta(minutes=59))
    same = handheld.get("/bundle", **{"If-None-Match": first["ETag"]})
    revoke_key(barcode.key, by=BY, at=NOW)
    changed = handheld.get("/bundle", **{"If-None-Match": first["ETag"]})

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert first["Cache-Control"] == same["Cache-Control"] == "private, no-cache"
    assert same["ETag"] == first["ETag"] != changed["ETag"]
    statuses = [key["status"] for key in changed.json()["keys"] if key["format"] == "T1"]
    assert statuses == ["revoked"]


def test_block_list_is_signed_by_a_key_of_the_bundle(handheld, barcode):
    show_ticket(barcode.ticket)
    void_tickets([barcode.ticket], by=BY, at=NOW)

    bundle = handheld.get("/bundle").json()
    header, claims = entries_of(bundle, bundle)

    assert header["typ"] == "block-list+jwt"
    assert (claims["iss"], claims["from"], claims["to"]) == ("city", 0, 1)
    assert [entry["ticketId"] for entry in claims["entries"]] == [str(barcode.ticket.pk)]


def test_block_list_goes_on_from_a_number(handheld, barcode):
    void_tickets([barcode.ticket], by=BY, at=NOW)

    bundle = handheld.get("/bundle").json()
    whole = handheld.get("/block-list?since=0")
    rest = handheld.get("/block-list?since=1")
    beyond = handheld.get("/block-list?since=99")
    same = handheld.get("/block-list?since=1", **{"If-None-Match": rest["ETag"]})

    told = [entries_of(one.json(), bundle)[1] for one in (whole, rest, beyond)]
    assert [(one["from"], len(one["entries"])) for one in told] == [(0, 1), (1, 0), (0, 1)]
    assert same.status_code == 304


def test_device_for_tests_is_told_that_it_takes_specimens(handheld, barcode):
    device = DeviceFactory(tenant=barcode.ticket.tenant, specimens_allowed=True)

    usual = handheld.get(f"/bundle?device={handheld.device}").json()
    testing = handheld.get(f"/bundle?device={device.reference}").json()

    assert (usual["specimensAllowed"], testing["specimensAllowed"]) == (False, True)


def test_number_of_queries_does_not_depend_on_what_there_is(handheld, barcode):
    handheld.get("/bundle")
    with counted() as few:
        handheld.get("/bundle")
    ActiveKeyFactory(tenant=barcode.ticket.tenant)
    kind = barcode.ticket.ticket_type
    ProductFactory.create_batch(3, tenant=kind.tenant, ticket_type=kind)

    with counted() as many:
        handheld.get("/bundle")

    assert many.statements == few.statements
