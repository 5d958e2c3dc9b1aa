"""Every operation as it is described: one entry for each method of each route."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from operators.listing.listings import Listing
from protocols.sales.describing import money_schemas as money
from protocols.sales.describing import reference_schemas as shapes
from protocols.sales.describing import schemas
from protocols.sales.describing.export_operations import TOLD as OF_EXPORTS
from protocols.sales.describing.parameters import OF_SETTLEMENT, QUERY
from protocols.sales.describing.schemas import page_of
from protocols.sales.describing.telling import Told
from protocols.sales.describing.ticket_operations import TOLD as OF_TICKETS
from protocols.sales.offers.requests import OffersRequest
from protocols.sales.orders import requests as orders
from protocols.sales.orders.words import NOTE_LIST, ORDER_LIST, VERSION_LIST
from protocols.sales.payments import requests as payments
from protocols.sales.payments.cards import CARD_LIST
from protocols.sales.payments.words import CREDIT_LIST, PAYMENT_LIST
from protocols.sales.reference import words as reference
from protocols.sales.refunds import requests as refunds

TRANSACTION = "payments/{paymentId}/transactions/{transactionId}"
CARD = "recurring-payments/{recurringPaymentId}"
VERSION = {"type": "integer", "minimum": 1, "maximum": 10**9}


def _order(name: str, request: Any = None, **more: Any) -> Told:
    """A change that answers with the order."""
    return Told(name, schemas.Order, request=request, changes_order=True, **more)


def _reference(name: str, listing: Listing, item: Any) -> Told:
    return Told(name, page_of(item), listing=listing, has_etag=True)


TOLD: dict[tuple[str, str], Told] = {
    ("POST", "offers"): Told("makeOffers", schemas.Offers, 201, OffersRequest),
    ("GET", "orders"): Told("listOrders", page_of(schemas.Order), listing=ORDER_LIST),
    ("POST", "orders"): Told("createOrder", schemas.Order, 201, orders.CreateOrderRequest),
    ("GET", "orders/{orderId}"): Told(
        "readOrder",
        schemas.Order,
        has_etag=True,
        parameters=[
            OpenApiParameter("version", VERSION, QUERY, description="The present one if left out.")
        ],
    ),
    ("PATCH", "orders/{orderId}"): _order("changeOrder", orders.ChangeOrderRequest),
    ("GET", "orders/{orderId}/versions"): Told(
        "listOrderVersions", page_of(schemas.OrderVersion), listing=VERSION_LIST
    ),
    ("PUT", "orders/{orderId}/order-lines"): Told(
        "changeOrderLines",
        schemas.OrderLines,
        request=orders.LinesRequest,
        changes_order=True,
    ),
    ("DELETE", "orders/{orderId}/travellers"): Told(
        "removeTravellers",
        status=204,
        changes_order=True,
        parameters=[
            OpenApiParameter(
                "travellerIds", str, QUERY, required=True, description="Ids, commas between them."
            )
        ],
    ),
    ("POST", "orders/{orderId}/travellers/bulk"): Told(
        "addTravellers", schemas.Travellers, 201, orders.TravellersRequest, changes_order=True
    ),
    ("POST", "orders/{orderId}/fees"): Told(
        "addFee", schemas.Fee, 201, orders.FeeRequest, changes_order=True
    ),
    ("DELETE", "orders/{orderId}/fees/{feeId}"): Told("removeFee", status=204, changes_order=True),
    ("POST", "orders/{orderId}/confirm"): _order("confirmOrder", refusals=[503]),
    ("POST", "orders/{orderId}/reset"): _order("resetOrder"),
    ("POST", "orders/{orderId}/cancel"): _order("cancelOrder", orders.CancelRequest),
    ("GET", "orders/{orderId}/refund-options"): Told(
        "listRefundOptions",
        money.RefundOptions,
        parameters=[
            OpenApiParameter(
                "orderLineIds", str, QUERY, description="Ids, commas between them; all if left out."
            )
        ],
    ),
    ("POST", "orders/{orderId}/refund"): Told(
        "refundOrder",
        money.Refund,
        request=refunds.RefundRequest,
        parameters=[OF_SETTLEMENT],
        changes_order=True,
        refusals=[503],
    ),
    ("POST", "orders/{orderId}/compensation"): Told(
        "compensateOrder",
        money.Refund,
        request=refunds.CompensationRequest,
        parameters=[OF_SETTLEMENT],
        changes_order=True,
        refusals=[503],
    ),
    ("POST", "compensations"): Told(
        "compensateOrders",
        money.Compensations,
        request=refunds.CompensationsRequest,
        parameters=[OF_SETTLEMENT],
    ),
    ("GET", "change-options"): Told(
        "listChangeOptions",
        money.ChangeOptions,
        parameters=[OpenApiParameter("orderId", str, QUERY, required=True)],
    ),
    ("POST", "reserve-offers"): Told(
        "reserveOffers",
        schemas.Reserved,
        request=orders.ReserveOffersRequest,
        changes_order=True,
    ),
    ("POST", "update-order"): Told(
        "updateOrder", schemas.Reserved, request=orders.UpdateOrderRequest, changes_order=True
    ),
    ("GET", "order-notes"): Told("listOrderNotes", page_of(schemas.Note), listing=NOTE_LIST),
    ("POST", "order-notes"): Told("addOrderNote", schemas.Note, 201, orders.NoteRequest),
    ("GET", "payments"): Told("listPayments", page_of(money.Payment), listing=PAYMENT_LIST),
    ("POST", "payments"): Told(
        "createPayment",
        money.Payment,
        201,
        payments.PaymentRequest,
        parameters=[OF_SETTLEMENT],
        changes_order=True,
        refusals=[503],
    ),
    ("GET", "payments/{paymentId}"): Told("readPayment", money.Payment),
    ("POST", "payments/{paymentId}/transactions"): Told(
        "addTransaction", money.Transaction, 201, payments.TransactionRequest, refusals=[503]
    ),
    ("GET", TRANSACTION): Told("readTransaction", money.Transaction),
    ("POST", f"{TRANSACTION}/terminal"): Told(
        "openTerminal", money.Terminal, 201, payments.TerminalRequest
    ),
    ("POST", f"{TRANSACTION}/app-claim"): Told(
        "claimApp", money.AppClaim, 201, payments.AppClaimRequest
    ),
    ("PUT", f"{TRANSACTION}/capture"): Told("captureTransaction", money.Payment, refusals=[503]),
    ("PUT", f"{TRANSACTION}/cancel"): Told("cancelTransaction", money.Payment),
    ("GET", "payment-methods"): Told("listPaymentMethods", money.PaymentMethods),
    ("GET", "recurring-payments"): Told(
        "listRecurringPayments", page_of(money.RecurringPayment), listing=CARD_LIST
    ),
    ("POST", "recurring-payments"): Told(
        "createRecurringPayment", money.RecurringPayment, 201, payments.CardRequest
    ),
    ("GET", CARD): Told("readRecurringPayment", money.RecurringPayment),
    ("PATCH", CARD): Told(
        "changeRecurringPayment", money.RecurringPayment, request=payments.CardChangeRequest
    ),
    ("DELETE", CARD): Told("cancelRecurringPayment", status=204),
    ("POST", f"{CARD}/terminal"): Told(
        "openRecurringTerminal", money.RecurringTerminal, 201, payments.TerminalRequest
    ),
    ("PUT", f"{CARD}/authorize"): Told("authorizeRecurringPayment", money.RecurringPayment),
    ("GET", "credits"): Told("listCredits", page_of(money.Credit), listing=CREDIT_LIST),
    ("POST", "credits"): Told(
        "createCredit",
        money.Credit,
        201,
        payments.CreditRequest,
        changes_order=True,
        parameters=[OF_SETTLEMENT],
    ),
    ("GET", "credits/{creditId}"): Told("readCredit", money.Credit),
    ("PUT", "credits/{creditId}/execute"): Told("executeCredit", money.Credit, refusals=[503]),
    ("GET", "distribution-channels"): _reference(
        "listDistributionChannels", reference.CHANNEL_LIST, shapes.DistributionChannel
    ),
    ("GET", "organisations"): _reference(
        "listOrganisations", reference.ORGANISATION_LIST, shapes.Organisation
    ),
    ("GET", "points-of-sale"): _reference(
        "listPointsOfSale", reference.POINT_LIST, shapes.PointOfSale
    ),
    ("GET", "sales-packages"): _reference(
        "listSalesPackages", reference.PRODUCT_LIST, shapes.SalesPackage
    ),
    ("GET", "sales-packages/{id}"): Told("readSalesPackage", shapes.SalesPackage, has_etag=True),
    ("GET", "preassigned-fare-products"): _reference(
        "listFareProducts", reference.PRODUCT_LIST, shapes.FareProduct
    ),
    ("GET", "preassigned-fare-products/{id}"): Told(
        "readFareProduct", shapes.FareProduct, has_etag=True
    ),
    ("GET", "supplement-products"): _reference(
        "listSupplementProducts", reference.PRODUCT_LIST, shapes.FareProduct
    ),
    ("GET", "supplement-products/{id}"): Told(
        "readSupplementProduct", shapes.FareProduct, has_etag=True
    ),
    ("GET", "customers"): _reference("listCustomers", reference.CUSTOMER_LIST, shapes.Customer),
    ("GET", "customers/{customerNumber}"): Told("readCustomer", shapes.Customer, has_etag=True),
    **OF_TICKETS,
    **OF_EXPORTS,
}
