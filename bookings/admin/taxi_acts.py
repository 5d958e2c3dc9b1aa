"""What the people at a taxi centre do with a ride, each by one action."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextInputWidget,
)

from bookings.actions.taxis.accepting import accept_ride, decline_ride, tell_eta
from bookings.actions.taxis.cancelling import cancel_taxi, note_no_show, refuse_ride
from bookings.actions.taxis.dispatching import find_driver, taxis_for
from bookings.actions.taxis.ending import end_ride, settle_ride
from bookings.actions.taxis.riding import begin_ride, note_arrival
from bookings.admin.answers import ReasonForm
from bookings.models import Booking, TaxiRide
from bookings.states import Origin
from operators.admin.changes import Change
from operators.fleet.errors import AssetUnknown
from operators.fleet.models import Asset
from operators.fleet.models.fleets import LONGEST_ID
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_bookings
from sales.money import Money

METRES_OF_A_KM = 1000
LONGEST_WAIT = 24 * 60
"""Minutes until a taxi is there."""
LONGEST_RIDE = 24 * 60
"""Minutes."""
FARTHEST = 5000
"""Kilometres."""


class MinutesForm(forms.Form):
    """How soon."""

    minutes = forms.IntegerField(
        label="Minutes until it is there",
        min_value=0,
        max_value=LONGEST_WAIT,
        widget=UnfoldAdminIntegerFieldWidget,
    )


class TaxiForm(forms.Form):
    """Which one, and how soon."""

    asset_id = forms.CharField(
        label="Vehicle id",
        max_length=LONGEST_ID,
        widget=UnfoldAdminTextInputWidget,
        help_text="Of a taxi of this fleet.",
    )
    minutes = forms.IntegerField(
        label="Minutes until it is there",
        required=False,
        min_value=0,
        max_value=LONGEST_WAIT,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="Empty: in time for the pick-up.",
    )


class MeterForm(forms.Form):
    """How far and how long."""

    kilometres = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=FARTHEST,
        decimal_places=3,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="As driven. Empty: not known, then the price is to be told.",
    )
    minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LONGEST_RIDE,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="Empty: since the ride began.",
    )


class PriceForm(forms.Form):
    """What the meter shows."""

    price = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="VAT included, in the currency of the pricing plan. Empty: the price that is "
        "known.",
    )


def is_asked(ride: TaxiRide) -> bool:
    return ride.is_looking()


def has_driver(ride: TaxiRide) -> bool:
    return ride.closed_at is None and ride.accepted_at is not None


def is_awaited(ride: TaxiRide) -> bool:
    """Accepted, and not there yet."""
    return has_driver(ride) and ride.arrived_at is None


def is_there(ride: TaxiRide) -> bool:
    return has_driver(ride) and ride.arrived_at is not None and ride.started_at is None


def is_under_way(ride: TaxiRide) -> bool:
    return ride.started_at is not None and ride.ended_at is None


def is_unpaid(ride: TaxiRide) -> bool:
    return ride.ended_at is not None and ride.closed_at is None


def words_of_taxis(ride: TaxiRide, *, by: Actor, at: datetime) -> dict[str, str]:
    """Which taxis could come, the nearest first, for the page that asks."""
    found = taxis_for(ride, at=at)
    told = ", ".join(f"{asset.asset_id} ({asset.driver.name})" for asset in found)
    return {"Free, the nearest first": told or "None"}


def words_of_price(ride: TaxiRide, *, by: Actor, at: datetime) -> dict[str, str]:
    """What is known of the price, for the page that asks."""
    known = ride.final_price()
    if known is None:
        told = ride.estimate()
        return {"Estimated": str(Money(told.amount, told.currency)), "Final": "Not known yet"}
    return {"Final": str(Money(known.amount, known.currency))}


def words_of_fee(ride: TaxiRide, *, by: Actor, at: datetime) -> dict[str, str]:
    """What the customer pays for not coming, for the page that asks."""
    return {"Sold": str(Money(ride.cancellation_fee, ride.plan_terms().currency))}


def accept(
    ride: TaxiRide, *, asset_id: str, minutes: int | None, by: Actor, at: datetime
) -> TaxiRide:
    asset = Asset.objects.live().filter(fleet=ride.fleet_id, asset_id=asset_id).first()
    if asset is None:
        raise AssetUnknown("This fleet has no such taxi.")
    eta = None if minutes is None else at + timedelta(minutes=minutes)
    return accept_ride(ride, asset, eta=eta, by=by, at=at)


def tell_wait(ride: TaxiRide, *, minutes: int, by: Actor, at: datetime) -> TaxiRide:
    return tell_eta(ride, at + timedelta(minutes=minutes), by=by, at=at)


def end(
    ride: TaxiRide,
    *,
    kilometres: Decimal | None,
    minutes: int | None,
    by: Actor,
    at: datetime,
) -> TaxiRide:
    metres = None if kilometres is None else int(kilometres * METRES_OF_A_KM)
    seconds = None if minutes is None else minutes * 60
    return end_ride(ride, metres=metres, seconds=seconds, by=by, at=at)


def cancel(ride: TaxiRide, *, by: Actor, at: datetime) -> Booking:
    return cancel_taxi(ride.leg.booking, origin=Origin.TO, by=by, at=at)


def _change(act: Any, title: str, question: str, done: str, offered: Any, **more: Any) -> Change:
    return Change(
        act=act,
        title=title,
        question=question,
        done=done,
        allowed=check_user_can_change_bookings,
        offered=offered,
        **more,
    )


ACCEPT_RIDE = _change(
    accept,
    "Assign taxi",
    "The driver of this taxi has accepted the ride: the booking is confirmed, and the customer "
    "reads who comes and when.",
    "The ride has its taxi.",
    is_asked,
    form=TaxiForm,
    preview=words_of_taxis,
)
SEND_NEAREST = _change(
    find_driver,
    "Send the nearest taxi",
    "The taxis of this fleet are asked by their gateway, the nearest first.",
    "The taxis were asked.",
    is_asked,
    preview=words_of_taxis,
)
REFUSE_RIDE = _change(
    refuse_ride,
    "No taxi comes",
    "The order is refused and nothing is sold. This cannot be undone.",
    "The order is refused.",
    is_asked,
    form=ReasonForm,
)
TELL_ETA = _change(
    tell_wait,
    "Tell the waiting time",
    "The customer reads when the taxi is there.",
    "The waiting time was told.",
    is_awaited,
    form=MinutesForm,
)
DECLINE_RIDE = _change(
    decline_ride,
    "Driver gives it back",
    "Another driver is looked for until the pick-up; if none comes, the booking is cancelled for "
    "free.",
    "The driver is off this ride.",
    is_awaited,
    form=ReasonForm,
)
ARRIVED = _change(
    note_arrival,
    "Taxi is there",
    "The customer reads that the taxi waits.",
    "The taxi waits.",
    is_awaited,
)
BEGIN_RIDE = _change(
    begin_ride,
    "Ride begins",
    "The customer is in the taxi. From now on the ride cannot be cancelled.",
    "The ride has begun.",
    lambda ride: is_awaited(ride) or is_there(ride),
)
END_RIDE = _change(
    end,
    "Ride ends",
    "The customer is out of the taxi. With the kilometres a metered price is known, and a known "
    "price is sold a moment later.",
    "The ride is over.",
    is_under_way,
    form=MeterForm,
)
SETTLE_RIDE = _change(
    settle_ride,
    "Sell the ride",
    "The ride is sold at this price on account of its partner. This cannot be undone.",
    "The ride is sold.",
    is_unpaid,
    form=PriceForm,
    preview=words_of_price,
)
NO_SHOW = _change(
    note_no_show,
    "Nobody came",
    "The booking is cancelled, and the fee of the fleet is sold. This cannot be undone.",
    "The booking is cancelled.",
    is_there,
    preview=words_of_fee,
)
CANCEL_RIDE = _change(
    cancel,
    "Cancel for free",
    "The booking is cancelled on our wish, so nothing is sold. This cannot be undone.",
    "The booking is cancelled.",
    lambda ride: ride.closed_at is None and ride.started_at is None,
)
