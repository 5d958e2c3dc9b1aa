"""The query of an options list, and what it comes to in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rest_framework import serializers

from bookings.terms import Place
from operators.fleet.taxis import TaxiPlace
from protocols.fields import OneOfField
from protocols.maas_tsp.fields import (
    AddressField,
    CommaField,
    DistanceField,
    QueryRequest,
    ShortPlaceField,
    TextField,
    TimeField,
)
from protocols.maas_tsp.modes import LATER_MODES, MODES, modes_found_by

LONGEST_NAME = 250
STOPS_WITHIN = 500
"""Metres around a place in which stops are looked for, where nothing is said."""


class OptionsQuery(QueryRequest):
    """`tsp/booking-options-list/request`. Parameters that are not named here are passed over."""

    startTime = TimeField(help_text="Milliseconds since 1970; in the past it means now.")
    endTime = TimeField(required=False, help_text="When a rental is to end.")
    to = ShortPlaceField(required=False, help_text="Trips and taxis are found only with it.")
    fromRadius = DistanceField(required=False, help_text="Metres: stops 500, vehicles 1000.")
    toRadius = DistanceField(required=False, help_text="Metres: stops 500.")
    fromName = TextField(required=False, max_length=LONGEST_NAME)
    toName = TextField(required=False, max_length=LONGEST_NAME)
    fromAddress = AddressField(required=False, max_length=1000)
    toAddress = AddressField(required=False, max_length=1000)
    mode = OneOfField(choices=[*MODES, *LATER_MODES], required=False)
    distance = DistanceField(required=False, help_text="Not looked at; we measure it ourselves.")
    tspProductIds = CommaField(
        required=False, max_length=10_000, help_text="Only these products, with commas between."
    )
    tspIdToExtend = TextField(
        required=False,
        max_length=256,
        help_text="Extensions of this booking are asked for; there are none.",
    )

    def get_fields(self) -> dict[str, Any]:
        place = ShortPlaceField(help_text='"lat,lon", such as "52.0907,5.1214".')
        return {"from": place, **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("endTime") and attrs["endTime"] < attrs["startTime"]:
            raise serializers.ValidationError({"endTime": ["Must not lie before startTime."]})
        return attrs


@dataclass(frozen=True, slots=True)
class OptionsWish:
    """An options query, understood. Moments are aware, radii in metres."""

    origin: TaxiPlace
    destination: TaxiPlace | None
    starts_at: datetime
    """Never in the past."""
    ends_at: datetime | None
    origin_metres: int | None
    destination_metres: int | None
    modes: frozenset[str] | None
    """None: all."""
    products: frozenset[str] | None
    """Codes; None: all."""
    booking: str
    """Of which extensions are asked for."""
    born: date | None
    """The traveller's birthday, if it was told."""

    def takes(self, *modes: str) -> bool:
        """Whether an option of one of these modes would be found."""
        return self.modes is None or bool(self.modes.intersection(modes))

    @property
    def from_point(self) -> Place:
        return Place(self.origin.longitude, self.origin.latitude)

    def age_at(self, at: datetime) -> int | None:
        """How old the traveller is then, in whole years."""
        if self.born is None or self.born > at.date():
            return None
        had_birthday = (at.month, at.day) >= (self.born.month, self.born.day)
        return at.year - self.born.year - (not had_birthday)


def understand(told: Mapping[str, Any], customer: Any, *, at: datetime) -> OptionsWish:
    """The wish of a query that was read; `customer` is what stood there in brackets."""
    products = told.get("tspProductIds")
    return OptionsWish(
        origin=_place(told, "from"),
        destination=_place(told, "to") if "to" in told else None,
        starts_at=max(told["startTime"], at),
        ends_at=told.get("endTime"),
        origin_metres=told.get("fromRadius"),
        destination_metres=told.get("toRadius"),
        modes=modes_found_by(told["mode"]) if "mode" in told else None,
        products=frozenset(products) if products else None,
        booking=told.get("tspIdToExtend", ""),
        born=_birthday(customer),
    )


def _place(told: Mapping[str, Any], end: str) -> TaxiPlace:
    point: Place = told[end]
    return TaxiPlace(
        point.longitude,
        point.latitude,
        name=told.get(f"{end}Name", ""),
        address=told.get(f"{end}Address", ""),
    )


def _birthday(customer: Any) -> date | None:
    """Callers may tell true in its place: they know it and keep it."""
    told = customer.get("dob") if isinstance(customer, dict) else None
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
