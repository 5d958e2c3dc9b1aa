"""Money that no provider moves: on account, in a cash desk, or taken elsewhere."""

from __future__ import annotations

from sales.payments.errors import CallbackUnknown, NoTerminal
from sales.payments.gateways.interface import (
    Charge,
    Form,
    Outcome,
    Repaid,
    Repayment,
    Standing,
)


class Local:
    """What is said here is done: nobody outside is asked."""

    is_local = True
    has_terminal = False

    def open_terminal(self, charge: Charge) -> Outcome:
        raise NoTerminal

    def show_form(self, charge: Charge) -> Form:
        raise NoTerminal

    def look_up(self, charge: Charge) -> Outcome:
        return Outcome(Standing.OPEN)

    def capture(self, charge: Charge) -> Outcome:
        return Outcome(Standing.CAPTURED)

    def cancel(self, charge: Charge) -> Outcome:
        return Outcome(Standing.CANCELLED)

    def credit(self, charge: Charge, repayment: Repayment) -> Repaid:
        return Repaid(done=True)

    def read_callback(self, body: bytes, signature: str) -> int | None:
        raise CallbackUnknown
