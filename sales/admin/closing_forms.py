"""Forms in which people tell what lies in a drawer, or what they move."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from sales.journal.states import MovementKind

AMOUNT = re.compile(r"(?P<amount>\d{1,9}(?:\.\d{1,2})?) ?(?P<currency>[A-Z]{3})")
FORM = "Write amounts with their currencies, such as: 1250.50 NOK, 20.00 EUR."


class CashField(forms.Field):
    """Cash by currency; None if it is left empty."""

    widget = UnfoldAdminTextInputWidget

    def to_python(self, value: Any) -> dict[str, Decimal] | None:
        text = (value or "").strip().upper()
        if not text:
            return None
        found: dict[str, Decimal] = {}
        for part in text.split(","):
            told = AMOUNT.fullmatch(part.strip())
            if told is None or told["currency"] in found:
                raise forms.ValidationError(FORM, "form")
            found[told["currency"]] = Decimal(told["amount"])
        return found


class OpenForm(forms.Form):
    """The float that a settlement begins with."""

    cash = CashField(
        required=False,
        label="Opening float",
        help_text=f"{FORM} Empty: what the last closing left.",
    )


class CloseForm(forms.Form):
    """What was counted at the end."""

    counted = CashField(
        required=False,
        label="Counted cash",
        help_text=f"{FORM} Write 0 NOK for a drawer that is empty. Empty: nobody counted.",
    )


class DepositForm(forms.Form):
    """Cash that is put in or taken out."""

    kind = forms.TypedChoiceField(
        label="What happens",
        coerce=MovementKind,
        choices=[
            (MovementKind.DEPOSIT_OUT, "Taken out of the drawer"),
            (MovementKind.DEPOSIT_IN, "Put into the drawer"),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    amount = forms.DecimalField(
        min_value=Decimal("0.01"),
        max_digits=11,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    currency = forms.RegexField(r"^[A-Z]{3}$", widget=UnfoldAdminTextInputWidget)
    reason = forms.CharField(
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text="Where it goes or comes from, such as: night safe, bag 12.",
    )
