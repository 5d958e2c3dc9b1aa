"""Our codec against one that is compiled from the schemas that UIC publishes."""

import random
from dataclasses import replace

import pytest

from tests.tickets.published import (
    DYNAMIC,
    HEADERS,
    LEFT_TO_OTHERS,
    RAIL_TICKET,
    Drawing,
    compiled,
    needs_schemas,
)
from tests.tickets.rail import AT, DEVICE, FCB, OSLO, POINT, SIGNER, TICKET
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.uic import (
    UicBarcode,
    decode_fcb,
    dynamic_content,
    encode_fcb,
    issue_for_device,
    issue_static,
    issue_until,
    sign_on_device,
)
from tickets.codecs.uic.bits import BitsWrong
from tickets.codecs.uic.rail_tickets import read_fcb, write_fcb

pytestmark = needs_schemas
ROUNDS = range(20)
EACH_ROUND = 100
OIDS = {
    "1.2.840.10045.3.1.7": bytes.fromhex("2a8648ce3d030107"),
    "1.2.840.10045.4.3.2": bytes.fromhex("2a8648ce3d040302"),
    "2.16.840.1.101.3.4.3.2": bytes.fromhex("608648016503040302"),
}


def tickets(seed):
    drawing = Drawing(RAIL_TICKET, random.Random(seed), often=(seed % 10 + 0.5) / 10)
    for _ in range(EACH_ROUND):
        yield drawing.draw({"type": "UicRailTicketData"})


@pytest.mark.parametrize("seed", ROUNDS)
def test_any_ticket_has_the_same_octets_in_both_directions(seed):
    published = compiled(RAIL_TICKET)
    for ticket in tickets(seed):
        octets = published.encode("UicRailTicketData", ticket)

        assert write_fcb(ticket) == octets
        assert read_fcb(octets) == published.decode("UicRailTicketData", octets)


@pytest.mark.parametrize("kind", sorted(LEFT_TO_OTHERS))
def test_document_of_another_kind_is_no_ticket(kind):
    drawing = Drawing(RAIL_TICKET, random.Random(1), often=0.3)
    alternatives = drawing.types["DocumentData"]["members"][1]["members"]
    (document,) = (member for member in alternatives if member and member["name"] == kind)
    content = read_fcb(FCB) | {"transportDocument": [{"ticket": (kind, drawing.draw(document))}]}
    octets = compiled(RAIL_TICKET).encode("UicRailTicketData", content)

    with pytest.raises(BarcodeRefused) as refused:
        decode_fcb(octets, zone=OSLO)

    assert refused.value.reason == Reason.NO_TICKET


@pytest.mark.parametrize(
    "ticket",
    [
        TICKET,
        replace(TICKET, document="pass"),
        replace(TICKET, document="pass", label=None),
        replace(TICKET, stops=("NSR:1", "NSR:2"), zones=(), passengers=455, product=70000),
        replace(TICKET, price=-1, currency="NOK", specimen=True, activated=False),
        replace(TICKET, online_check=True, age_check=True, label=None, product=None),
    ],
)
def test_ticket_of_ours_is_read_by_the_published_schema(ticket):
    octets = encode_fcb(ticket, zone=OSLO)

    published = compiled(RAIL_TICKET).decode("UicRailTicketData", octets)

    assert published == read_fcb(octets)
    assert decode_fcb(octets, zone=OSLO) == ticket


