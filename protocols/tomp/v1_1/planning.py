"""Planning in the words of TOMP 1.1 (§ planning): what is asked for, and what is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from protocols.tomp.checking import checked
from protocols.tomp.forms import read_form
from protocols.tomp.places import read_place
from protocols.tomp.switches import read_switch
from protocols.tomp.v1_1 import journeys, rentals, requests, supplied
from protocols.tomp.wire import utc
from protocols.tomp.wishes import PlanningWish
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish


def read_planning(body: Any) -> PlanningWish:
    """`planningRequest`. Missing and ValidationError for its members; FormUnavailable for a form
    of ticket that is not known."""
    told = checked(requests.PlanningRequest, body)
    return PlanningWish(
        origin=read_place(told["from"]),
        destination=read_place(told["to"]) if "to" in told else None,
        offers=_offer_wish(told),
        departs_after=told.get("departureTime"),
        arrives_before=told.get("arrivalTime"),
        radius_metres=told.get("radius"),
        asset_ids=tuple(told.get("useAssets", ())),
        type_ids=tuple(told.get("useAssetTypes", ())),
    )


def read_intent(query: Mapping[str, str], *, default: bool) -> bool:
    """`booking-intent`: whether the options are offers that can be booked."""
    return read_switch(query, "booking-intent", default=default)


def planning_to_wire(
    offers: Sequence[Offer], *, channel: SalesChannel, with_ids: bool, at: datetime
) -> dict[str, Any]:
    """`planning`: the options, and the moment until which they can be booked."""
    valid_until = min((offer.valid_until for offer in offers), default=at)
    return {
        "validUntil": utc(valid_until),
        "options": [option_to_wire(offer, channel=channel, with_ids=with_ids) for offer in offers],
    }


def option_to_wire(offer: Offer, *, channel: SalesChannel, with_ids: bool) -> dict[str, Any]:
    """`booking` that is offered; with ids it can be booked."""
    if offer.supply is not None:
        return supplied.option_to_wire(offer, channel=channel, with_ids=with_ids)
    kind = journeys if offer.asset_id is None else rentals
    wire: dict[str, Any] = kind.option_to_wire(offer, channel=channel, with_ids=with_ids)
    return wire


def _offer_wish(told: Mapping[str, Any]) -> OfferWish:
    people = told.get("travelers", [])
    form = read_form(told.get("extraInfo"), *(person.get("requirements") for person in people))
    known = [
        TravellerWish(person.get("referenceNumber", ""), person.get("age")) for person in people
    ]
    strangers = [TravellerWish()] * (told["nrOfTravelers"] - len(known))
    return OfferWish((*known, *strangers), form.symbology, form.media)
