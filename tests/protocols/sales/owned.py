"""Each method of each route with the ids of somebody else: what is sent, or why there is no id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protocols.sales.routes import OPERATIONS
from tests.protocols.sales.selling import CASH

NO_ID = "names nothing that is owned; what it lists is looked at below"
ORDER, PAYMENT = "orders/{orderId}", "payments/{paymentId}"
TRANSACTION = f"{PAYMENT}/transactions/{{transactionId}}"
CREDIT = "credits/{creditId}"
GROUPS = "ticket-distribution-groups"
SETTLEMENT = "cash-settlements/{settlementId}"
EXPORT = "exports/{exportId}"
CARD = "recurring-payments/{recurringPaymentId}"
FEE = {"amount": "1.00", "currency": "NOK", "taxRate": "12.00"}


@dataclass(frozen=True)
class Owned:
    """Ids of one tenant: a draft with a line and a fee, and an order with a payment and a credit
    to be executed."""

    draft: str
    line: str
    offer: str
    fee: str
    sold: str
    payment: int
    transaction: int
    credit: int
    customer: int
    card: int
    package: str
    group: str
    ticket: str
    settlement: str
    export: str

    def fill(self, address: str) -> str:
        version = "/sales/v1beta" if address in OPERATIONS["v1beta"] else ""
        sold = address.startswith((GROUPS, f"{ORDER}/refund", f"{ORDER}/comp", f"{ORDER}/versions"))
        return f"{version}/" + address.format(
            orderId=self.sold if sold else self.draft,
            feeId=self.fee,
            paymentId=self.payment,
            transactionId=self.transaction,
            creditId=self.credit,
            customerNumber=self.customer,
            ticketId=self.ticket,
            settlementId=self.settlement,
            exportId=self.export,
            recurringPaymentId=self.card,
            id=self.package.replace("SalesPackage", "PreassignedFareProduct")
            if "fare-products" in address
            else self.package.replace("SalesPackage", "SupplementProduct")
            if "supplement" in address
            else self.package,
        )


def reserve_body(one: Owned) -> Any:
    return {"orderId": one.draft, "offerConfigurations": [{"offerId": one.offer}]}


# Each method of each route: what is sent with the ids of somebody else, or why there are none.
TABLE: dict[tuple[str, str], Any] = {
    ("POST", "offers"): NO_ID,
    ("GET", "orders"): NO_ID,
    ("POST", "orders"): NO_ID,
    ("GET", ORDER): None,
    ("PATCH", ORDER): lambda _: {"externalReference": "x"},
    ("GET", f"{ORDER}/versions"): None,
    ("PUT", f"{ORDER}/order-lines"): lambda one: {"orderLines": [{"id": one.line}]},
    ("DELETE", f"{ORDER}/travellers"): NO_ID,
    ("POST", f"{ORDER}/travellers/bulk"): lambda _: {"travellers": [{"name": "Kari"}]},
    ("POST", f"{ORDER}/fees"): lambda _: {"type": "MANUAL", "price": FEE},
    ("DELETE", f"{ORDER}/fees/{{feeId}}"): None,
    ("POST", f"{ORDER}/confirm"): None,
    ("POST", f"{ORDER}/reset"): None,
    ("POST", f"{ORDER}/cancel"): None,
    ("GET", f"{ORDER}/refund-options"): None,
    ("POST", f"{ORDER}/refund"): lambda one: {
        "refundOperations": [{"orderLineId": one.line, "currency": "NOK"}]
    },
    ("POST", f"{ORDER}/compensation"): lambda _: {
        "amount": "1.00",
        "currency": "NOK",
        "reason": "Late",
    },
    ("POST", "compensations"): NO_ID,
    ("GET", "change-options"): NO_ID,
    ("POST", "reserve-offers"): reserve_body,
    ("POST", "update-order"): lambda one: {**reserve_body(one), "orderLineIds": [one.line]},
    ("GET", "order-notes"): NO_ID,
    ("POST", "order-notes"): lambda one: {"orderId": one.draft, "text": "x"},
    ("GET", "payments"): NO_ID,
    ("POST", "payments"): lambda one: {
        "orderId": one.draft,
        "orderVersion": 1,
        "totalAmount": "1.00",
    },
    ("GET", PAYMENT): None,
    ("POST", f"{PAYMENT}/transactions"): lambda _: {"amount": "1.00", **CASH},
    ("GET", TRANSACTION): None,
    ("POST", f"{TRANSACTION}/terminal"): lambda _: {"redirectUrl": "https://shop.example/"},
    ("POST", f"{TRANSACTION}/app-claim"): lambda _: {"redirectUrl": "https://shop.example/"},
    ("PUT", f"{TRANSACTION}/capture"): None,
    ("PUT", f"{TRANSACTION}/cancel"): None,
    ("GET", "payment-methods"): NO_ID,
    ("GET", "recurring-payments"): NO_ID,
    ("POST", "recurring-payments"): lambda one: {
        "customerNumber": str(one.customer),
        "paymentType": "VISA",
        "paymentTypeGroup": "PAYMENTCARD",
    },
    ("GET", CARD): None,
    ("PATCH", CARD): lambda _: {"description": "x"},
    ("DELETE", CARD): None,
    ("POST", f"{CARD}/terminal"): lambda _: {"redirectUrl": "https://shop.example/"},
    ("PUT", f"{CARD}/authorize"): None,
    ("GET", "credits"): NO_ID,
    ("POST", "credits"): lambda one: {
        "orderId": one.sold,
        "orderVersion": 2,
        "totalCreditAmount": "1.00",
        "currency": "NOK",
        "transactions": [
            {"paymentId": one.payment, "transactionId": one.transaction, "amount": "1.00"}
        ],
    },
    ("GET", CREDIT): None,
    ("PUT", f"{CREDIT}/execute"): None,
    ("GET", GROUPS): NO_ID,
    ("POST", f"{GROUPS}/{{orderId}}/generate"): None,
    ("POST", f"{GROUPS}/distribute"): lambda one: {"ticketDistributionGroupIds": [one.group]},
    ("POST", f"{GROUPS}/update-validities"): lambda one: {
        "validities": [
            {"ticketDistributionId": one.ticket, "startOfValidity": "2026-06-02T10:00:00Z"}
        ]
    },
    ("POST", f"{GROUPS}/transfer-distribution-holder"): lambda one: {
        "ticketDistributionGroupIds": [one.group],
        "distributionHolderCustomerId": str(one.customer),
    },
    ("GET", "tickets/{ticketId}"): None,
    ("POST", "receipts/send"): lambda one: {
        "orderId": one.sold,
        "orderVersion": 1,
        "email": "kari@example.no",
    },
    ("GET", "receipts/type"): NO_ID,
    ("GET", "cash-settlements"): NO_ID,
    ("POST", "cash-settlements"): NO_ID,
    ("GET", SETTLEMENT): None,
    ("PUT", f"{SETTLEMENT}/close"): None,
    ("GET", "exports"): NO_ID,
    ("POST", "exports"): NO_ID,
    ("GET", EXPORT): None,
    ("DELETE", EXPORT): None,
    ("GET", f"{EXPORT}/file"): None,
    ("GET", "distribution-channels"): NO_ID,
    ("GET", "organisations"): NO_ID,
    ("GET", "points-of-sale"): NO_ID,
    ("GET", "sales-packages"): NO_ID,
    ("GET", "sales-packages/{id}"): None,
    ("GET", "preassigned-fare-products"): NO_ID,
    ("GET", "preassigned-fare-products/{id}"): None,
    ("GET", "supplement-products"): NO_ID,
    ("GET", "supplement-products/{id}"): None,
    ("GET", "customers"): NO_ID,
    ("GET", "customers/{customerNumber}"): None,
}
