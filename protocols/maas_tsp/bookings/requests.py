"""What a caller sends to make or change a booking, read mildly: members that are not known, and
echoes of what we offered, are passed over (reference §5, §12, §13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from protocols.maas_tsp.bookings.customers import CustomerTold, read_customer
from protocols.maas_tsp.errors import Missing, Unusable
from protocols.maas_tsp.states import WireState
from protocols.maas_tsp.wire import EARLIEST_MS, LATEST_MS, moment_of

ECHOED = ("leg", "meta", "terms")
LONGEST_REFERENCE = 64
LONGEST_PRODUCT = 255
LONGEST_MESSAGE = 160
MOST_CHOICES = 50

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """The choices of a customer by their ids; what was not chosen is as offered."""

    offers: tuple[str, ...] = ()
    """Of `seatType`, whose choices are offers of the same trip."""
    extras: tuple[str, ...] | None = None
    """Of `seatFeatures`; None: nothing was said about them."""

    def to_wire(self) -> dict[str, Any]:
        """`customerSelection` as we have understood it."""
        told = {"seatType": list(self.offers), "seatFeatures": list(self.extras or ())}
        return {name: chosen for name, chosen in told.items() if chosen}


@dataclass(frozen=True, slots=True)
class CreateWish:
    """A request to book: all that counts of it."""

    offer: str
    customer: CustomerTold
    selection: Selection


@dataclass(frozen=True, slots=True)
class UpdateWish:
    """A request to change a booking: a state to bring about, or an amendment."""

    state: WireState | None
    selection: Selection
    until: datetime | None
    """The new end of a rental."""
    message: str
    """To the driver of a taxi."""


def read_create(body: Any) -> CreateWish:
    """The body of a create. Missing and Unusable name what is wrong with it."""
    told = object_in({"": body}, "", "The request")
    echoed = {name: object_in(told, name, name) for name in ECHOED}
    product = object_in(told, "tspProduct", "tspProduct")
    text_in(product, "id", "tspProduct.id", longest=LONGEST_PRODUCT)
    return CreateWish(
        offer=_read_offer(echoed["meta"]),
        customer=read_customer(object_in(told, "customer", "customer")),
        selection=_read_selection(told),
    )


def read_update(body: Any, *, reference: str) -> UpdateWish:
    """The body of an update of the booking under that id. Missing, Unusable."""
    told = object_in({"": body}, "", "The request")
    if text_in(told, "tspId", "tspId", longest=256) != reference:
        raise Unusable("tspId", "This is not the booking of the path.")
    return UpdateWish(
        state=_read_state(told.get("state")),
        selection=_read_selection(told),
        until=_read_end(told),
        message=_read_message(told),
    )


def object_in(told: Object, name: str, path: str) -> Object:
    """A member that is there and is an object. Missing, Unusable."""
    if told.get(name) is None:
        raise Missing(path)
    if not isinstance(told[name], Mapping):
        raise Unusable(path, "This must be an object.")
    value: Object = told[name]
    return value


def text_in(told: Object, name: str, path: str, *, longest: int) -> str:
    """A member that is there and is a text, or a number that counts as one. Missing, Unusable."""
    value = told.get(name)
    if value is None or value == "":
        raise Missing(path)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unusable(path, "This must be a text.")
    if len(str(value)) > longest:
        raise Unusable(path, f"This is longer than {longest} characters.")
    return str(value)


def _read_offer(meta: Object) -> str:
    offer = object_in(meta, "offer", "meta.offer")
    return text_in(offer, "ref", "meta.offer.ref", longest=LONGEST_REFERENCE)


def _read_selection(told: Object) -> Selection:
    """Choices that we never offered are refused where they are not empty: somebody relies on
    them."""
    chosen = _object_or_nothing(told, "customerSelection")
    for name, choices in chosen.items():
        if name not in ("seatType", "seatFeatures") and choices:
            raise Unusable(f"customerSelection.{name}", "There is nothing to choose here.")
    offers = _read_choices(chosen, "seatType") or ()
    if len(offers) > 1:
        raise Unusable("customerSelection.seatType", "Choose one.")
    return Selection(offers, _read_choices(chosen, "seatFeatures"))


def _read_choices(chosen: Object, name: str) -> tuple[str, ...] | None:
    choices = chosen.get(name)
    if choices is None:
        return None
    path = f"customerSelection.{name}"
    if isinstance(choices, str):
        choices = [choices]
    if not isinstance(choices, list) or len(choices) > MOST_CHOICES:
        raise Unusable(path, "This must be a list of ids of choices.")
    if any(not isinstance(each, str) or len(each) > LONGEST_REFERENCE for each in choices):
        raise Unusable(path, "This must be a list of ids of choices.")
    return tuple(dict.fromkeys(choices))


def _read_state(told: Any) -> WireState | None:
    if told is None or told == "":
        return None
    if told not in list(WireState):
        raise Unusable("state", f"This must be one of {', '.join(WireState)}.")
    return WireState(told)


def _read_end(told: Object) -> datetime | None:
    validity = _object_or_nothing(_object_or_nothing(told, "terms"), "validity", "terms.validity")
    end = validity.get("endTime")
    if end is None:
        return None
    if isinstance(end, str) and end.isascii() and end.isdigit():
        end = int(end[:20])
    is_time = isinstance(end, int | float) and not isinstance(end, bool)
    if not is_time or not EARLIEST_MS <= end <= LATEST_MS:
        raise Unusable("terms.validity.endTime", "This must be milliseconds since 1970 UTC.")
    return moment_of(round(end))


def _read_message(told: Object) -> str:
    meta = _object_or_nothing(told, "meta")
    taxi = _object_or_nothing(meta, "MODE_TAXI", "meta.MODE_TAXI")
    if not taxi.get("messageToDriver"):
        return ""
    path = "meta.MODE_TAXI.messageToDriver"
    return text_in(taxi, "messageToDriver", path, longest=LONGEST_MESSAGE)


def _object_or_nothing(told: Object, name: str, path: str = "") -> Object:
    return object_in(told, name, path or name) if told.get(name) is not None else {}
