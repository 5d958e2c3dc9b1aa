"""What is told to suppliers and by them, as plain values in our own words.

States are those of bookings and legs here. Times are aware, money includes VAT, places are in
WGS 84 degrees.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class RemotePlace:
    """Where something begins or ends; the id of a stop is that of its GTFS feed."""

    longitude: float
    latitude: float
    name: str = ""
    stop_id: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class RemotePart:
    """One part of a price. With a unit, the amount is for so many `units`."""

    type: str
    amount: Decimal
    vat_rate: Decimal | None = None
    name: str = ""
    unit: str = ""
    units: Decimal = Decimal(0)
    kind: str = "DEFAULT"


@dataclass(frozen=True, slots=True)
class RemotePrice:
    """A price, or an estimate of it."""

    currency: str
    parts: tuple[RemotePart, ...]
    is_estimated: bool = False

    @property
    def amount(self) -> Decimal:
        """What the parts come to; one of type MAX is a cap and adds nothing by itself."""
        sum_of_parts = sum((part.amount for part in self.parts if part.type != "MAX"), Decimal(0))
        caps = [part.amount for part in self.parts if part.type == "MAX"]
        return min([sum_of_parts, *caps])

    @property
    def vat_rate(self) -> Decimal | None:
        """The rate of all parts, in percent; None if none or several are told."""
        rates = {part.vat_rate for part in self.parts if part.vat_rate is not None}
        return rates.pop() if len(rates) == 1 else None

    def to_json(self) -> dict[str, Any]:
        """Amounts as texts."""
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(
            currency=facts["currency"],
            parts=tuple(_part(part) for part in facts["parts"]),
            is_estimated=facts["is_estimated"],
        )


@dataclass(frozen=True, slots=True)
class RemoteToken:
    """What shows or opens a leg, as the supplier made it; it is passed on and never looked into."""

    form: str
    """The supplier's word for it."""
    valid_from: datetime
    valid_until: datetime
    content: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(
            facts["form"],
            datetime.fromisoformat(facts["valid_from"]),
            datetime.fromisoformat(facts["valid_until"]),
            facts["content"],
        )


@dataclass(frozen=True, slots=True)
class RemoteLeg:
    """A leg as the supplier tells it."""

    reference: str
    state: str
    origin: RemotePlace
    destination: RemotePlace | None = None
    departs_at: datetime | None = None
    arrives_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    type_id: str = ""
    asset_class: str = ""
    asset_sub_class: str = ""
    type_name: str = ""
    access_methods: tuple[str, ...] = ()
    asset_id: str = ""
    charge: float | None = None
    range_metres: int | None = None
    price: RemotePrice | None = None
    ticket: RemoteToken | None = None
    access: tuple[RemoteToken, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Without its tokens and its price, which are kept beside it."""
        return _plain(asdict(replace(self, price=None, ticket=None, access=())))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        told = dict(facts)
        for name in ("departs_at", "arrives_at", "started_at", "ended_at"):
            told[name] = datetime.fromisoformat(told[name]) if told[name] else None
        told["origin"] = RemotePlace(**told["origin"])
        told["destination"] = RemotePlace(**told["destination"]) if told["destination"] else None
        told["access"] = ()
        told["access_methods"] = tuple(told["access_methods"])
        return cls(**told)


@dataclass(frozen=True, slots=True)
class RemoteBooking:
    """A booking, or an offer, as the supplier tells it."""

    reference: str
    state: str
    legs: tuple[RemoteLeg, ...]
    price: RemotePrice | None = None
    """Beside the prices of its legs."""
    expires_at: datetime | None = None
    """End of the hold, or of the offer."""
    answer_until: datetime | None = None
    """When the supplier will have said yes or no to a commit."""

    def whole_price(self) -> RemotePrice | None:
        """Of the booking and all its legs; None where the supplier tells none."""
        told = [self.price, *(leg.price for leg in self.legs)]
        prices = [price for price in told if price is not None]
        if not prices:
            return None
        return RemotePrice(
            prices[0].currency,
            tuple(part for price in prices for part in price.parts),
            any(price.is_estimated for price in prices),
        )


@dataclass(frozen=True, slots=True)
class RemoteCustomer:
    """Whom we buy for; empty members are not told."""

    external_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TripAsked:
    """What offers are asked for."""

    origin: RemotePlace | None
    destination: RemotePlace | None = None
    origin_stops: tuple[tuple[str, str], ...] = ()
    """Kind of reference (as `StopReferenceKind`) and id of each."""
    destination_stops: tuple[tuple[str, str], ...] = ()
    departs_after: datetime | None = None
    arrives_before: datetime | None = None
    travellers: tuple[tuple[str, int | None], ...] = ()
    """Reference and age of each."""
    radius_metres: int | None = None
    asset_ids: tuple[str, ...] = ()
    type_ids: tuple[str, ...] = ()
    ticket_form: str = ""
    """Such as AZTEC;media=image/png."""


@dataclass(frozen=True, slots=True)
class ActTold:
    """What is told with an act on a leg; empty members are not told."""

    time: datetime
    longitude: float | None = None
    latitude: float | None = None
    asset_id: str = ""
    charge: float | None = None
    evidence: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class RemoteEntry:
    """A line of the supplier's journal: what it charges us for, or credits with a minus."""

    reference: str
    booking: str
    amount: Decimal
    currency: str
    category: str = ""
    vat_rate: Decimal | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """What a supplier says of itself."""

    versions: tuple[str, ...]
    operations: tuple[str, ...]
    """Such as “POST /bookings”; those that it has implemented."""


def _part(facts: dict[str, Any]) -> RemotePart:
    rate = facts["vat_rate"]
    return RemotePart(
        **{
            **facts,
            "amount": Decimal(facts["amount"]),
            "units": Decimal(facts["units"]),
            "vat_rate": None if rate is None else Decimal(rate),
        }
    )


def _plain(value: Any) -> Any:
    """The same in types of JSON."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
