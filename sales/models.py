"""The models of this app, where Django looks for them."""

from sales import history
from sales.books.models import Posting
from sales.catalogue.bands import TimeBand, TimeSpan
from sales.catalogue.channels import ChannelToken, SalesChannel
from sales.catalogue.discounts import CategoryLimit, Discount
from sales.catalogue.fares import Fare
from sales.catalogue.geography import FareArea, FareNetwork
from sales.catalogue.points import PointOfSale
from sales.catalogue.products import CatalogueEntry, PassengerCategory, Product
from sales.catalogue.rides import RideFare, TransferFare
from sales.catalogue.rights import ChannelRight, ClientChannel
from sales.journal.models import CashSettlement, SettlementEvent
from sales.letters.models import Letter
from sales.offers.models import Offer
from sales.orders.lines import Fee, Fulfilment, OrderLine
from sales.orders.models import (
    Customer,
    CustomerEvent,
    Order,
    OrderEvent,
    OrderNote,
    OrderVersion,
    Traveller,
)
from sales.payments.models import (
    CardAccount,
    Credit,
    CreditPart,
    Payment,
    PaymentMethod,
    PaymentOperation,
    PaymentTransaction,
    RecurringPayment,
)
from sales.receipts.models import Receipt, ReceiptSeries
from sales.settlement.models import ExtraCost

__all__ = [
    "CardAccount",
    "CashSettlement",
    "CatalogueEntry",
    "CategoryLimit",
    "ChannelRight",
    "ChannelToken",
    "ClientChannel",
    "Credit",
    "CreditPart",
    "Customer",
    "CustomerEvent",
    "Discount",
    "ExtraCost",
    "Fare",
    "FareArea",
    "FareNetwork",
    "Fee",
    "Fulfilment",
    "Letter",
    "Offer",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderNote",
    "OrderVersion",
    "PassengerCategory",
    "Payment",
    "PaymentMethod",
    "PaymentOperation",
    "PaymentTransaction",
    "PointOfSale",
    "Posting",
    "Product",
    "Receipt",
    "ReceiptSeries",
    "RecurringPayment",
    "RideFare",
    "SalesChannel",
    "SettlementEvent",
    "TimeBand",
    "TimeSpan",
    "TransferFare",
    "Traveller",
    "history",
]
