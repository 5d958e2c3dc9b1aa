"""What was bought of another operator's server to be resold."""

from __future__ import annotations

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from bookings.models.leg import Leg
from bookings.states import LegAct, Origin, SupplyWish
from operators.supply.models import LONGEST_REFERENCE, Supplier
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet

LONGEST_FAULT = 500


class SuppliedBookingQuerySet(TenantQuerySet["SuppliedBooking"]):
    """Resold bookings of tenants."""

    def due(self, at: datetime) -> SuppliedBookingQuerySet:
        """Those whose supplier is to be asked by now."""
        return self.filter(next_try_at__lte=at)


class SuppliedBooking(models.Model):
    """A booking of ours that is a booking of a supplier's as well.

    What is wanted of the supplier is stored before it is asked, and taken away with what it said:
    whoever dies in between leaves a row that is due. A change locks the booking, then this row,
    then its legs. `remote_reference` is empty until a vehicle was booked. `next_try_at` is when the
    supplier is asked next: for what is wanted, else how things stand; empty: not by itself.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="supplied_bookings")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="supplied")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="bookings")
    remote_reference = models.CharField("supplier's id", max_length=LONGEST_REFERENCE, blank=True)
    remote_state = models.CharField("supplier's state", max_length=30, blank=True)
    wanted = models.CharField(max_length=20, choices=SupplyWish, blank=True)
    asked_at = models.DateTimeField(null=True, help_text="When that was wanted first.")
    asked_by = models.CharField(max_length=170, blank=True)
    asked_for = models.CharField(
        max_length=20, choices=Origin, blank=True, help_text="On whose wish it is given back."
    )
    next_try_at = models.DateTimeField(null=True, help_text="When the supplier is asked next.")
    attempts = models.PositiveIntegerField(default=0, help_text="To get what is wanted.")
    fault = models.CharField(
        max_length=LONGEST_FAULT, blank=True, help_text="Why the last one failed."
    )
    asset_id = models.CharField(
        "vehicle", max_length=LONGEST_REFERENCE, blank=True, help_text="That was asked for."
    )
    from_longitude = models.FloatField(null=True, help_text="Where its customer stood.")
    from_latitude = models.FloatField(null=True)

    objects = SuppliedBookingQuerySet.as_manager()

    class Meta:
        verbose_name = "resold booking"
        constraints = [
            same_tenant("suppliedbooking", "booking", "bookings.Booking"),
            same_tenant("suppliedbooking", "supplier", "operators.Supplier"),
            models.CheckConstraint(
                condition=Q(wanted__in=["", *SupplyWish.values]),
                name="suppliedbooking_wish_is_known",
            ),
            models.CheckConstraint(
                condition=Q(asked_for="")
                | Q(wanted=SupplyWish.CANCEL, asked_for__in=Origin.values),
                name="suppliedbooking_wisher_is_known",
            ),
            models.CheckConstraint(
                condition=Q(wanted="", asked_at=None)
                | ~Q(wanted="") & Q(asked_at__isnull=False, next_try_at__isnull=False),
                name="suppliedbooking_wish_is_due",
            ),
            models.CheckConstraint(
                condition=Q(from_longitude=None, from_latitude=None)
                | Q(
                    from_longitude__isnull=False,
                    from_latitude__isnull=False,
                    from_longitude__range=(-180, 180),
                    from_latitude__range=(-90, 90),
                ),
                name="suppliedbooking_begins_on_earth",
            ),
            models.UniqueConstraint(
                fields=["supplier", "remote_reference"],
                condition=~Q(remote_reference=""),
                name="suppliedbooking_once_per_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(next_try_at__isnull=False),
                name="suppliedbooking_due_by_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.remote_reference or self.asset_id}".strip()


class SuppliedLegQuerySet(TenantQuerySet["SuppliedLeg"]):
    """Legs of resold bookings, scoped through them."""

    tenant_path = "supplied__tenant"


class SuppliedLeg(models.Model):
    """A leg of ours that is a leg of a supplier's as well, as the supplier told it last.

    `tokens` are those of the supplier, passed on as they are, and `fresh_until` is when the first
    of them dies; `price` is the supplier's. `act` is what is wanted to be done with it, with what
    was `told`.
    """

    supplied = models.ForeignKey(SuppliedBooking, models.PROTECT, related_name="legs")
    leg = models.OneToOneField(Leg, models.PROTECT, related_name="supplied")
    remote_reference = models.CharField("supplier's id", max_length=LONGEST_REFERENCE)
    facts = models.JSONField(help_text="As the supplier told it last.")
    tokens = models.JSONField(default=dict, help_text="Its tickets and keys, as they were told.")
    fresh_until = models.DateTimeField(null=True, help_text="First moment that is too late.")
    price = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    read_at = models.DateTimeField(null=True, help_text="When the supplier told it.")
    act = models.CharField(max_length=20, choices=LegAct, blank=True)
    told = models.JSONField(default=dict)

    objects = SuppliedLegQuerySet.as_manager()

    class Meta:
        verbose_name = "resold leg"
        constraints = [
            models.UniqueConstraint(
                fields=["supplied", "remote_reference"], name="suppliedleg_once_per_reference"
            ),
            models.CheckConstraint(
                condition=Q(act__in=["", *LegAct.values]), name="suppliedleg_act_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.remote_reference
