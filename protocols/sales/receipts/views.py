"""Receipts: of what kind one is, and sending it (§10)."""

from __future__ import annotations

from typing import Any

from operators.tenancy.clients import ClientPermission
from protocols.sales.errors import BodyUnusable, PhoneUnused, QueryUnusable
from protocols.sales.languages import language_for
from protocols.sales.needs import READ, Need
from protocols.sales.operation import SalesOperation
from protocols.sales.receipts.requests import SendReceiptRequest
from protocols.sales.wire import answer
from sales.catalogue.rights import ChannelAction
from sales.receipts.actions import send_receipt
from sales.receipts.facts import receipt_facts
from sales.tasks import send_letters

LONGEST_VERSION = 9


class SendReceipt(SalesOperation):
    """POST /receipts/send."""

    needs = {"POST": Need(ClientPermission.SALES_WRITE, ChannelAction.INFORM)}

    def post(self, request: Any) -> Any:
        """Send the receipt of an order's version by e-mail; whatever follows the first one says
        that it is a copy. 409 NO_RECEIPT for a version that no money moved for."""
        members = self.read(SendReceiptRequest)
        if "email" not in members:
            raise PhoneUnused if "phone" in members else BodyUnusable("Send an `email`.")
        order = self.order_of(members["orderId"])
        letter = send_receipt(
            order,
            version=members["orderVersion"],
            recipient=members["email"],
            language=language_for(order, request, members.get("receiptLanguage")),
            as_copy=members["copyReceipt"],
            number=members.get("serialNumber"),
            by=self.actor,
            at=self.at,
        )
        send_letters.delay_on_commit()
        return answer({"reference": str(letter.reference)})


class ReceiptType(SalesOperation):
    """GET /receipts/type."""

    needs = {"GET": READ}
    asks = {"GET": frozenset({"orderId", "orderVersion"})}

    def get(self, request: Any) -> Any:
        """Whether the receipt of an order's version is one of a SALE or of a RETURN."""
        order = self.order_of(self._asked("orderId"))
        version = self._asked("orderVersion")
        if not version.isascii() or not version.isdecimal() or len(version) > LONGEST_VERSION:
            raise QueryUnusable("orderVersion", "Send a whole number from 1.", version)
        facts = receipt_facts(order, int(version))
        told = {"orderId": order.code, "orderVersion": int(version), "receiptType": facts["kind"]}
        return answer(told)

    def _asked(self, name: str) -> str:
        told = self.request.query_params.get(name, "")
        if not told:
            raise QueryUnusable(name, f"Send {name}.")
        return str(told)
