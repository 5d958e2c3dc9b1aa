"""The ticket inside a UIC barcode, in FCB version 3 (barcode format §3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.uic.bits import BitReader, BitsWrong, BitWriter
from tickets.codecs.uic.documents import RAIL_TICKET
from tickets.codecs.uic.periods import read_issued, read_period, write_issued, write_period
from tickets.codecs.uic.tables import NotForUs
from tickets.codecs.uic.ticket import UicTicket

MOST_PASSENGERS = 200
LARGEST_PRODUCT_NUMBER = 65535
MOST_PRODUCT_DIGITS = 10
ORDINARY_PASS = 1
CONTROLS = (
    "identificationByIdCard",
    "identificationByPassportId",
    "passportValidationRequired",
    "onlineValidationRequired",
    "ageCheckRequired",
    "reductionCardCheckRequired",
)


def encode_fcb(ticket: UicTicket, *, zone: tzinfo) -> bytes:
    """Write a ticket as FCB3; its validity is told in the local time of `zone`.

    The same ticket always gives the same octets, so they may be kept as long as it is unchanged.
    ValueError if something is out of range.
    """
    document = (
        _write_open_ticket(ticket) if ticket.document == "openTicket" else _write_pass(ticket)
    )
    period = write_period(
        ticket.valid_from, ticket.valid_until, issued_at=ticket.issued_at, zone=zone
    )
    return write_fcb(
        {
            "issuingDetail": _write_issuing(ticket),
            "transportDocument": [{"ticket": (ticket.document, document | period)}],
            "controlDetail": _write_controls(ticket),
        }
    )


def decode_fcb(octets: bytes, *, zone: tzinfo) -> UicTicket:
    """Read a ticket; its local times are those of `zone`.

    BarcodeRefused: `malformed`, or `no_ticket` unless there is exactly one document and it is an
    open ticket or a pass.
    """
    try:
        content = read_fcb(octets)
        issued_at = read_issued(content["issuingDetail"])
    except NotForUs as other:
        raise BarcodeRefused(Reason.NO_TICKET) from other
    except BitsWrong as wrong:
        raise BarcodeRefused(Reason.MALFORMED) from wrong
    match content.get("transportDocument"):
        case [{"ticket": ("openTicket" | "pass" as kind, document)}]:
            start, end = read_period(document, issued_at=issued_at, zone=zone)
        case _:
            raise BarcodeRefused(Reason.NO_TICKET)
    issuing, control = content["issuingDetail"], content.get("controlDetail", {})
    tariffs = document.get("tariffs", ())
    return UicTicket(
        document=kind,
        reference=_read_reference(document),
        provider=issuing.get("securityProviderNum"),
        product=_read_product(document),
        issued_at=issued_at,
        valid_from=start,
        valid_until=end,
        zones=_read_zones(document),
        stops=_read_stops(document),
        passengers=sum(tariff["numberOfPassengers"] for tariff in tariffs) or 1,
        label=_read_label(document),
        specimen=issuing["specimen"],
        activated=issuing["activated"],
        online_check=control.get("onlineValidationRequired", False),
        age_check=control.get("ageCheckRequired", False),
        price=document.get("price"),
        currency=issuing["currency"],
    )


def read_fcb(octets: bytes) -> dict[str, Any]:
    """Every member of a rail ticket by the name that the schema gives it.

    BitsWrong if the octets are none, NotForUs if a document is neither an open ticket nor a pass.
    """
    bits = BitReader(octets)
    content = RAIL_TICKET.read(bits)
    bits.finish()
    return content


def write_fcb(content: Mapping[str, Any]) -> bytes:
    """A rail ticket of members by the names of the schema; ValueError if it breaks a rule."""
    bits = BitWriter()
    RAIL_TICKET.write(bits, content)
    return bits.octets()


def _write_issuing(ticket: UicTicket) -> dict[str, Any]:
    return {
        "securityProviderNum": ticket.provider,
        **write_issued(ticket.issued_at),
        "specimen": ticket.specimen,
        "securePaperTicket": False,
        "activated": ticket.activated,
        "currency": ticket.currency,
    }


def _write_controls(ticket: UicTicket) -> dict[str, bool]:
    return dict.fromkeys(CONTROLS, False) | {
        "onlineValidationRequired": ticket.online_check,
        "ageCheckRequired": ticket.age_check,
    }


def _write_open_ticket(ticket: UicTicket) -> dict[str, Any]:
    document = _write_document(ticket) | {
        "returnIncluded": False,
        "stationCodeTable": "localCarrierStationCodeTable",
    }
    if ticket.stops is not None:
        document["fromStationIA5"], document["toStationIA5"] = ticket.stops
    if ticket.label is not None:
        document["tariffs"][0]["tariffDesc"] = ticket.label
    return document


def _write_pass(ticket: UicTicket) -> dict[str, Any]:
    if ticket.stops is not None:
        raise ValueError("A pass does not go from stop to stop.")
    document = _write_document(ticket) | {"passType": ORDINARY_PASS}
    if ticket.label is not None:
        document["passDescription"] = ticket.label
    return document


def _write_document(ticket: UicTicket) -> dict[str, Any]:
    document: dict[str, Any] = {
        "referenceIA5": ticket.reference,
        "productOwnerNum": ticket.provider,
        "classCode": "notApplicable",
        "tariffs": _write_tariffs(ticket.passengers),
    }
    if ticket.product is not None and ticket.product <= LARGEST_PRODUCT_NUMBER:
        document["productIdNum"] = ticket.product
    elif ticket.product is not None:
        document["productIdIA5"] = str(ticket.product)
    if ticket.zones:
        zones = {"carrierNum": ticket.provider, "zoneId": list(ticket.zones)}
        document["validRegion"] = [("zones", zones)]
    if ticket.price is not None:
        document["price"] = ticket.price
    return document


def _write_tariffs(passengers: int) -> list[dict[str, Any]]:
    """One entry for each 200 passengers, which is all that one entry can say."""
    if passengers < 1:
        raise ValueError("A ticket is for one passenger at least.")
    full, rest = divmod(passengers, MOST_PASSENGERS)
    counts = [MOST_PASSENGERS] * full + [rest] * bool(rest)
    return [
        {
            "numberOfPassengers": count,
            "passengerType": "adult",
            "restrictedToCountryOfResidence": False,
        }
        for count in counts
    ]


def _read_reference(document: Mapping[str, Any]) -> str:
    return str(document.get("referenceIA5", document.get("referenceNum", "")))


def _read_product(document: Mapping[str, Any]) -> int | None:
    letters = document.get("productIdIA5", "")
    number: int | None = document.get("productIdNum")
    is_number = letters.isdecimal() and len(letters) <= MOST_PRODUCT_DIGITS
    return int(letters) if number is None and is_number else number


def _read_zones(document: Mapping[str, Any]) -> tuple[int, ...]:
    regions = document.get("validRegion", ())
    return tuple(
        number for kind, region in regions if kind == "zones" for number in region.get("zoneId", ())
    )


def _read_stops(document: Mapping[str, Any]) -> tuple[str, str] | None:
    match document:
        case {"fromStationIA5": str() as origin, "toStationIA5": str() as destination}:
            return origin, destination
    return None


def _read_label(document: Mapping[str, Any]) -> str | None:
    if "passDescription" in document:
        return str(document["passDescription"])
    descriptions = (tariff.get("tariffDesc") for tariff in document.get("tariffs", ()))
    return next((text for text in descriptions if text is not None), None)
