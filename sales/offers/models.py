"""Offers as they were made."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from operators.fleet.models import Asset
from operators.fleet.taxis import TaxiTrip
from operators.fleet.terms import PlanTerms
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.references import new_reference
from operators.tenancy.scoping import TenantQuerySet
from operators.timetable.itineraries import Ride
from sales.catalogue.channels import SalesChannel
from sales.catalogue.products import Product
from sales.catalogue.states import Cancellation
from sales.fares.parts import PricePart
from sales.offers.terms import OfferedLeg, OfferedTraveller
from tickets.forms.media import Media


class OfferQuerySet(TenantQuerySet["Offer"]):
    """Offers of tenants."""

    def made_through(self, channel_id: int) -> OfferQuerySet:
        """Offers that a partner of this channel may book."""
        return self.filter(channel=channel_id)

    def lapsed(self, at: datetime) -> OfferQuerySet:
        """Offers that nobody took in time."""
        return self.filter(taken_at=None, valid_until__lte=at)


class Offer(models.Model):
    """A priced promise for one product and one trip, for one vehicle, or for a taxi; its
    references stay those of the booking and the legs that come of it. Offers made together share
    `plan`.

    That of a taxi has a trip in `taxi_trip`, and no vehicle yet: its price is the estimate for that
    trip, and `cancellation_fee` is for whoever cancels once a driver has accepted.

    The price of a vehicle's offer is that of a rental which ends at once; what one will cost,
    `plan_terms` says. What is resold keeps the supplier's own offer in `supply`.

    What the product says of groups and of giving back is kept here as it was promised.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="offers")
    channel = models.ForeignKey(SalesChannel, models.PROTECT, related_name="offers")
    product = models.ForeignKey(Product, models.PROTECT, related_name="offers")
    reference = models.CharField(max_length=32, default=new_reference, editable=False)
    plan = models.UUIDField(db_index=False)
    amount = models.DecimalField(max_digits=11, decimal_places=2, help_text="VAT included.")
    tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    currency = models.CharField(max_length=3)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    price_parts = models.JSONField()
    rides = models.JSONField()
    starts_at = models.DateTimeField(
        null=True, help_text="When a ticket without a trip is to become valid; empty: at once."
    )
    travellers = models.JSONField()
    legs = models.JSONField()
    media = models.CharField(
        max_length=40, blank=True, help_text="Form of the tickets; a vehicle has none."
    )
    asset = models.ForeignKey(
        Asset,
        models.PROTECT,
        null=True,
        related_name="offers",
        db_index=False,
        verbose_name="vehicle",
    )
    taxi_trip = models.JSONField(null=True, help_text="The trip that a taxi is offered for.")
    plan_terms = models.JSONField(
        null=True, help_text="The pricing plan of the vehicle or the taxi, then."
    )
    supply = models.JSONField(null=True, help_text="The supplier's own offer, where it is resold.")
    is_group_ticket = models.BooleanField(help_text="One ticket for all travellers.")
    confirm_minutes = models.PositiveIntegerField(
        null=True, help_text="Staff answer a commit within so many minutes; empty: sold at once."
    )
    cancellation = models.CharField(max_length=20, choices=Cancellation)
    cancellation_fee = models.DecimalField(max_digits=9, decimal_places=2)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("offer", "channel", "sales.SalesChannel"),
            same_tenant("offer", "product", "sales.Product"),
            models.UniqueConstraint(fields=["reference"], name="offer_once_per_reference"),
            models.CheckConstraint(
                condition=Q(amount__gte=F("tax_amount"), tax_amount__gte=0),
                name="offer_amounts_are_sane",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="offer_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("made_at")), name="offer_is_valid_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(taken_at__lt=F("valid_until")),
                name="offer_taken_while_valid",
            ),
            same_tenant("offer", "asset", "operators.Asset"),
            models.CheckConstraint(
                condition=Q(
                    media__in=list(Media), asset=None, supply__isnull=True, taxi_trip__isnull=True
                )
                | Q(media="")
                & (Q(asset__isnull=False) | Q(supply__isnull=False) | Q(taxi_trip__isnull=False)),
                name="offer_media_is_known",
            ),
            models.CheckConstraint(
                condition=Q(supply__isnull=True)
                | Q(asset=None, rides=[], starts_at=None, is_group_ticket=False),
                name="offer_of_supplier_has_no_trip_of_ours",
            ),
            models.CheckConstraint(
                condition=Q(asset=None, taxi_trip__isnull=True, plan_terms__isnull=True)
                | (Q(asset__isnull=False) | Q(taxi_trip__isnull=False))
                & Q(plan_terms__isnull=False, rides=[], starts_at=None),
                name="offer_of_vehicle_has_its_plan",
            ),
            models.CheckConstraint(
                condition=Q(taxi_trip__isnull=True)
                | Q(asset=None, supply__isnull=True, is_group_ticket=False),
                name="offer_of_taxi_has_no_vehicle_yet",
            ),
            models.CheckConstraint(
                condition=Q(cancellation__in=Cancellation.values),
                name="offer_cancellation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cancellation_fee__gte=0), name="offer_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(rides=[]), name="offer_starts_with_its_trip"
            ),
            models.CheckConstraint(
                condition=Q(confirm_minutes=None)
                | Q(confirm_minutes__gt=0, asset=None, supply__isnull=True, taxi_trip__isnull=True),
                name="offer_is_answered_in_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"], condition=Q(taken_at=None), name="offer_open_by_end"
            ),
            models.Index(
                fields=["asset"], condition=Q(asset__isnull=False), name="offer_by_vehicle"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def itinerary_rides(self) -> list[Ride]:
        """The rides of the trip, in order."""
        return [Ride.from_json(facts) for facts in self.rides]

    def trip(self) -> TaxiTrip:
        """What a taxi is offered for; only for the offer of a taxi."""
        assert self.taxi_trip is not None
        return TaxiTrip.from_json(self.taxi_trip)

    def pricing_plan(self) -> PlanTerms:
        """What the rental of its vehicle, or its taxi, costs; only for the offer of one."""
        assert self.plan_terms is not None
        return PlanTerms.from_json(self.plan_terms)

    def answered_by(self, committed_at: datetime) -> datetime | None:
        """Until when staff say yes or no to a commit of that moment, at the latest when the trip
        begins; None where it is sold at once."""
        if self.confirm_minutes is None:
            return None
        until = committed_at + timedelta(minutes=self.confirm_minutes)
        departures = [ride.departs_at for ride in self.itinerary_rides()]
        ahead = [departs_at for departs_at in departures[:1] if departs_at > committed_at]
        return min([until, *ahead])

    def offered_travellers(self) -> list[OfferedTraveller]:
        return [OfferedTraveller.from_json(facts) for facts in self.travellers]

    def offered_legs(self) -> list[OfferedLeg]:
        return [OfferedLeg.from_json(facts) for facts in self.legs]

    def parts(self) -> list[PricePart]:
        return [PricePart.from_json(facts) for facts in self.price_parts]
