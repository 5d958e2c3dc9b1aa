"""The models of this app, where Django looks for them."""

from sales.books.models import Posting
from sales.catalogue.channels import ChannelToken, SalesChannel
from sales.catalogue.products import CatalogueEntry, Fare, PassengerCategory, Product
from sales.offers.models import Offer
from sales.orders.lines import Fee, Fulfilment, OrderLine
from sales.orders.models import Customer, CustomerEvent, Order, OrderEvent, OrderVersion
from sales.payments.models import Credit, Payment

__all__ = [
    "CatalogueEntry",
    "ChannelToken",
    "Credit",
    "Customer",
    "CustomerEvent",
    "Fare",
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
    "SalesChannel",
]
