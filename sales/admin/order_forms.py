"""What is asked of people who give money back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from operators.tenancy.models import User
from operators.tenancy.money_permissions import user_can_waive_fees
from operators.timetable.itineraries import Ride
from sales.models import Order, OrderLine
from sales.money import ZERO, Money
from sales.orders.states import LineState
from sales.refunds.options import fee_of, is_refundable, tickets_of
from sales.refunds.terms import RefundWish

BY_RULE, WAIVED = "rule", "waived"
LONGEST_REASON = 150


class MoneyForm(forms.Form):
    """Nothing but what the person has seen: the order's revision, empty for whatever it is now."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    waives_fee = False

    def __init__(
        self,
        sent: Mapping[str, Any] | None,
        *,
        order: Order,
        user: User,
        at: datetime,
    ) -> None:
        super().__init__(sent)
        self.order, self.user, self.at = order, user, at

    def worth(self) -> dict[str, Any]:
        """What it asks for, as the actions of refunds take it."""
        return {}

    def asked(self) -> list[tuple[str, str]]:
        """What was sent, to be sent again."""
        sent: Any = self.data
        if not self.is_bound:
            return []
        return [
            (name, value)
            for name in self.fields
            if name != "revision"
            for value in sent.getlist(name)
        ]


class LinesForm(MoneyForm):
    """Lines that were sold, each in words that tell it from the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sold = self.order.lines.filter(state=LineState.CONFIRMED)
        self.sold = list(sold.select_related("product", "offer").order_by("pk"))
        self.tickets = tickets_of(self.sold)

    def chosen(self) -> list[uuid.UUID]:
        return [uuid.UUID(reference) for reference in self.cleaned_data["lines"]]

    def words(self, line: OrderLine) -> str:
        """The line with its travellers, first ride and tickets."""
        said = [str(line), line.passenger_category]
        if line.rides:
            ride = Ride.from_json(line.rides[0])
            at = ride.departs_at.astimezone(self.order.tenant.zone)
            said.append(f"{ride.origin.name} {at:%-d %b %H:%M}")
        if numbers := [str(ticket.pk)[:8] for ticket in self.tickets[line.pk]]:
            said.append(f"ticket {' and '.join(numbers)}")
        words = ", ".join(word for word in said if word)
        return f"{words}: {Money(line.amount, self.order.currency)}"


def amount_of(line: object) -> str:
    """The field for the amount of the line with this reference."""
    return f"amount_{line}"


class RefundForm(LinesForm):
    """Lines that the rules let go, how much of each, and whether the fee is kept."""

    lines = forms.MultipleChoiceField(
        label="What is given back", widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    fee = forms.ChoiceField(
        label="Fee",
        required=False,
        choices=[(BY_RULE, "As the rules of the products say"), (WAIVED, "Waived")],
        initial=BY_RULE,
        widget=UnfoldAdminRadioSelectWidget,
    )
    includes_cancelled = forms.BooleanField(required=False, widget=UnfoldBooleanSwitchWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [line for line in self.sold if self._is_free(line)]
        self.kept = [self.words(line) for line in self.sold if line not in free]
        named = [(str(line.reference), self._with_fee(line)) for line in free]
        self.fields["lines"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["lines"].initial = [named[0][0]]
        self._ask_for_amounts(free)
        if not user_can_waive_fees(self.user, self.order.tenant):
            self.fields["fee"].widget = forms.HiddenInput()
        self._ask_for_excess()

    @property
    def waives_fee(self) -> bool:  # type: ignore[override]
        return bool(self.cleaned_data["fee"] == WAIVED)

    def worth(self) -> dict[str, Any]:
        fee = ZERO if self.waives_fee else None
        wishes = [
            RefundWish(line, self.order.currency, self.cleaned_data[amount_of(line)], fee)
            for line in self.chosen()
        ]
        return {"wishes": wishes, "includes_cancelled": self.cleaned_data["includes_cancelled"]}

    def clean(self) -> dict[str, Any]:
        """An amount that nobody would get is told, since it was meant for somebody."""
        told: dict[str, Any] = self.cleaned_data
        chosen = {amount_of(reference) for reference in told.get("lines", [])}
        for name in self.amounts:
            if told.get(name) is not None and name not in chosen:
                self.add_error(name, "Choose this line as well, or leave its amount empty.")
        return told

    def _ask_for_amounts(self, free: Sequence[OrderLine]) -> None:
        self.amounts = {amount_of(line.reference): line for line in free}
        for name, line in self.amounts.items():
            self.fields[name] = forms.DecimalField(
                label=f"Amount for {self.words(line)}",
                required=False,
                min_value=ZERO,
                max_value=line.amount,
                max_digits=11,
                decimal_places=2,
                widget=UnfoldAdminDecimalFieldWidget,
                help_text="Before the fee; all of it if left empty.",
            )
        self.order_fields(["revision", "lines", *self.amounts])

    def _is_free(self, line: OrderLine) -> bool:
        return is_refundable(line, self.tickets[line.pk], at=self.at)

    def _with_fee(self, line: OrderLine) -> str:
        fee = Money(fee_of(line), self.order.currency)
        return f"{self.words(line)}, fee {fee}" if fee.amount else self.words(line)

    def _ask_for_excess(self) -> None:
        excess = -self.order.owed()
        if excess > ZERO:
            self.fields["includes_cancelled"].label = (
                f"Give back {Money(excess, self.order.currency)} as well, which was paid too much "
                "before"
            )
        else:
            self.fields["includes_cancelled"].widget = forms.HiddenInput()


class CompensationForm(LinesForm):
    """How much less it is to have cost, and why."""

    amount = forms.DecimalField(
        min_value=Decimal("0.01"),
        max_digits=11,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    reason = forms.CharField(max_length=LONGEST_REASON, widget=UnfoldAdminTextInputWidget)
    lines = forms.MultipleChoiceField(
        label="For",
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="None for the whole order.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(line.reference), self.words(line)) for line in self.sold]
        self.fields["lines"].choices = named  # type: ignore[attr-defined]
        self.fields["amount"].help_text = f"In {self.order.currency}, VAT included."

    def worth(self) -> dict[str, Any]:
        return {
            "amount": self.cleaned_data["amount"],
            "currency": self.order.currency,
            "reason": self.cleaned_data["reason"],
            "lines": self.chosen(),
        }
