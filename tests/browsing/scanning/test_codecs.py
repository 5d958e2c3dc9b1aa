"""The page's own verification says of every barcode what the server says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.browsing.scanning.pages import inspector_of, sign_in
from tests.factories.operators import TenantFactory
from tests.tickets import rail, verifying
from tests.tickets import test_codecs_uic_vectors as uic_file
from tests.tickets import test_codecs_vectors as file
from tests.tickets.test_codecs_tampering import BARCODES, with_bit_changed
from tickets.codecs.keys import SigningKey
from tickets.codecs.t1 import encode_token
from tickets.codecs.uic import issue_static
from tickets.codecs.uic.rail_tickets import read_fcb
from tickets.codecs.verification import (
    BlockList,
    Circumstances,
    KeyRing,
    Place,
    Reason,
    verify_barcode,
)

pytestmark = pytest.mark.django_db(transaction=True)
needs_vectors = pytest.mark.skipif(
    not file.FILE.exists(), reason=f"{file.FILE.name} is not beside the project"
)

JUDGE = """async ({ jwks, cases, zone }) => {
    const { KeyRing } = await import("/static/scanning/keys.js");
    const { Tables } = await import("/static/scanning/uic/per.js");
    const { verifyBarcode } = await import("/static/scanning/verification.js");
    const ring = await KeyRing.open(jwks);
    const tables = new Tables(await (await fetch("/inspection/scan/rail-tickets.json")).json());
    const usual = { tables, zone, skew: 30, specimensAllowed: false, online: false };
    const toSet = (list) => (list ? new Set(list) : null);
    const verdicts = [];
    for (const { hex, ...told } of cases) {
        const octets = Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
        const verdict = await verifyBarcode(octets, ring, {
            clockTrusted: true, ...usual, ...told,
            blockList: { blocks: (ticket) => (told.blocked ?? []).includes(ticket) },
            wasSeen: (ticket) => (told.seen ?? []).includes(ticket),
            singleUse: new Set(told.singleUse ?? []),
            demandsDevice: new Set(told.demandsDevice ?? []),
            place: { zones: toSet(told.zones), products: toSet(told.products) },
        });
        const members = ["reason", "format", "ticketId", "product", "moment", "deviceKey"];
        verdicts.push(members.map((member) => verdict[member] ?? null));
    }
    return verdicts;
}"""
READ = """async (all) => {
    const { BitReader } = await import("/static/scanning/uic/bits.js");
    const { Tables } = await import("/static/scanning/uic/per.js");
    const { toHex } = await import("/static/scanning/octets.js");
    const tables = new Tables(await (await fetch("/inspection/scan/rail-tickets.json")).json());
    const plain = (_, value) => {
        if (typeof value === "bigint") return String(value);
        return value instanceof Uint8Array ? toHex(value) : value;
    };
    return all.map((hex) => {
        const octets = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
        const bits = new BitReader(octets);
        const content = tables.read(tables.railTicket, bits);
        bits.finish();
        return JSON.stringify(content, plain);
    });
}"""
LARGEST_EXACT = 2**53 - 1


@pytest.fixture
def browser(page, live_server):
    """A page on which the modules may be loaded."""
    sign_in(page, inspector_of(TenantFactory()), live_server.url)
    page.goto("/inspection/scan/")
    return page


def in_browser(browser, jwks: list[Any], cases: list[Any], zone: str = "UTC") -> list[Any]:
    return browser.evaluate(JUDGE, {"jwks": jwks, "cases": cases, "zone": zone})


def case(octets: bytes, at: Any, **told: Any) -> dict[str, Any]:
    return {"hex": octets.hex(), "at": int(at.timestamp() * 1000), **told}


def on_server(octets: bytes, ring: KeyRing, at: Any, zone: str, **told: Any) -> list[Any]:
    """The same judgement by the server's own code, in the words of the script."""
    place = Place(zones=told.get("zones"), products=told.get("products"))
    circumstances = Circumstances(
        at=at,
        zone=ZoneInfo(zone),
        specimens_allowed=told.get("specimensAllowed", False),
        block_list=BlockList(tickets={UUID(each) for each in told.get("blocked", ())}),
        seen={UUID(each) for each in told.get("seen", ())},
        single_use=set(told.get("singleUse", ())),
        demands_device=set(told.get("demandsDevice", ())),
        place=replace(place, zones=place.zones and frozenset(place.zones)),
        online=told.get("online", False),
        clock_trusted=told.get("clockTrusted", True),
    )
    verdict = verify_barcode(octets, ring=ring, circumstances=circumstances)
    return [
        verdict.reason,
        verdict.format and verdict.format.value,
        verdict.ticket_id and str(verdict.ticket_id),
        verdict.product,
        verdict.moment and int(verdict.moment.timestamp() * 1000),
        verdict.device_key,
    ]


def jwk_of(key: SigningKey, **members: Any) -> dict[str, Any]:
    return {**key.public_jwk(), "kid": key.kid, **members}


