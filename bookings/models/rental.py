"""The use of one vehicle by one customer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q, Value

from bookings.models.leg import Leg
from operators.fleet.models import Asset
from operators.fleet.terms import PlanTerms
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.fares.rentals import RentalPrice, Use, estimate_rental, price_rental

LONGEST_URL = 500
A_SECOND = timedelta(seconds=1)


class RentalQuerySet(TenantQuerySet["Rental"]):
    """Rentals of tenants."""

    def open(self) -> RentalQuerySet:
        """Those whose vehicle nobody else can have."""
        return self.filter(closed_at=None)

    def due(self, at: datetime) -> RentalQuerySet:
        """Those whose vehicle is to be asked for something by now."""
        return self.filter(closed_at=None, next_try_at__lte=at)

    def waiting(self) -> RentalQuerySet:
        """Those whose vehicle was not unlocked yet."""
        return self.filter(started_at=None, ended_at=None)

    def unlocking(self) -> RentalQuerySet:
        """Those whose vehicle is being asked to unlock for the start."""
        return self.waiting().filter(unlock_until__isnull=False)

    def reserved(self) -> RentalQuerySet:
        """Those whose vehicle is kept for a customer who has not asked to unlock it yet."""
        return self.waiting().filter(unlock_until=None)

    def running(self) -> RentalQuerySet:
        """Those whose clock runs, paused or not."""
        return self.filter(started_at__isnull=False, ended_at=None)

    def switching(self) -> RentalQuerySet:
        """Those of which nobody knows whether the vehicle was locked for a pause, or unlocked
        after one."""
        return self.running().filter(switch_asked_at__isnull=False)

    def ending(self) -> RentalQuerySet:
        """Those whose clock has stopped and whose vehicle is not locked yet."""
        return self.filter(ended_at__isnull=False)


class Rental(models.Model):
    """The use of one vehicle by one customer, from the hold or the booking to the moment its
    vehicle is free.

    It keeps what it was booked with: the facts of the vehicle and the pricing plan. Positions are
    in WGS 84 degrees. Its states are those of its leg; a change locks booking, leg and rental, in
    this order. `next_try_at` is when the rental is due for its next step: its reservation is over,
    or the vehicle is to be asked to unlock before the start, to tell where it is while the clock
    runs, to lock once that has stopped.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="rentals")
    leg = models.OneToOneField(Leg, models.PROTECT, related_name="rental")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="rentals", verbose_name="vehicle")
    facts = models.JSONField(help_text="The vehicle as it was booked.")
    plan = models.JSONField(help_text="The pricing plan as it was booked.")
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="Percent.")
    requested_at = models.DateTimeField()
    reserved_until = models.DateTimeField(
        help_text="First moment that its vehicle is no longer kept for a customer who did not come."
    )
    unlock_until = models.DateTimeField(
        null=True, help_text="First moment that is too late to unlock; empty: nobody asked for it."
    )
    unlock_attempts = models.PositiveIntegerField(default=0)
    lock_attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(help_text="When the vehicle is asked for something next.")
    started_at = models.DateTimeField(null=True, help_text="The clock runs from then on.")
    until = models.DateTimeField(
        null=True, help_text="When its customer means to end it; empty: not told."
    )
    paused_at = models.DateTimeField(null=True, help_text="The pause that holds began.")
    resumed_at = models.DateTimeField(null=True, help_text="The last pause ended.")
    paused_seconds = models.PositiveIntegerField(
        default=0, help_text="Seconds, of the pauses that are over."
    )
    switch_asked_at = models.DateTimeField(
        null=True, help_text="The vehicle was asked to lock for a pause, or to unlock after it."
    )
    ended_at = models.DateTimeField(null=True, help_text="The clock stopped.")
    closed_at = models.DateTimeField(null=True, help_text="The vehicle was free again.")
    from_longitude = models.FloatField()
    from_latitude = models.FloatField()
    longitude = models.FloatField(null=True, help_text="Where the vehicle was seen last.")
    latitude = models.FloatField(null=True)
    seen_at = models.DateTimeField(null=True)
    charge = models.FloatField(null=True, help_text="Percent, when seen last.")
    range_metres = models.PositiveIntegerField(null=True)
    metres = models.PositiveIntegerField(default=0, help_text="Ridden, from sighting to sighting.")
    user_longitude = models.FloatField(null=True, help_text="Where the customer said it ended.")
    user_latitude = models.FloatField(null=True)
    evidence = ArrayField(
        models.CharField(max_length=LONGEST_URL),
        default=list,
        help_text="Addresses of pictures that the customer's app took.",
    )
    price = models.JSONField(null=True, encoder=DjangoJSONEncoder, help_text="Final.")

    objects = RentalQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("rental", "asset", "operators.Asset"),
            models.UniqueConstraint(
                fields=["asset"], condition=Q(closed_at=None), name="rental_one_open_per_asset"
            ),
            models.CheckConstraint(
                condition=Q(unlock_until__gt=F("requested_at")),
                name="rental_has_time_to_unlock",
            ),
            models.CheckConstraint(
                condition=Q(reserved_until__gt=F("requested_at")),
                name="rental_is_reserved_for_a_while",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("requested_at")),
                name="rental_lasts_for_a_while",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None)
                | Q(started_at__isnull=False, ended_at=None, paused_at__gte=F("started_at")),
                name="rental_is_paused_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(resumed_at=None)
                | Q(started_at__isnull=False, resumed_at__gte=F("started_at")),
                name="rental_goes_on_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(switch_asked_at=None) | Q(started_at__isnull=False, ended_at=None),
                name="rental_switches_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(paused_seconds=0, started_at=None)
                | Q(started_at__isnull=False, ended_at=None)
                | Q(
                    started_at__isnull=False,
                    ended_at__gte=F("started_at") + F("paused_seconds") * Value(A_SECOND),
                ),
                name="rental_pauses_are_within_it",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, price=None)
                | Q(ended_at__isnull=False, started_at__isnull=False, price__isnull=False),
                name="rental_price_comes_with_its_end",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="rental_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(ended_at__isnull=False) | Q(started_at=None),
                name="rental_closed_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(from_longitude__range=(-180, 180), from_latitude__range=(-90, 90)),
                name="rental_begins_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None, seen_at=None)
                | Q(
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    latitude__isnull=False,
                    seen_at__isnull=False,
                ),
                name="rental_is_seen_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(user_longitude=None, user_latitude=None)
                | Q(
                    user_longitude__range=(-180, 180),
                    user_latitude__range=(-90, 90),
                    user_longitude__isnull=False,
                    user_latitude__isnull=False,
                ),
                name="rental_ends_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(charge=None) | Q(charge__range=(0, 100)),
                name="rental_charge_is_percent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(closed_at=None), name="rental_due_by_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facts['asset_id']} {self.requested_at:%Y-%m-%d %H:%M} UTC"

    def plan_terms(self) -> PlanTerms:
        """The pricing plan as it was booked."""
        return PlanTerms.from_json(self.plan)

    def use_at(self, at: datetime) -> Use:
        """How long and how far it was used and paused by then; seconds of both make the whole time.

        The clock stands still once it has stopped.
        """
        if self.started_at is None:
            return Use()
        until = self.ended_at or max(at, self.started_at)
        whole = seconds_between(self.started_at, until)
        paused = min(whole, self.seconds_paused_at(until))
        return Use(seconds_in_use=whole - paused, seconds_paused=paused, metres=self.metres)

    def is_forgotten_at(self, at: datetime) -> bool:
        """Whether its vehicle is kept no longer, since nobody asked to unlock it in time."""
        return (
            self.started_at is None
            and self.closed_at is None
            and self.unlock_until is None
            and at >= self.reserved_until
        )

    def seconds_paused_at(self, at: datetime) -> int:
        """Of all its pauses, with the one that holds."""
        if self.paused_at is None:
            return self.paused_seconds
        return self.paused_seconds + seconds_between(self.paused_at, max(at, self.paused_at))

    def price_at(self, at: datetime) -> RentalPrice:
        """The final price once the clock has stopped, and what it comes to by then before.

        Until the vehicle is unlocked it is an estimate of the parts that do not depend on its use.
        """
        if self.price is not None:
            return RentalPrice.from_json(self.price)
        if self.started_at is None:
            return estimate_rental(self.plan_terms(), vat_rate=self.vat_rate)
        return price_rental(self.plan_terms(), self.use_at(at), vat_rate=self.vat_rate)

    def facts_in_words(self) -> list[tuple[str, str]]:
        """The vehicle as it was booked, for people."""
        facts = self.facts
        named = [
            ("Vehicle", facts["asset_id"]),
            ("Licence plate", facts["plate"]),
            ("Type", f"{facts['type_name']} ({facts['type_id']})"),
            ("Class", " ".join([facts["asset_class"], facts["asset_sub_class"]])),
            ("Propulsion", facts["propulsion"]),
            ("Fleet", f"{facts['fleet']} ({facts['system_id']})"),
        ]
        return [(name, value) for name, value in named if value.strip()]


def seconds_between(begin: datetime, end: datetime) -> int:
    """Whole seconds."""
    return int((end - begin).total_seconds())
