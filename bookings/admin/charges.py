"""What staff charge a partner for beside the price of a booking."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from bookings.actions.claims import charge_extra_cost
from bookings.models import Booking
from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_change_bookings
from sales.models import ExtraCost
from sales.settlement.actions import CostFacts
from sales.settlement.models import LONGEST_DESCRIPTION
from sales.settlement.states import CostKind

CHARGED = (
    CostKind.DAMAGE,
    CostKind.FINE,
    CostKind.EXTRA_USE,
    CostKind.OTHER_VEHICLE,
    CostKind.LOSS,
    CostKind.STOLEN,
    CostKind.OTHER,
)


class ChargeForm(forms.Form):
    """What is charged, and for what."""

    kind = forms.TypedChoiceField(
        choices=[(kind.value, kind.label) for kind in CHARGED],
        coerce=CostKind,
        label="For",
        widget=UnfoldAdminSelectWidget,
    )
    description = forms.CharField(
        max_length=LONGEST_DESCRIPTION,
        widget=UnfoldAdminTextInputWidget,
        help_text="The partner reads it, and so does whoever checks its invoice.",
    )
    amount = forms.DecimalField(
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="VAT included, in the currency of the order.",
    )
    vat_rate = forms.DecimalField(
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        label="VAT rate",
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Percent; empty where no VAT is due.",
    )


def charge(booking: Booking, *, by: Actor, at: datetime, **told: Any) -> ExtraCost:
    """Charge what the form says."""
    return charge_extra_cost(booking, CostFacts(**told), by=by, at=at)


CHARGE_PARTNER = Change(
    act=charge,
    title="Charge extra cost",
    question="The partner of the channel is charged this beside the price of the booking. It is in "
    "the books and in the partner's journal at once, and the partner is told.",
    done="The extra cost is charged.",
    allowed=check_user_can_change_bookings,
    offered=lambda booking: booking.order_id is not None,
    form=ChargeForm,
)
