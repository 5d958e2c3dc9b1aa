"""Orders in the words of this face, from what the core tells of an order or of a version (§7)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from protocols.sales.netex import FARE_PRODUCT, SALES_PACKAGE, SUPPLEMENT, netex_id
from protocols.sales.orders.words import FIRST_VERSION, mode_of
from protocols.sales.wire import money, utc
from sales.models import OrderNote, OrderVersion
from sales.money import vat_in

Facts = dict[str, Any]


def order_to_wire(facts: Facts, *, seller: int, channel: str, codespace: str) -> Facts:
    """The order, or one of its versions; `seller` is the number of the organisation, and `channel`
    the NeTEx id of the channel."""
    currency = facts["currency"]
    seated = {one["reference"] for one in facts["travellers"]}
    return {
        "id": facts["code"],
        "version": facts["version"],
        "status": facts["state"],
        "totalAmount": facts["total_amount"],
        "totalTaxAmount": facts["total_tax_amount"],
        "balance": facts["balance"],
        "currency": currency,
        "paymentRefs": [
            _money_ref(one, "paymentId", "captured_at", currency) for one in facts["payments"]
        ],
        "creditRefs": [
            _money_ref(one, "creditId", "executed_at", currency) for one in facts["credits"]
        ],
        "travellers": [
            traveller_to_wire(one) for one in facts["travellers"] if not one["removed_in_version"]
        ],
        "reservations": [],
        "orderLines": [
            line_to_wire(one, currency=currency, codespace=codespace, seated=seated)
            for one in facts["lines"]
        ],
        "fees": [
            fee_to_wire(one, currency=currency)
            for one in facts["fees"]
            if not one["removed_in_version"]
        ],
        "organisationId": seller,
        "pos": facts["pos"],
        "distributionChannelId": channel,
        "externalReference": facts["external_reference"] or None,
        "contactInfo": {
            "contact": facts["contact"]["name"] or None,
            "email": facts["contact"]["email"] or None,
            "phone": facts["contact"]["phone"] or None,
            "createdBy": facts["created_by"] or None,
        },
        "failed": facts["failed"],
        "createdAt": moment(facts["created_at"]),
        "lastConfirmedAt": moment(facts["confirmed_at"]),
        "expireAt": moment(facts["expires_at"]),
    }


def line_to_wire(line: Facts, *, currency: str, codespace: str, seated: set[str]) -> Facts:
    """`orderLine`. A line that was taken back stays, with the status CANCELLED."""
    kind = SUPPLEMENT if line["supplement_to"] else FARE_PRODUCT
    code = line["product"]
    return {
        "id": line["reference"],
        "status": line["state"],
        "version": line["version"],
        "price": price_to_wire(line, currency=currency),
        "originalPrice": {
            "amount": line["full_amount"],
            "currency": currency,
            "taxAmount": tax_in(line["full_amount"], line["vat_rate"]),
            "taxRate": line["vat_rate"],
            "taxCode": line["vat_code"],
        },
        "travellerIds": [
            one["reference"] for one in line["travellers"] if one["reference"] in seated
        ],
        "salesPackage": {
            "id": netex_id(codespace, SALES_PACKAGE, code),
            "version": FIRST_VERSION,
        },
        "fareProducts": [{"id": netex_id(codespace, kind, code), "version": FIRST_VERSION}],
        "legs": [leg_to_wire(ride) for ride in line["rides"]],
        "reservationIds": [],
        "externalReference": line["external_reference"] or None,
        "privateCode": code,
        "metadata": line["metadata"],
        "externalConfirmation": None,
        "effectiveCancellationDate": moment(line["taken_back_at"]),
        "operatorRef": netex_id(codespace, "Operator", line["operator"]),
        "description": line["description"],
        "passengerCategory": line["passenger_category"],
        "count": line["count"],
        "supplementTo": line["supplement_to"],
        "charges": charges_to_wire(line.get("charges")),
    }


def charges_to_wire(charges: list[Facts] | None) -> list[Facts]:
    """What a rental cost, part by part; they add up to the price of its line. Other lines have
    none."""
    return [
        {
            "name": charge["name"] or None,
            "amount": charge["amount"],
            "taxAmount": charge["tax_amount"],
            "units": charge["units"] if charge["unit"] else None,
            "unitType": charge["unit"] or None,
            "reason": charge["rule"],
        }
        for charge in charges or []
    ]


def leg_to_wire(ride: Facts) -> Facts:
    """A ride as it was sold; ids are those of the timetable."""
    return {
        "mode": mode_of(ride["route_type"]),
        "serviceJourneyId": ride["trip_id"],
        "datedServiceJourneyId": f"{ride['trip_id']}:{ride['service_date']}",
        "fromStopPlaceId": ride["origin"]["stop_id"],
        "toStopPlaceId": ride["destination"]["stop_id"],
        "startTime": moment(ride["departs_at"]),
        "endTime": moment(ride["arrives_at"]),
    }


def fee_to_wire(fee: Facts, *, currency: str) -> Facts:
    """`fee`; a REDUCTION alone is negative."""
    return {
        "id": fee["reference"],
        "type": fee["type"],
        "version": fee["version"],
        "price": price_to_wire(fee, currency=currency),
        "reason": fee["reason"] or None,
        "orderLineIds": list(fee["lines"]),
    }


def price_to_wire(part: Facts, *, currency: str) -> Facts:
    """Price with tax (§6.4): the tax is contained in the amount."""
    return {
        "amount": part["amount"],
        "currency": currency,
        "taxAmount": part["tax_amount"],
        "taxRate": part["vat_rate"],
        "taxCode": part["vat_code"],
    }


def traveller_to_wire(traveller: Facts) -> Facts:
    return {
        "id": traveller["reference"],
        "externalReference": traveller["external_reference"] or None,
        "name": traveller["name"] or None,
        "age": traveller["age"],
        "email": traveller["email"] or None,
        "phone": traveller["phone"] or None,
    }


def version_to_wire(version: OrderVersion) -> Facts:
    """One confirmed version in a list; the whole is at `?version=`."""
    facts = version.snapshot
    return {
        "version": version.version,
        "status": facts["state"],
        "totalAmount": facts["total_amount"],
        "totalTaxAmount": facts["total_tax_amount"],
        "currency": facts["currency"],
        "confirmedAt": utc(version.confirmed_at),
    }


def note_to_wire(note: OrderNote) -> Facts:
    return {
        "id": str(note.reference),
        "orderId": note.order.code,
        "orderLineId": str(note.line_reference) if note.line_reference else None,
        "type": note.type,
        "text": note.text,
        "createdBy": note.written_by.partition(":")[2],
        "createdAt": utc(note.written_at),
    }


@lru_cache(maxsize=4096)
def tax_in(amount: str, rate: str) -> str:
    """What is VAT of an amount, both as they are written."""
    return money(vat_in(Decimal(amount), Decimal(rate)))


def moment(text: str | None) -> str | None:
    """A stored moment in whole UTC seconds."""
    if text is None:
        return None
    if text.endswith("+00:00"):
        # As nearly all are kept; most of the time that mapping takes would go into these.
        return f"{text[:19]}Z"
    return utc(datetime.fromisoformat(text))


def _money_ref(fact: Facts, number: str, when: str, currency: str) -> Facts:
    return {
        "orderVersion": fact["version"],
        number: fact["number"],
        "amount": fact["amount"],
        "currency": currency,
        "completedAt": moment(fact[when]),
    }
