"""What a purchase is made of: each of its bookings, and which part of the trip it is."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from bookings.models.purchase import Purchase
from operators.tenancy.constraints import same_tenant
from operators.tenancy.models import Tenant
from operators.tenancy.scoping import TenantQuerySet

LONGEST_PLACE = 32
LONGEST_CLAIM = 120


class PurchasePartQuerySet(TenantQuerySet["PurchasePart"]):
    """Parts of purchases."""


class PurchasePart(models.Model):
    """A booking of a purchase. `place` is the partner's word for what of the trip it is, such as
    the id of a segment.

    While it stands, `claim` names customer, trip and place, and no other part may: nobody holds or
    buys the same twice. It is empty where it has come to nothing, and where nothing says what of a
    trip it is, or for whom.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="purchase_parts")
    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="parts", db_index=False)
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="purchase_part")
    sequence = models.PositiveSmallIntegerField()
    place = models.CharField(
        "part of the trip",
        max_length=LONGEST_PLACE,
        blank=True,
        help_text="As the partner names it.",
    )
    told = models.JSONField(
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text="What the customer answered to the partner's questions, to be shown again.",
    )
    claim = models.CharField(max_length=LONGEST_CLAIM, blank=True, editable=False)

    objects = PurchasePartQuerySet.as_manager()

    class Meta:
        constraints = [
            same_tenant("purchasepart", "purchase", "bookings.Purchase"),
            same_tenant("purchasepart", "booking", "bookings.Booking"),
            models.UniqueConstraint(
                fields=["purchase", "sequence"], name="purchasepart_once_per_sequence"
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=~Q(claim=""), name="purchasepart_stands_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}/{self.sequence}"
