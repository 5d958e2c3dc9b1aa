"""The paths of this face by version (§3): all services of a version are under one number."""

from __future__ import annotations

from protocols.sales.exports import views as exports
from protocols.sales.journal import views as journal
from protocols.sales.offers.views import Offers
from protocols.sales.operation import SalesOperation
from protocols.sales.orders import life, writing
from protocols.sales.orders.views import OrderVersions
from protocols.sales.payments import cards
from protocols.sales.payments import writing as money
from protocols.sales.payments.reading import PaymentMethods
from protocols.sales.payments.views import CreditByNumber, PaymentByNumber, TransactionByNumber
from protocols.sales.receipts.views import ReceiptType, SendReceipt
from protocols.sales.reference import views as reference
from protocols.sales.refunds import views as refunds
from protocols.sales.tickets import views as tickets
from protocols.sales.tickets.showing import TicketById

UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
FORMS = {
    "orderId": ("code", "[A-Z0-9]{8}"),
    "feeId": ("fee", UUID_FORM),
    "ticketId": ("ticket", UUID_FORM),
    "settlementId": ("settlement", "S-[A-Z0-9]{8}"),
    "exportId": ("export", UUID_FORM),
    "paymentId": ("payment", "[0-9]{1,16}"),
    "transactionId": ("transaction", "[0-9]{1,16}"),
    "recurringPaymentId": ("card", "[0-9]{1,16}"),
    "creditId": ("credit", "[0-9]{1,16}"),
    "customerNumber": ("customer", "[0-9]{1,16}"),
    "id": ("netex_id", r"[A-Z]{3}:[A-Za-z]{1,40}:[A-Za-z0-9_\-]{1,60}"),
}
"""By the name in the path: the name in the code, and what an id looks like."""

OPERATIONS: dict[str, dict[str, type[SalesOperation]]] = {
    "v1": {
        "offers": Offers,
        "orders": life.OrdersAndDrafts,
        "orders/{orderId}": life.OneOrder,
        "orders/{orderId}/versions": OrderVersions,
        "orders/{orderId}/order-lines": writing.OrderLines,
        "orders/{orderId}/travellers": writing.OrderTravellers,
        "orders/{orderId}/travellers/bulk": writing.TravellersInBulk,
        "orders/{orderId}/fees": writing.Fees,
        "orders/{orderId}/fees/{feeId}": writing.FeeById,
        "orders/{orderId}/confirm": life.ConfirmOrder,
        "orders/{orderId}/reset": life.ResetOrder,
        "orders/{orderId}/cancel": life.CancelOrder,
        "orders/{orderId}/refund-options": refunds.RefundOptions,
        "orders/{orderId}/refund": refunds.RefundOrder,
        "orders/{orderId}/compensation": refunds.CompensateOrder,
        "compensations": refunds.Compensations,
        "change-options": refunds.ChangeOptions,
        "reserve-offers": writing.ReserveOffers,
        "update-order": writing.UpdateOrder,
        "order-notes": life.OrderNotes,
        "payments": money.PaymentsToMake,
        "payments/{paymentId}": PaymentByNumber,
        "payments/{paymentId}/transactions": money.Transactions,
        "payments/{paymentId}/transactions/{transactionId}": TransactionByNumber,
        "payments/{paymentId}/transactions/{transactionId}/terminal": money.Terminal,
        "payments/{paymentId}/transactions/{transactionId}/app-claim": money.AppClaim,
        "payments/{paymentId}/transactions/{transactionId}/capture": money.Capture,
        "payments/{paymentId}/transactions/{transactionId}/cancel": money.CancelTransaction,
        "payment-methods": PaymentMethods,
        "recurring-payments": cards.Cards,
        "recurring-payments/{recurringPaymentId}": cards.CardByNumber,
        "recurring-payments/{recurringPaymentId}/terminal": cards.CardTerminal,
        "recurring-payments/{recurringPaymentId}/authorize": cards.AuthorizeCard,
        "credits": money.CreditsToMake,
        "credits/{creditId}": CreditByNumber,
        "credits/{creditId}/execute": money.ExecuteCredit,
        "ticket-distribution-groups": tickets.Groups,
        "ticket-distribution-groups/{orderId}/generate": tickets.GenerateGroups,
        "ticket-distribution-groups/distribute": tickets.Distribute,
        "ticket-distribution-groups/update-validities": tickets.UpdateValidities,
        "ticket-distribution-groups/transfer-distribution-holder": tickets.TransferHolder,
        "receipts/send": SendReceipt,
        "receipts/type": ReceiptType,
        "distribution-channels": reference.DistributionChannels,
        "organisations": reference.Organisations,
        "points-of-sale": reference.PointsOfSale,
        "sales-packages": reference.SalesPackages,
        "sales-packages/{id}": reference.SalesPackageById,
        "preassigned-fare-products": reference.FareProducts,
        "preassigned-fare-products/{id}": reference.FareProductById,
        "supplement-products": reference.SupplementProducts,
        "supplement-products/{id}": reference.SupplementProductById,
        "customers": reference.Customers,
        "customers/{customerNumber}": reference.CustomerByNumber,
    },
    "v1beta": {
        "tickets/{ticketId}": TicketById,
        "cash-settlements": journal.CashSettlements,
        "cash-settlements/{settlementId}": journal.SettlementByCode,
        "cash-settlements/{settlementId}/close": journal.CloseSettlement,
        "exports": exports.Exports,
        "exports/{exportId}": exports.ExportByReference,
        "exports/{exportId}/file": exports.ExportFile,
    },
}
