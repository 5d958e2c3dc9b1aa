"""A ride in a vehicle that comes with its driver."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from bookings.models.leg import Leg
from bookings.states import BookingState
from operators.fleet.models import Asset, Fleet, TaxiService
from operators.fleet.taxis import TaxiTrip
from operators.fleet.terms import PlanTerms
from operators.tenancy.constraints import CompositeForeignKey, same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.fares.rentals import RentalPrice
from sales.fares.taxis import price_taxi


class TaxiRideQuerySet(TenantQuerySet["TaxiRide"]):
    """Taxi rides of tenants."""

    def open(self) -> TaxiRideQuerySet:
        """Those that are not over, held ones among them."""
        return self.filter(closed_at=None)

    def due(self, at: datetime) -> TaxiRideQuerySet:
        """Those of which something is to be done by now."""
        return self.filter(closed_at=None, next_try_at__lte=at)


class TaxiRide(models.Model):
    """A ride in a vehicle of a fleet with drivers, from the hold to the price that was paid.

    It keeps what it was ordered with: the trip with what was promised of it, the taxi centre, and
    the pricing plan. Positions are in WGS 84 degrees. Its states are those of its leg and booking;
    a change locks booking, leg and ride, in this order, and the vehicle last. A driver is looked
    for from `dispatch_at` until `answer_until`; whose driver has accepted is kept for the time of
    `busy`. `next_try_at` is when the timer goes on with it; empty: people do.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="taxi_rides")
    leg = models.OneToOneField(Leg, models.PROTECT, related_name="taxi_ride")
    fleet = models.ForeignKey(Fleet, models.PROTECT, related_name="taxi_rides")
    # Whoever promised a ride stays, since without it the fleet would be one of rentals.
    taxi_service = models.ForeignKey(TaxiService, models.PROTECT, related_name="rides")
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, related_name="taxi_rides", verbose_name="vehicle"
    )
    service = models.JSONField(help_text="The taxi centre as it was ordered from.")
    driver = models.JSONField(default=dict, help_text="Who accepted it: name, phone, picture.")
    vehicle = models.JSONField(default=dict, help_text="The vehicle as it was accepted with.")
    trip = models.JSONField(help_text="From where to where, and what that was estimated at.")
    plan = models.JSONField(help_text="The pricing plan as it was ordered with.")
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="Percent.")
    cancellation_fee = models.DecimalField(
        max_digits=9, decimal_places=2, help_text="Once a driver has accepted; VAT included."
    )
    pick_up_at = models.DateTimeField(help_text="As it was ordered.")
    answer_until = models.DateTimeField(
        null=True, help_text="First moment that no driver is looked for; empty: not committed."
    )
    dispatch_reference = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveIntegerField(default=0, help_text="To find a driver.")
    next_try_at = models.DateTimeField(null=True, help_text="When the timer goes on with it.")
    declined = models.JSONField(default=list, help_text="Vehicles whose drivers said no, by key.")
    busy = DateTimeRangeField(null=True, help_text="For how long its vehicle is kept for it.")
    eta = models.DateTimeField(null=True, help_text="When the taxi is expected, as told last.")
    longitude = models.FloatField(null=True, help_text="Where the taxi was seen last.")
    latitude = models.FloatField(null=True)
    seen_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True, help_text="The taxi waits from then on.")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(
        null=True, help_text="From where to where is kept only roughly from then on."
    )
    metres = models.PositiveIntegerField(null=True, help_text="Driven; empty: not told.")
    seconds = models.PositiveIntegerField(null=True, help_text="Of the ride, as it is paid for.")
    price = models.JSONField(null=True, encoder=DjangoJSONEncoder, help_text="Final.")
    no_show = models.BooleanField(default=False, help_text="The traveller did not come.")

    objects = TaxiRideQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("taxiride", "fleet", "operators.Fleet"),
            CompositeForeignKey(
                name="taxiride_service_of_fleet",
                fields=["taxi_service", "fleet"],
                to="operators.TaxiService",
                to_fields=["id", "fleet"],
            ),
            CompositeForeignKey(
                name="taxiride_asset_of_fleet",
                fields=["asset", "fleet"],
                to="operators.Asset",
                to_fields=["id", "fleet"],
            ),
            ExclusionConstraint(
                name="taxiride_one_at_a_time",
                expressions=[
                    ("asset", RangeOperators.EQUAL),
                    ("busy", RangeOperators.OVERLAPS),
                ],
                condition=Q(closed_at=None, ended_at=None),
                violation_error_message="This taxi has another ride at that time.",
            ),
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(started_at__isnull=False, ended_at=None),
                name="taxiride_one_under_way_per_asset",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, asset=None, busy=None, eta=None)
                | Q(
                    accepted_at__isnull=False,
                    asset__isnull=False,
                    busy__isnull=False,
                    busy__isempty=False,
                    eta__isnull=False,
                    answer_until__isnull=False,
                ),
                name="taxiride_accepted_has_its_taxi",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None)
                | Q(accepted_at__isnull=False, arrived_at__gte=F("accepted_at")),
                name="taxiride_arrives_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None)
                | Q(arrived_at__isnull=False, started_at__gte=F("arrived_at")),
                name="taxiride_starts_once_arrived",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, metres=None, seconds=None)
                | Q(
                    started_at__isnull=False,
                    ended_at__gte=F("started_at"),
                    seconds__isnull=False,
                ),
                name="taxiride_ends_once_started",
            ),
            models.CheckConstraint(
                condition=Q(price=None) | Q(ended_at__isnull=False),
                name="taxiride_price_comes_after_its_end",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(started_at=None)
                | Q(ended_at__isnull=False, price__isnull=False),
                name="taxiride_closed_has_its_price",
            ),
            models.CheckConstraint(
                condition=Q(no_show=False)
                | Q(no_show=True, arrived_at__isnull=False, started_at=None),
                name="taxiride_no_show_waited",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None)
                | Q(closed_at__isnull=False, longitude=None, trip__origin__address="")
                & Q(trip__destination__address=""),
                name="taxiride_forgotten_says_no_address",
            ),
            models.CheckConstraint(
                condition=Q(cancellation_fee__gte=0), name="taxiride_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None, seen_at=None)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                    seen_at__isnull=False,
                ),
                name="taxiride_is_seen_on_earth",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(closed_at=None), name="taxiride_due_by_time"
            ),
            models.Index(
                fields=["fleet", "pick_up_at"],
                condition=Q(closed_at=None),
                name="taxiride_open_by_fleet",
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(forgotten_at=None),
                name="taxiride_to_forget_by_time",
            ),
            models.Index(
                fields=["tenant", "-closed_at", "pick_up_at"], name="taxiride_open_ones_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leg_id} {self.pick_up_at:%Y-%m-%d %H:%M} UTC"

    def plan_terms(self) -> PlanTerms:
        """The pricing plan as it was ordered with."""
        return PlanTerms.from_json(self.plan)

    def ordered_trip(self) -> TaxiTrip:
        """From where to where, as it was ordered."""
        return TaxiTrip.from_json(self.trip)

    def price_of(self, *, metres: int, seconds: int) -> RentalPrice:
        """What the plan asks for so far and so long a ride."""
        return price_taxi(self.plan_terms(), metres=metres, seconds=seconds, vat_rate=self.vat_rate)

    def estimate(self) -> RentalPrice:
        """What was told with the order."""
        trip = self.ordered_trip()
        return self.price_of(metres=trip.metres, seconds=trip.seconds)

    def final_price(self) -> RentalPrice | None:
        """What is paid; None while nobody knows."""
        return None if self.price is None else RentalPrice.from_json(self.price)

    def dispatch_at(self, at: datetime) -> datetime:
        """When a driver is looked for that is wanted at `at`: then, or so long before the pick-up
        as the service said when it was ordered."""
        minutes = self.service.get("dispatch_minutes")
        return at if minutes is None else max(at, self.pick_up_at - timedelta(minutes=minutes))

    def is_looking(self) -> bool:
        """Whether a driver is to be found for it, in time or not."""
        return self.answer_until is not None and self.accepted_at is None and self.closed_at is None

    def is_left_alone_at(self, at: datetime) -> bool:
        """Whether nobody has accepted it in time."""
        return self.is_looking() and self.answer_until is not None and at >= self.answer_until

    def state_at(self, at: datetime) -> BookingState:
        """Of its booking, as the clock has it: one that lost its driver and got no other in time is
        cancelled, swept or not."""
        state = self.leg.booking.state_at(at)
        lost = state == BookingState.CONFIRMED and self.is_left_alone_at(at)
        return BookingState.CANCELLED if lost else state

    def time_needed(self) -> timedelta:
        """Of the ride itself, by the estimate."""
        return timedelta(seconds=self.ordered_trip().seconds)

    def facts_in_words(self) -> list[tuple[str, Any]]:
        """Driver and vehicle, for people."""
        named = [
            ("Driver", self.driver.get("name")),
            ("Phone", self.driver.get("phone")),
            ("Vehicle", self.vehicle.get("asset_id")),
            ("Licence plate", self.vehicle.get("plate")),
            ("Type", self.vehicle.get("type_name")),
        ]
        return [(name, value) for name, value in named if value]
