"""What a receipt says, in words of the core: what a confirmed version changed, and the money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sales.fares.rentals import ChargedPart
from sales.letters.heads import party_facts
from sales.money import ZERO, total
from sales.orders.models import Order, OrderVersion
from sales.orders.snapshots import money
from sales.payments.models import CreditPart, PaymentTransaction
from sales.payments.states import TAKEN, CreditState
from sales.receipts.errors import NoReceipt
from sales.receipts.states import ReceiptKind

Facts = dict[str, Any]


def receipt_facts(order: Order, version: int) -> Facts:
    """All that the receipt of this version prints. NoReceipt if it is not confirmed, or if no money
    moved for it.

    The facts come from what was kept of the version and of the one before it, so they are the same
    whenever they are asked for. A confirmed version owes nothing: what was sold, less what was
    taken back, is the money that came, less the money that went.
    """
    kept = dict(
        OrderVersion.objects.filter(order=order, version__in=(version - 1, version)).values_list(
            "version", "snapshot"
        )
    )
    if version not in kept:
        raise NoReceipt
    now, before = kept[version], kept.get(version - 1, {})
    paid, given = _moved(now, before, "payments"), _moved(now, before, "credits")
    if not paid and not given:
        raise NoReceipt
    items = [*_lines(now, version), *_fees(now, version)]
    amount = total(Decimal(item["amount"]) for item in items)
    return {
        "order": order.code,
        "version": version,
        "kind": ReceiptKind.RETURN if amount < 0 else ReceiptKind.SALE,
        "specimen": order.specimen,
        "seller": party_facts(order.seller),
        "currency": order.currency,
        "confirmed_at": now["confirmed_at"],
        "items": items,
        "vat": _vat(items),
        "total_amount": money(amount),
        "total_tax_amount": money(total(Decimal(item["tax_amount"]) for item in items)),
        "payments": _with_ways(paid, _ways_paid(order, paid)),
        "credits": _with_ways(given, _ways_given(order, given)),
        "pos": _point(order, paid, given),
    }


def _moved(now: Facts, before: Facts, kind: str) -> list[Facts]:
    """What came or went since the version before, by payment or credit."""
    known = {one["number"]: Decimal(one["amount"]) for one in before.get(kind, ())}
    moved = []
    for one in now[kind]:
        if difference := Decimal(one["amount"]) - known.get(one["number"], ZERO):
            at = one.get("captured_at") or one.get("executed_at")
            moved.append({"number": one["number"], "amount": money(difference), "at": at})
    return moved


def _lines(now: Facts, version: int) -> Iterable[Facts]:
    """Lines that the version brought, and those that it took back, with a minus."""
    for line in now["lines"]:
        gone = line["cancelled_in_version"]
        if line["version"] == version and gone is None:
            yield _item(line, line["description"], line["passenger_category"], line["count"], 1)
        elif gone == version and line["version"] < version:
            yield _item(line, line["description"], line["passenger_category"], line["count"], -1)


def _fees(now: Facts, version: int) -> Iterable[Facts]:
    for fee in now["fees"]:
        gone = fee["removed_in_version"]
        if fee["version"] == version and gone is None:
            yield _item(fee, fee["reason"] or fee["type"], "", 1, 1)
        elif gone == version and fee["version"] < version:
            yield _item(fee, fee["reason"] or fee["type"], "", 1, -1)


def _item(part: Facts, description: str, category: str, count: int, sign: int) -> Facts:
    charges = [ChargedPart.from_json(charge) for charge in part.get("charges") or ()]
    told = [{"name": one.title, "amount": money(sign * one.amount)} for one in charges]
    return {
        **({"charges": told} if told else {}),
        "description": description,
        "category": category,
        "count": count,
        "amount": money(sign * Decimal(part["amount"])),
        "tax_amount": money(sign * Decimal(part["tax_amount"])),
        "vat_rate": part["vat_rate"],
        "vat_code": part["vat_code"],
    }


def _vat(items: Iterable[Facts]) -> list[Facts]:
    """What is sold at each rate, and the VAT in it."""
    rates: defaultdict[str, list[Facts]] = defaultdict(list)
    for item in items:
        rates[item["vat_rate"]].append(item)
    return [
        {
            "rate": rate,
            "amount": money(total(Decimal(one["amount"]) for one in found)),
            "tax_amount": money(total(Decimal(one["tax_amount"]) for one in found)),
        }
        for rate, found in sorted(rates.items(), key=lambda pair: Decimal(pair[0]))
    ]


def _ways_paid(order: Order, paid: list[Facts]) -> dict[int, list[Facts]]:
    """How each payment was paid, by its number."""
    rows = PaymentTransaction.objects.filter(
        order=order, payment__number__in=[one["number"] for one in paid], state__in=TAKEN
    )
    return _grouped(rows.order_by("pk").values_list("payment__number", "type", "card_number"))


def _ways_given(order: Order, given: list[Facts]) -> dict[int, list[Facts]]:
    rows = CreditPart.objects.filter(
        credit__order=order,
        credit__number__in=[one["number"] for one in given],
        credit__state=CreditState.CREDITED,
    )
    told = rows.order_by("pk").values_list(
        "credit__number", "transaction__type", "transaction__card_number"
    )
    return _grouped(told)


def _grouped(rows: Iterable[tuple[int, str, str]]) -> dict[int, list[Facts]]:
    ways: defaultdict[int, list[Facts]] = defaultdict(list)
    for number, kind, card in rows:
        ways[number].append({"type": kind, "card_number": card})
    return ways


def _with_ways(moved: list[Facts], ways: dict[int, list[Facts]]) -> list[Facts]:
    return [{**one, "ways": ways.get(one["number"], [])} for one in moved]


def _point(order: Order, paid: list[Facts], given: list[Facts]) -> str:
    """Where the money moved first; else where the order was made."""
    where = order.payments if paid else order.credits
    numbers = [one["number"] for one in (paid or given)]
    told = where.filter(number__in=numbers).exclude(pos="").order_by("pk")
    return told.values_list("pos", flat=True).first() or order.pos
