"""The models of this app, where Django looks for them."""

from sales import history
from sales.books.models import Posting
from sales.catalogue.bands import TimeBand, TimeSpan
from sales.catalogue.channels import ChannelToken, SalesChannel
from sales.catalogue.discounts import CategoryLimit, Discount
from sales.catalogue.fares import Fare
from sales.catalogue.geography import FareArea, FareNetwork
from sales.catalogue.products import CatalogueEntry, PassengerCategory, Product
from sales.catalogue.rides import RideFare, TransferFare
from sales.offers.models import Offer
from sales.orders.lines import Fee, Fulfilment, OrderLine
from sales.orders.models import Customer, CustomerEvent, Order, OrderEvent, OrderVersion
from sales.payments.models import Credit, Payment
from sales.settlement.models import ExtraCost

__all__ = [
    "CatalogueEntry",
    "CategoryLimit",
    "ChannelToken",
    "Credit",
    "Customer",
    "CustomerEvent",
    "Discount",
    "ExtraCost",
    "Fare",
    "FareArea",
    "FareNetwork",
    "Fee",
    "Fulfilment",
    "Offer",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderVersion",
    "PassengerCategory",
    "Payment",
    "Posting",
    "Product",
    "RideFare",
    "SalesChannel",
    "TimeBand",
    "TimeSpan",
    "TransferFare",
    "history",
]
