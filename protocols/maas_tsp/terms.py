"""Terms of options and bookings: validity, what giving back costs, and what time costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from operators.fleet.states import PartType, PlanPartKind, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from operators.tenancy.models import Tenant
from operators.timetable.itineraries import Ride
from protocols.maas_tsp.wire import cost_to_wire, milliseconds, number
from sales.catalogue.products import Product
from sales.catalogue.states import Cancellation
from sales.fares.metering import METRES, SECONDS
from sales.money import CENT, round_in
from tickets.states import Activation


def validity_to_wire(begins_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """`validity`: when whatever is bought can be used. It is no deadline of an offer."""
    return {"startTime": milliseconds(begins_at), "endTime": milliseconds(ends_at)}


def cancellation_to_wire(
    *, cancellable: bool, refunded: bool = False, fee: Decimal | None = None, currency: str = ""
) -> dict[str, Any]:
    """`cancellation`: whether it can be cancelled, whether money was given back already, and the
    fee; one of nothing is not told."""
    told: dict[str, Any] = {"cancellable": cancellable, "refunded": refunded}
    if fee:
        told["cost"] = cost_to_wire(fee, currency)
    return {"outward": told}


def journey_validity(product: Product, rides: list[Ride], tenant: Tenant, *, at: datetime) -> Any:
    """When the tickets of such a trip are valid, as its product says."""
    travels_at = rides[0].departs_at
    rule = product.validity_rule(zone=tenant.zone, travels_at=travels_at)
    activation = Activation(product.tickets.activation)
    activated_at = at if activation == Activation.AT_ONCE else max(at, travels_at)
    window = rule.window(activation=activation, activated_at=activated_at, zone=tenant.zone)
    return validity_to_wire(window.opens_at, window.closes_at)


def journey_terms(
    validity: dict[str, Any], *, rule: str, fee: Decimal, currency: str
) -> dict[str, Any]:
    """Terms of a trip by the timetable. `rule`: until when it can be given back (Cancellation)."""
    can = rule != Cancellation.NEVER
    return {
        "validity": validity,
        "reusable": False,
        "reconcilable": False,
        "cancellation": cancellation_to_wire(
            cancellable=can, fee=fee if can else None, currency=currency
        ),
    }


def rental_terms(
    plan: PlanTerms, *, vat_rate: Decimal, begins_at: datetime, ends_at: datetime
) -> dict[str, Any]:
    """Terms of a rental: it can be given up for nothing until the vehicle is unlocked. `ends_at`:
    when it is ended at the latest."""
    return {
        "validity": validity_to_wire(begins_at, ends_at),
        "reusable": False,
        "reconcilable": True,
        "cancellation": cancellation_to_wire(cancellable=True),
        **rates_to_wire(plan, vat_rate=vat_rate),
    }


def taxi_terms(
    plan: PlanTerms,
    *,
    vat_rate: Decimal,
    begins_at: datetime,
    ends_at: datetime,
    fixes_price: bool,
    fee: Decimal,
) -> dict[str, Any]:
    """Terms of a trip by taxi. `fee`: for whoever cancels once a driver has accepted. Rates are
    told only where the meter decides."""
    told = {
        "validity": validity_to_wire(begins_at, ends_at),
        "reusable": False,
        "reconcilable": not fixes_price,
        "cancellation": cancellation_to_wire(cancellable=True, fee=fee, currency=plan.currency),
    }
    return told if fixes_price else {**told, **rates_to_wire(plan, vat_rate=vat_rate)}


def rates_to_wire(plan: PlanTerms, *, vat_rate: Decimal) -> dict[str, Any]:
    """`fareRates`, in seconds, and `surcharges` of a pricing plan, VAT included.

    The format knows no prices for distance or for pauses: those go into `distanceRates` and
    `pauseRates`, which are ours. Percents have no amount and are left out.
    """
    priced = _Priced(plan, vat_rate)
    parts = [part for part in plan.parts if part.kind != PlanPartKind.DISCOUNT]
    paused = [part for part in parts if part.use == VehicleUse.PAUSED]
    parts = [part for part in parts if part.use != VehicleUse.PAUSED]
    told = {
        "fareRates": [*priced.by_time(parts), *priced.later(parts), *priced.caps(parts)],
        "pauseRates": list(priced.by_time(paused)),
        "distanceRates": list(priced.by_distance(parts)),
        "surcharges": priced.surcharges(parts),
    }
    return {member: value for member, value in told.items() if value}


class _Priced:
    """The parts of a plan with their amounts as customers pay them."""

    def __init__(self, plan: PlanTerms, vat_rate: Decimal) -> None:
        self.currency = plan.currency
        self.factor = Decimal(1) if plan.tax_included else 1 + vat_rate / 100

    def by_time(self, parts: Iterable[PartTerms]) -> Iterator[dict[str, Any]]:
        for part in parts:
            if part.type == PartType.FLEX and part.unit in SECONDS:
                seconds = part.units * SECONDS[PlanUnit(part.unit)]
                amount, interval = _in_coins(part.amount * self.factor, seconds)
                rate = {**self._cost(amount), "timeInterval": interval}
                yield rate | ({"startAt": start} if (start := _starts_at(part)) else {})

    def by_distance(self, parts: Iterable[PartTerms]) -> Iterator[dict[str, Any]]:
        for part in parts:
            if part.type == PartType.FLEX and part.unit in METRES:
                metres = part.units * METRES[PlanUnit(part.unit)]
                amount, interval = _in_coins(part.amount * self.factor, metres)
                yield {**self._cost(amount), "metres": interval}

    def later(self, parts: Iterable[PartTerms]) -> Iterator[dict[str, Any]]:
        for part in parts:
            if part.type == PartType.FIXED and (start := _starts_at(part)):
                yield {**self._cost(self._paid(part)), "startAt": start, "type": "extra"}

    def caps(self, parts: Iterable[PartTerms]) -> Iterator[dict[str, Any]]:
        for part in parts:
            if part.type == PartType.MAX:
                yield {**self._cost(self._paid(part)), "type": "maxRate"}

    def surcharges(self, parts: Iterable[PartTerms]) -> dict[str, Any]:
        fixed = [part for part in parts if part.type == PartType.FIXED and not part.scale_from]
        amount = sum((self._paid(part) for part in fixed), Decimal())
        return {"pickup": {"isChargedUpfront": False, **self._cost(amount)}} if amount else {}

    def _paid(self, part: PartTerms) -> Decimal:
        return round_in(self.currency, part.amount * self.factor)

    def _cost(self, amount: Decimal) -> dict[str, Any]:
        return {"amount": number(amount), "currency": self.currency}


def _starts_at(part: PartTerms) -> int:
    """Seconds from the begin of use, 0 from the beginning or where it counts a distance."""
    if not part.scale_unit or part.scale_unit not in SECONDS:
        return 0
    return round((part.scale_from or Decimal()) * SECONDS[PlanUnit(part.scale_unit)])


def _in_coins(amount: Decimal, interval: Decimal) -> tuple[Decimal, int]:
    """The same rate for a longer interval where it has fractions of a cent or of a second; what is
    finer than a thousandth of a cent is rounded."""
    for times in (1, 10, 60, 100, 1000, 3600):
        whole, long = amount * times, interval * times
        if whole == whole.quantize(CENT) and long == long.to_integral_value():
            return whole.quantize(CENT), int(long)
    long = interval * 1000
    return (amount * 1000).quantize(CENT, ROUND_HALF_UP), int(long)
