"""A provider of payments that keeps its accounts in memory, for tests with threads as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from threading import Lock
from typing import Any

from sales.payments.errors import CallbackUnknown, ProviderFailed, ProviderTimeout
from sales.payments.gateways.interface import Charge, Form, Outcome, Repaid, Repayment, Standing

AT_LARGE = Outcome(Standing.OPEN)


@dataclass
class PaperProvider:
    """Does what a card provider does: one intent for each number, one refund for each number.

    `during` is called, with the name of the call, before it is done; it may raise.
    """

    intents: dict[int, Outcome] = field(default_factory=dict)
    refunds: dict[str, Decimal] = field(default_factory=dict)
    charged: list[tuple[int, Decimal]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    during: Callable[[str], object] = str
    lock: Lock = field(default_factory=Lock)

    is_local = False
    has_terminal = True

    def open_terminal(self, charge: Charge) -> Outcome:
        self._enter("open_terminal")
        return self.intents.setdefault(
            charge.number, replace(AT_LARGE, provider_reference=f"pi_{charge.number}")
        )

    def show_form(self, charge: Charge) -> Form:
        return Form("pk_test", f"{charge.provider_reference}_secret")

    def pay(self, charge: Charge, token: str) -> Outcome:
        self._enter("pay")
        self.pay_by_hand(charge.number)
        return self.intents[charge.number]

    def look_up(self, charge: Charge) -> Outcome:
        self._enter("look_up")
        return self.intents.get(charge.number, AT_LARGE)

    def capture(self, charge: Charge) -> Outcome:
        self._enter("capture")
        with self.lock:
            known = self.intents.get(charge.number, AT_LARGE)
            if known.standing is Standing.AUTHORISED:
                self.charged.append((charge.number, charge.amount))
                known = self._stand(charge.number, Standing.CAPTURED)
            return known

    def cancel(self, charge: Charge) -> Outcome:
        self._enter("cancel")
        with self.lock:
            known = self.intents.get(charge.number, AT_LARGE)
            if known.standing is Standing.CAPTURED:
                return known
            return self._stand(charge.number, Standing.CANCELLED)

    def credit(self, charge: Charge, repayment: Repayment) -> Repaid:
        self._enter("credit")
        with self.lock:
            self.refunds[repayment.number] = repayment.amount
            return Repaid(done=True, provider_reference=f"re_{repayment.number}")

    def read_callback(self, body: bytes, signature: str) -> int | None:
        if signature != "signed":
            raise CallbackUnknown
        return int(body)

    def pay_by_hand(self, number: int) -> None:
        """The customer pays on the provider's form."""
        known = self.intents[number]
        self.intents[number] = replace(
            known, standing=Standing.AUTHORISED, card_number="4242", rrn="rrn-1"
        )

    def decline(self, number: int) -> None:
        """The customer's bank refuses."""
        self.intents[number] = replace(
            self.intents[number], standing=Standing.DECLINED, reason="No funds"
        )

    def capture_at_provider(self, number: int) -> None:
        """Somebody captures it in the provider's own pages."""
        self._stand(number, Standing.CAPTURED)

    def _stand(self, number: int, standing: Standing) -> Outcome:
        self.intents[number] = replace(self.intents.get(number, AT_LARGE), standing=standing)
        return self.intents[number]

    def _enter(self, call: str) -> None:
        with self.lock:
            self.calls[call] += 1
        self.during(call)


def failing(*names: str, error: type[Exception] = ProviderFailed) -> Callable[[str], object]:
    """For `during`: these calls do not reach the provider."""

    def fail(call: str) -> None:
        if call in names:
            raise error

    return fail


@dataclass
class Moody(PaperProvider):
    """Fails before it does something, or does it and does not say so."""

    mood: str = "well"

    def capture(self, charge: Charge) -> Outcome:
        return self._say(super().capture(charge))

    def cancel(self, charge: Charge) -> Outcome:
        return self._say(super().cancel(charge))

    def credit(self, charge: Charge, repayment: Repayment) -> Repaid:
        return self._say(super().credit(charge, repayment))

    def _enter(self, call: str) -> None:
        super()._enter(call)
        if self.mood == "fails":
            raise ProviderFailed
        if self.mood == "silent":
            raise ProviderTimeout

    def _say(self, word: Any) -> Any:
        if self.mood == "forgets":
            raise ProviderTimeout
        return word