@needs_vectors
def test_compact_vectors_are_judged_as_published(browser):
    vectors = file.COMPACT["vectors"]
    cases = [
        {"hex": vector["text"].encode().hex(), "at": vector["now"] * 1000, "specimensAllowed": True}
        for vector in vectors
    ]

    verdicts = in_browser(browser, file.COMPACT["keys"], cases)

    assert [verdict[0] for verdict in verdicts] == [vector["expect"] for vector in vectors]
    assert len(verdicts) == 13


@needs_vectors
def test_uic_vectors_are_judged_as_published(browser):
    issuer = jwk_of(uic_file.key_of("issuer"), format="uic")
    jwks = [
        {**issuer, "uic_provider": 9999, "uic_key_id": 1},
        {**issuer, "uic_provider": "TEST", "uic_key_id": 1},
    ]
    vectors = uic_file.UIC["vectors"]
    now, much_later = uic_file.now(), uic_file.now() + timedelta(hours=2)
    cases = [
        case(bytes.fromhex(vector["hex"]), at, specimensAllowed=True)
        for at in (now, much_later)
        for vector in vectors
    ]

    verdicts = in_browser(browser, jwks, cases, uic_file.UIC["zone"])

    assert [verdict[0] for verdict in verdicts] == [
        *(vector["expect"] for vector in vectors),
        *(vector["expect_2h_later"] for vector in vectors),
    ]


def test_tampered_barcodes_are_judged_as_the_server_does(browser):
    ring = KeyRing(t1=verifying.KEYS, uic=rail.RING.uic)
    [[(provider, number), _]] = rail.RING.uic.items()
    jwks = [
        jwk_of(verifying.KEY),
        jwk_of(rail.ISSUER, format="uic", uic_provider=provider, uic_key_id=number),
    ]
    octets = [
        changed
        for whole in BARCODES.values()
        for changed in [
            whole,
            whole + b"\0",
            whole[:-1],
            *(with_bit_changed(whole, bit) for bit in range(0, 8 * len(whole), 5)),
        ]
    ]

    verdicts = in_browser(browser, jwks, [case(each, rail.AT) for each in octets], "Europe/Oslo")

    assert verdicts == [on_server(each, ring, rail.AT, "Europe/Oslo") for each in octets]
    assert {verdict[0] for verdict in verdicts} > {Reason.OK, Reason.BAD_SIGNATURE}


def test_circumstances_count_as_they_do_on_the_server(browser):
    ticket = str(verifying.TOKEN.ticket_id)
    told: list[dict[str, Any]] = [
        {},
        {"blocked": [ticket]},
        {"zones": [7]},
        {"zones": [7, 101]},
        {"products": [18]},
        {"seen": [ticket]},
        {"seen": [ticket], "singleUse": [17]},
        {"clockTrusted": False},
        {"clockTrusted": False, "seen": [ticket]},
        {"demandsDevice": [17]},
    ]
    tokens = [
        verifying.TOKEN,
        verifying.STATIC,
        replace(verifying.TOKEN, specimen=True),
        replace(verifying.TOKEN, online_check=True),
        replace(verifying.TOKEN, zones=(), stops=("a", "b"), label="Åse"),
    ]
    barcodes = [encode_token(token, verifying.KEY).encode() for token in tokens]
    barcodes.append(issue_static(rail.FCB, rail.SIGNER))
    moments = [rail.AT + timedelta(minutes=minutes) for minutes in (-60, -1, 0, 2, 600)]
    [[(provider, number), _]] = rail.RING.uic.items()
    uic = {"format": "uic", "uic_provider": provider, "uic_key_id": number}
    begins = int(rail.AT.timestamp()) - 30
    for status in ({}, {"status": "revoked"}, {"status": "next"}, {"nbf": begins}, {"exp": begins}):
        jwks = [jwk_of(verifying.KEY, **status), jwk_of(rail.ISSUER, **uic, **status)]
        ring = KeyRing.from_jwks({"keys": jwks})
        asked = [(octets, at, each) for octets in barcodes for at in moments for each in told]

        verdicts = in_browser(
            browser, jwks, [case(octets, at, **each) for octets, at, each in asked]
        )

        assert verdicts == [
            on_server(octets, ring, at, "UTC", **each) for octets, at, each in asked
        ]


def test_content_of_rail_tickets_is_read_as_the_server_does(browser):
    published = pytest.importorskip("tests.tickets.published")
    if not published.FOLDER.exists():
        pytest.skip(f"{published.FOLDER.name} is not beside the project")
    schema = published.compiled(published.RAIL_TICKET)
    octets = []
    for seed in range(150):
        drawing = published.Drawing(published.RAIL_TICKET, Random(seed), often=(seed % 10) / 10)
        octets.append(
            schema.encode("UicRailTicketData", drawing.draw({"type": "UicRailTicketData"}))
        )

    found = browser.evaluate(READ, [each.hex() for each in octets])

    assert [json.loads(each) for each in found] == [plain(read_fcb(each)) for each in octets]


def plain(value: Any) -> Any:
    """As JSON tells it, with octets in hex and numbers that JavaScript cannot keep as text."""
    match value:
        case dict():
            return {name: plain(member) for name, member in value.items()}
        case list() | tuple():
            return [plain(member) for member in value]
        case bytes():
            return value.hex()
        case bool():
            return value
        case int() if abs(value) > LARGEST_EXACT:
            return str(value)
    return value
