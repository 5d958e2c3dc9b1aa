"""Planning in the words of TOMP 1.6 (§ planning): what is asked for, and what is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from protocols.tomp.checking import checked
from protocols.tomp.forms import read_form
from protocols.tomp.places import read_place
from protocols.tomp.switches import read_switch
from protocols.tomp.v1_6 import requests
from protocols.tomp.v1_6.options import option_to_wire
from protocols.tomp.wire import utc
from protocols.tomp.wishes import PlanningWish
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish


def read_planning(body: Any) -> PlanningWish:
    """`planningRequest`. Missing and ValidationError for its members; FormUnavailable for a form
    of ticket that is not known.

    The code that was scanned from a vehicle, `from.extraInfo.vehicleCode`, names it as its id does.
    """
    told = checked(requests.PlanningRequest, body)
    code = told["from"].get("extraInfo", {}).get("vehicleCode")
    return PlanningWish(
        origin=read_place(told["from"]),
        destination=read_place(told["to"]) if "to" in told else None,
        offers=_offer_wish(told),
        departs_after=told.get("departureTime"),
        arrives_before=told.get("arrivalTime"),
        radius_metres=told.get("radius"),
        asset_ids=(*told.get("useAssets", ()), *([code] if code else ())),
        type_ids=tuple(told.get("useAssetTypes", ())),
    )


def read_intent(query: Mapping[str, str], *, default: bool) -> bool:
    """`booking-intent` of POST /plannings, whose place two paths have taken since 1.3."""
    return read_switch(query, "booking-intent", default=default)


def planning_to_wire(
    offers: Sequence[Offer], *, channel: SalesChannel, with_ids: bool, at: datetime
) -> dict[str, Any]:
    """`planning`: the options, and the moment until which they can be booked."""
    _read_extras(offers)
    valid_until = min((offer.valid_until for offer in offers), default=at)
    return {
        "validUntil": utc(valid_until),
        "options": [option_to_wire(offer, channel=channel, with_ids=with_ids) for offer in offers],
    }


def _read_extras(offers: Sequence[Offer]) -> None:
    """What can be added to the rides of all options, in one query."""
    products = {offer.product_id: offer.product for offer in offers if offer.rides}
    prefetch_related_objects(list(products.values()), "ancillaries")
    for offer in offers:
        offer.product = products.get(offer.product_id, offer.product)


def _offer_wish(told: Mapping[str, Any]) -> OfferWish:
    people = told.get("travelers", [])
    form = read_form(told.get("extraInfo"), *(person.get("requirements") for person in people))
    known = [
        TravellerWish(person.get("referenceNumber", ""), person.get("age")) for person in people
    ]
    strangers = [TravellerWish()] * (told["nrOfTravelers"] - len(known))
    return OfferWish((*known, *strangers), form.symbology, form.media)
