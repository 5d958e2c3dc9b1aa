"""What is sold, to whom, and for how much."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from operators.fleet.models import Fleet
from operators.supply.models import Supplier
from operators.tenancy.constraints import CompositeForeignKey, same_tenant, tenant_key
from operators.tenancy.models import Operator, Tenant
from operators.tenancy.scoping import TenantQuerySet
from sales.catalogue.states import Cancellation, FareClass
from tickets.models import TicketType
from tickets.states import ValidityKind
from tickets.validity import Validity, Window

# Barcodes carry seconds up to the year 2106.
LONGEST_MINUTES = 10 * 366 * 24 * 60
LONGEST_ANSWER = 7 * 24 * 60
LAST_DATE = date(2100, 1, 1)
USUAL_VAT_CODE = "TRANSPORT_AND_TICKETS_VAT"
WITH_TICKETS = {"fleet": None, "supplier": None}
"""Products that have fares: choices of the forms that write those."""


class Product(models.Model):
    """Something to travel with: its ticket, validity, VAT and rules, apart from its price.

    A product is either shown as tickets of a type, or is the use of a vehicle of a fleet, or what
    another operator sells. The latter two have no tickets of ours, no validity and no fares: what
    they cost, the pricing plan of the vehicle says, or the supplier.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="products")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="products")
    ticket_type = models.ForeignKey(
        TicketType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        help_text="How its tickets are shown; empty for the vehicles of a fleet.",
    )
    fleet = models.ForeignKey(
        Fleet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        help_text="Whose vehicles it rents out, at the price of their pricing plans.",
    )
    supplier = models.ForeignKey(
        Supplier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        help_text="Whose journeys and vehicles it resells, at the supplier's prices.",
    )
    number = models.PositiveBigIntegerField(help_text="1 to 4294967295; barcodes carry it.")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=250, blank=True)
    vat_rate = models.DecimalField(
        "VAT rate",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Percent; prices include it.",
    )
    vat_code = models.CharField(
        "VAT code",
        max_length=40,
        default=USUAL_VAT_CODE,
        blank=True,
        help_text="What finance calls the group of products that have this rate.",
    )
    fare_class = models.CharField(
        "class",
        max_length=20,
        choices=FareClass,
        blank=True,
        help_text="Of the vehicle; offers of one trip that differ in it are one choice. Empty: "
        "there is only one.",
    )
    is_supplement = models.BooleanField(
        default=False, help_text="Sold only beside another product, such as a bicycle's ticket."
    )
    is_group_ticket = models.BooleanField(
        default=False, help_text="One ticket for all travellers instead of one for each."
    )
    is_transferable = models.BooleanField(
        default=True, help_text="Whoever bought it may pass its tickets on before the journey."
    )
    validity = models.CharField(
        max_length=20,
        choices=ValidityKind,
        blank=True,
        help_text="How long its tickets are valid; empty for the vehicles of a fleet.",
    )
    valid_minutes = models.PositiveIntegerField(null=True, blank=True)
    valid_from_date = models.DateField(null=True, blank=True, help_text="First day.")
    valid_until_date = models.DateField(
        null=True, blank=True, help_text="First day on which it is no longer valid."
    )
    boarding_minutes = models.PositiveIntegerField(
        default=15, help_text="How long before its departure a ticket is valid already."
    )
    activation_days = models.PositiveIntegerField(
        default=365, help_text="How long a ticket can be activated after its sale or departure."
    )
    confirm_minutes = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Staff say yes or no to each booking within so many minutes, and nothing is sold "
        "before; empty: it is sold at once.",
    )
    cancellation = models.CharField(max_length=20, choices=Cancellation)
    cancellation_fee = models.DecimalField(max_digits=9, decimal_places=2, default=0)

    objects = TenantQuerySet["Product"].as_manager()

    class Meta:
        constraints = [
            tenant_key("product"),
            models.UniqueConstraint(
                fields=["tenant", "number"],
                name="product_once_per_number",
                violation_error_message="Another product has this number.",
            ),
            models.UniqueConstraint(fields=["tenant", "code"], name="product_once_per_code"),
            models.CheckConstraint(
                condition=Q(number__range=(1, 2**32 - 1)), name="product_number_fits_four_octets"
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__range=(0, 100)), name="product_vat_rate_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(cancellation__in=Cancellation.values),
                name="product_cancellation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(fare_class="") | Q(fare_class__in=FareClass.values),
                name="product_class_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cancellation_fee__gte=0), name="product_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(
                    validity=ValidityKind.DURATION,
                    valid_minutes__isnull=False,
                    valid_minutes__gt=0,
                    valid_from_date=None,
                    valid_until_date=None,
                )
                | Q(
                    validity=ValidityKind.CALENDAR_DAY,
                    valid_minutes=None,
                    valid_from_date=None,
                    valid_until_date=None,
                )
                | Q(
                    validity=ValidityKind.FIXED_DATES,
                    valid_minutes=None,
                    valid_from_date__isnull=False,
                    valid_until_date__isnull=False,
                    valid_until_date__gt=F("valid_from_date"),
                )
                | (Q(fleet__isnull=False) | Q(supplier__isnull=False))
                & Q(
                    validity="",
                    valid_minutes=None,
                    valid_from_date=None,
                    valid_until_date=None,
                ),
                name="product_validity_is_complete",
            ),
            models.CheckConstraint(
                condition=(Q(valid_minutes=None) | Q(valid_minutes__lte=LONGEST_MINUTES))
                & (Q(valid_until_date=None) | Q(valid_until_date__lte=LAST_DATE))
                & Q(boarding_minutes__lte=10_080, activation_days__lte=3_660),
                name="product_times_are_sane",
                violation_error_message="A ticket is valid for ten years at most and until 2100, "
                "can be activated for ten years, and is good a week before its departure.",
            ),
            models.CheckConstraint(
                condition=Q(confirm_minutes=None)
                | Q(
                    confirm_minutes__range=(1, LONGEST_ANSWER),
                    ticket_type__isnull=False,
                    is_supplement=False,
                ),
                name="product_is_answered_within_a_week",
                violation_error_message="Staff answer within 1 minute to 7 days; a supplement and "
                "a product without tickets of ours are sold at once.",
            ),
            same_tenant("product", "operator", "operators.Operator"),
            same_tenant("product", "ticket_type", "tickets.TicketType"),
            # A fleet is of the tenant of its operator, so this one is of the tenant of the product.
            CompositeForeignKey(
                name="product_operator_of_fleet",
                fields=["fleet", "operator"],
                to="operators.Fleet",
                to_fields=["id", "operator"],
            ),
            # As with a fleet.
            CompositeForeignKey(
                name="product_operator_of_supplier",
                fields=["supplier", "operator"],
                to="operators.Supplier",
                to_fields=["id", "operator"],
            ),
            models.CheckConstraint(
                condition=Q(ticket_type__isnull=False, fleet=None, supplier=None)
                | Q(ticket_type=None, fleet__isnull=False, supplier=None)
                | Q(ticket_type=None, fleet=None, supplier__isnull=False),
                name="product_has_tickets_or_a_fleet",
                violation_error_message="A product has a ticket type, a fleet or a supplier, and "
                "one of them only.",
            ),
            models.CheckConstraint(
                condition=Q(fleet=None, supplier=None)
                | Q(
                    validity="",
                    fare_class="",
                    is_supplement=False,
                    is_group_ticket=False,
                    cancellation=Cancellation.NEVER,
                    cancellation_fee=0,
                ),
                name="product_of_fleet_has_no_ticket_rules",
                violation_error_message="Rentals and what is resold have no tickets of ours: they "
                "have no validity and no class, are no supplement and no group ticket, and are not "
                "given back by a rule of ours.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tickets(self) -> TicketType:
        """How its tickets are shown; only for products that have some."""
        assert self.ticket_type is not None
        return self.ticket_type

    def fixed_window(self, zone: ZoneInfo) -> Window | None:
        """The fixed dates as days of that zone; None for a product without fixed dates."""
        if self.valid_from_date is None or self.valid_until_date is None:
            return None
        return Window(
            datetime.combine(self.valid_from_date, time.min, tzinfo=zone),
            datetime.combine(self.valid_until_date, time.min, tzinfo=zone),
        )

    def validity_rule(self, *, zone: ZoneInfo, travels_at: datetime | None) -> Validity:
        """How long a ticket of this product is valid; fixed dates are days of that zone."""
        return Validity(
            kind=ValidityKind(self.validity),
            minutes=self.valid_minutes,
            fixed=self.fixed_window(zone),
            boarding_minutes=self.boarding_minutes,
            travels_at=travels_at,
        )
