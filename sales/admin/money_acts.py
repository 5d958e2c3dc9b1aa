"""What people do to money that is on its way: take it, give it up, give it back."""

from __future__ import annotations

from operators.admin.changes import Change
from operators.tenancy.money_permissions import check_user_can_move_money
from sales.orders.states import OrderState
from sales.payments.actions import cancel_transaction, capture_transaction, execute_credit
from sales.payments.models import Credit
from sales.payments.states import OPEN, CreditState


def can_go_back(credit: Credit) -> bool:
    """Whether its money may still go back: a version that is confirmed owes nothing."""
    order = credit.order
    is_in_hand = order.state == OrderState.DRAFT and order.version == credit.order_version
    return is_in_hand and credit.state != CreditState.CREDITED


CAPTURE = Change(
    act=capture_transaction,
    title="Capture",
    question="The whole amount is taken. An order that owes nothing by that is sold at once.",
    done="The money is taken.",
    allowed=check_user_can_move_money,
    offered=lambda transaction: transaction.state in OPEN,
)
CANCEL = Change(
    act=cancel_transaction,
    title="Cancel transaction",
    question="The attempt to pay is given up, at the provider as well. The order stays a draft, "
    "and may be paid in another way.",
    done="The transaction is given up.",
    allowed=check_user_can_move_money,
    offered=lambda transaction: transaction.state in OPEN,
)
GIVE_BACK = Change(
    act=execute_credit,
    title="Give it back",
    question="The money goes back the way that it was paid, once, however often this is asked for. "
    "Tickets of lines that were taken back end first.",
    done="The money is given back.",
    allowed=check_user_can_move_money,
    offered=can_go_back,
)