def headers(version, seed):
    """Barcodes as the schema allows them and we do too: a whole end of validity or none."""
    drawing = Drawing(HEADERS[version], random.Random(seed), often=0.6)
    while True:
        header = drawing.draw({"type": "UicBarcodeHeader"}) | {"format": version}
        level1 = header["level2SignedData"]["level1Data"]
        end = [level1.get(f"endOfValidity{part}") for part in ("Year", "Day", "Time")]
        if (None not in end and end[1] <= 365) or end == [None, None, None]:
            yield header


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("version", HEADERS)
def test_any_header_is_read_as_the_published_schema_reads_it(version, seed):
    published = compiled(HEADERS[version])
    drawn = headers(version, seed)
    for _ in range(EACH_ROUND):
        header = next(drawn)
        signed = header["level2SignedData"]

        barcode = UicBarcode.parse(published.encode("UicBarcodeHeader", header))

        assert barcode.version == version
        assert barcode.level1_octets == published.encode("Level1DataType", signed["level1Data"])
        assert barcode.level2_octets == published.encode("Level2DataType", signed)
        assert barcode.level1_signature == signed.get("level1Signature")
        assert barcode.level2_signature == header.get("level2Signature")
        assert said(barcode) == expected(signed)


def said(barcode):
    level1, end = barcode.level1, barcode.level1.end_of_validity
    return {
        "provider": level1.provider,
        "key": level1.key_id,
        "items": [tuple(item) for item in level1.items],
        "algorithms": [
            level1.level1_key_algorithm,
            level1.level2_key_algorithm,
            level1.level1_signing_algorithm,
            level1.level2_signing_algorithm,
        ],
        "point": level1.level2_public_key,
        "end": end and (end.year, end.timetuple().tm_yday, end.hour * 60 + end.minute),
        "duration": level1.validity_duration,
        "level2": barcode.level2 and tuple(barcode.level2),
    }


def expected(signed):
    level1, level2 = signed["level1Data"], signed.get("level2Data")
    algorithms = ("level1KeyAlg", "level2KeyAlg", "level1SigningAlg", "level2SigningAlg")
    end = tuple(level1.get(f"endOfValidity{part}") for part in ("Year", "Day", "Time"))
    return {
        "provider": level1.get("securityProviderNum", level1.get("securityProviderIA5")),
        "key": level1.get("keyId"),
        "items": [(item["dataFormat"], item["data"]) for item in level1["dataSequence"]],
        "algorithms": [OIDS.get(level1.get(name)) for name in algorithms],
        "point": level1.get("level2PublicKey"),
        "end": None if end[0] is None else end,
        "duration": level1.get("validityDuration"),
        "level2": level2 and (level2["dataFormat"], level2["data"]),
    }


@pytest.mark.parametrize(
    "octets",
    [
        issue_static(FCB, SIGNER),
        issue_until(FCB, SIGNER, AT),
        issue_for_device(FCB, SIGNER, POINT, 30, AT),
        sign_on_device(issue_for_device(FCB, SIGNER, POINT, 30, AT), DEVICE, AT, "4711"),
    ],
)
def test_barcode_of_ours_is_written_again_by_the_published_schema(octets):
    published = compiled(HEADERS["U2"])

    header = published.decode("UicBarcodeHeader", octets)

    assert published.encode("UicBarcodeHeader", header) == octets
    assert expected(header["level2SignedData"]) == said(UicBarcode.parse(octets))


def test_end_of_validity_in_part_is_refused():
    drawing = Drawing(HEADERS["U2"], random.Random(1), often=0)
    header = drawing.draw({"type": "UicBarcodeHeader"}) | {"format": "U2"}
    header["level2SignedData"]["level1Data"]["endOfValidityYear"] = 2026
    octets = compiled(HEADERS["U2"]).encode("UicBarcodeHeader", header)

    with pytest.raises(BitsWrong, match="stand together"):
        UicBarcode.parse(octets)


@pytest.mark.parametrize("challenge", ["", "4711"])
def test_dynamic_content_is_read_by_the_published_schema(challenge):
    answers = [{"extensionId": "=", "extensionData": challenge.encode()}] if challenge else None

    content = compiled(DYNAMIC).decode("UicDynamicContentData", dynamic_content(AT, challenge))

    assert content["dynamicContentTimeStamp"] == {"day": 244, "time": 28805}
    assert content.get("dynamicContentResponseToChallenge") == answers
