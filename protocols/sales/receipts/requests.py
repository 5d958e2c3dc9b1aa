"""The requests about receipts (§10)."""

from __future__ import annotations

from protocols.fields import OneOfField, TextField
from protocols.sales.fields import FlagField, NumberField, OrderIdField, WireRequest
from protocols.sales.tickets.requests import MailField
from sales.letters.states import Language


class SendReceiptRequest(WireRequest):
    """`send`: to an e-mail address, which wins over a phone number."""

    orderId = OrderIdField()
    orderVersion = NumberField(min_value=1)
    email = MailField(required=False)
    phone = TextField(required=False, max_length=50)
    copyReceipt = FlagField(required=False, default=False)
    serialNumber = NumberField(
        required=False, min_value=1, help_text="The number that the receipt must have."
    )
    receiptLanguage = OneOfField(choices=Language.values, required=False)
