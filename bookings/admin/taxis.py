"""The board of a taxi centre: the rides that are open on a map and in a list, and what is done with
each."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from unfold.decorators import display
from unfold.enums import ActionVariant

from bookings.admin.rides import describe_place
from bookings.admin.taxi_acts import (
    ACCEPT_RIDE,
    ARRIVED,
    BEGIN_RIDE,
    CANCEL_RIDE,
    DECLINE_RIDE,
    END_RIDE,
    NO_SHOW,
    REFUSE_RIDE,
    SEND_NEAREST,
    SETTLE_RIDE,
    TELL_ETA,
)
from bookings.admin.taxi_maps import map_of_board, map_of_ride
from bookings.models import TaxiRide
from bookings.taxi_queries import TaxiReading
from operators.admin.changes import change_button
from operators.admin.plain import row_link
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.staff import staff_of
from operators.admin.tables import table
from operators.fleet.models import Asset, Region
from operators.fleet.states import RegionKind
from operators.tenancy.permissions import user_can_look_into_bookings
from sales.money import Money

MOST_DRAWN = 500
"""Rides on the map, and as many taxis."""
COMMITTED = Q(answer_until__isnull=False)
LOOKING, AWAITED, THERE, UNDER_WAY, UNPAID, OVER = (
    "Needs a driver",
    "Taxi on its way",
    "Taxi is there",
    "Under way",
    "Price open",
    "Over",
)
HELD = "Held"
STEPS = {
    "driver": (LOOKING, Q(closed_at=None, accepted_at=None) & COMMITTED),
    "coming": (AWAITED, Q(closed_at=None, accepted_at__isnull=False, arrived_at=None)),
    "there": (THERE, Q(closed_at=None, arrived_at__isnull=False, started_at=None)),
    "riding": (UNDER_WAY, Q(started_at__isnull=False, ended_at=None)),
    "price": (UNPAID, Q(closed_at=None, ended_at__isnull=False)),
    "over": (OVER, Q(closed_at__isnull=False)),
}
STEP_COLOURS = {
    LOOKING: "danger",
    AWAITED: "info",
    THERE: "info",
    UNDER_WAY: "success",
    UNPAID: "warning",
}


class StepFilter(admin.SimpleListFilter):
    """What a ride waits for."""

    title = "what it waits for"
    parameter_name = "step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, name) for value, (name, _) in STEPS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        step = STEPS.get(self.value() or "")
        return queryset if step is None else queryset.filter(step[1])


@admin.register(TaxiRide)
class TaxiRideAdmin(TenantScopedAdmin):
    """Taxi rides: the open ones first, by their pick-up."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_before_template = "admin/taxi_board.html"
    list_display = ["pick_up_at", "step", "from_to", "taxi", "customer", "shown_price", "fleet"]
    list_display_links = ["pick_up_at", "from_to"]
    list_select_related = ["tenant", "fleet", "leg__booking__customer"]
    list_filter = [StepFilter, "fleet", "pick_up_at"]
    search_fields = ["=leg__reference", "=leg__booking__reference", "=asset__asset_id"]
    search_help_text = "Leg or booking id, or vehicle id"
    ordering = [F("closed_at").desc(nulls_first=True), "pick_up_at"]
    fieldsets = [
        (None, {"fields": [("booking", "step"), ("contact", "fleet"), "route", "map"]}),
        ("Taxi", {"fields": ["taxi_facts", ("eta", "seen_at"), "dispatch_reference"]}),
        ("Price", {"fields": ["shown_price", "explained_price", ("metres", "seconds")]}),
        (
            "When",
            {
                "fields": [
                    ("pick_up_at", "answer_until"),
                    ("accepted_at", "arrived_at"),
                    ("started_at", "ended_at", "closed_at"),
                    ("attempts", "next_try_at", "no_show"),
                ]
            },
        ),
    ]
    readonly_fields = [
        "booking",
        "step",
        "contact",
        "route",
        "map",
        "taxi_facts",
        "shown_price",
        "explained_price",
    ]
    actions_detail = [
        "accept",
        "send_nearest",
        "arrived",
        "begin",
        "end",
        "settle",
        "tell_eta",
        "decline",
        "no_show_told",
        "refuse",
        "cancel",
    ]
    accept = change_button(ACCEPT_RIDE, icon="local_taxi", variant=ActionVariant.PRIMARY)
    send_nearest = change_button(SEND_NEAREST, icon="near_me")
    arrived = change_button(ARRIVED, icon="where_to_vote", variant=ActionVariant.PRIMARY)
    begin = change_button(BEGIN_RIDE, icon="play_circle", variant=ActionVariant.PRIMARY)
    end = change_button(END_RIDE, icon="stop_circle", variant=ActionVariant.PRIMARY)
    settle = change_button(SETTLE_RIDE, icon="receipt_long", variant=ActionVariant.PRIMARY)
    tell_eta = change_button(TELL_ETA, icon="schedule")
    decline = change_button(DECLINE_RIDE, icon="undo")
    no_show_told = change_button(NO_SHOW, icon="person_off")
    refuse = change_button(REFUSE_RIDE, icon="block", variant=ActionVariant.DANGER)
    cancel = change_button(CANCEL_RIDE, icon="cancel", variant=ActionVariant.DANGER)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("tenant", "leg__booking__customer", "fleet__taxi_service", "asset")
        return super().get_queryset(request).select_related(*related)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with the map of what is open above it."""
        board = self._board(request) if self.has_view_permission(request) else None
        context = {**(extra_context or {}), "board": board}
        return cast("HttpResponse", super().changelist_view(request, context))

    def _board(self, request: HttpRequest) -> Any:
        rides = self.get_queryset(request).filter(COMMITTED, closed_at=None, ended_at=None)
        drawn = list(rides.order_by("pick_up_at")[:MOST_DRAWN])
        person = staff_of(request)
        taxis = Asset.objects.visible_to(person).live().filter(driver__isnull=False)
        placed = taxis.filter(longitude__isnull=False).select_related("driver")
        on_road = {ride.asset_id for ride in drawn}
        free = [asset for asset in placed.order_by("pk")[:MOST_DRAWN] if asset.pk not in on_road]
        if not drawn and not free:
            return None
        regions = Region.objects.visible_to(person).of_kind(RegionKind.OPERATING)
        return map_of_board(drawn, free, list(regions.filter(fleet__taxi_service__isnull=False)))

    @display(description="State", label=STEP_COLOURS)
    def step(self, ride: TaxiRide) -> str:
        return step_of(ride)

    @display(description="Booking")
    def booking(self, ride: TaxiRide) -> str:
        return row_link(ride.leg.booking, linked=True)

    @display(description="Customer", ordering="leg__booking__customer__external_id")
    def customer(self, ride: TaxiRide) -> str:
        return str(ride.leg.booking.customer or "")

    @display(description="Customer")
    def contact(self, ride: TaxiRide) -> str:
        """Whom the driver asks for, and how to reach them, as the partner told it."""
        person = ride.leg.booking.customer
        if person is None:
            return "Not told"
        name = f"{person.first_name} {person.last_name}".strip() or str(person)
        return ", ".join(filter(None, [name, person.phone]))

    @display(description="Ride")
    def from_to(self, ride: TaxiRide) -> str:
        trip = ride.ordered_trip()
        return f"{describe_place(trip.origin)} – {describe_place(trip.destination)}"

    @display(description="Taxi", ordering="asset__asset_id")
    def taxi(self, ride: TaxiRide) -> str:
        said = (ride.vehicle.get("asset_id"), ride.driver.get("name"))
        return ", ".join(word for word in said if word)

    @display(description="Route")
    def route(self, ride: TaxiRide) -> str:
        trip = ride.ordered_trip()
        rows = [
            [title, place.name, place.address, f"{place.latitude:.5f}, {place.longitude:.5f}"]
            for title, place in (("From", trip.origin), ("To", trip.destination))
        ]
        estimated = f"{trip.metres / 1000:.1f} km, {round(trip.seconds / 60)} min"
        rows.append(["Estimated", estimated, "", ""])
        return table(["", "Name", "Address", "Latitude, longitude"], rows)

    @display(description="Map")
    def map(self, ride: TaxiRide) -> Any:
        origin = ride.ordered_trip().origin
        regions = ride.fleet.regions.boxing(origin.longitude, origin.latitude).order_by("pk")
        return map_of_ride(ride, list(regions))

    @display(description="Driver and vehicle")
    def taxi_facts(self, ride: TaxiRide) -> str:
        return table(["", ""], ride.facts_in_words(), empty="No driver has accepted it yet.")

    @display(description="Price")
    def shown_price(self, ride: TaxiRide) -> str:
        """What was told with the order until the ride is over; then what was paid."""
        reading = TaxiReading(ride, timezone.now())
        price = reading.price
        if price is None:
            return "Not known yet"
        said = str(Money(price.amount, price.currency))
        return said if reading.is_price_final else f"about {said}"

    @display(description="How it comes to that")
    def explained_price(self, ride: TaxiRide) -> str:
        price = TaxiReading(ride, timezone.now()).price
        parts = [] if price is None else price.parts
        return table(
            ["Part", "Amount", "VAT", "Why"],
            [[part.title, part.amount, part.tax_amount, part.rule] for part in parts],
            empty="Nothing was told or sold.",
        )


def step_of(ride: TaxiRide) -> str:
    """What a ride waits for, in words."""
    if ride.closed_at is not None:
        return OVER
    if ride.ended_at is not None:
        return UNPAID
    if ride.started_at is not None:
        return UNDER_WAY
    if ride.arrived_at is not None:
        return THERE
    if ride.accepted_at is not None:
        return AWAITED
    return LOOKING if ride.is_looking() else HELD
