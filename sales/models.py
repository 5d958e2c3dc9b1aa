"""The models of this app, where Django looks for them."""

from sales import history
from sales.accounts.grants.models import AccountGrant, GrantCode, GrantToken
from sales.accounts.models import AccountEvent, AccountLink, TravellerAccount
from sales.accounts.providers.events import ProviderLinkEvent
from sales.accounts.providers.models import AccountProvider, ProviderLink
from sales.books.models import AccountingPeriod, Ledger, PeriodEvent, PeriodTotal, Posting
from sales.catalogue.ancillaries import Ancillary
from sales.catalogue.bands import TimeBand, TimeSpan
from sales.catalogue.categories import PassengerCategory
from sales.catalogue.channels import ChannelToken, SalesChannel
from sales.catalogue.discounts import CategoryLimit, Discount
from sales.catalogue.entries import CatalogueEntry
from sales.catalogue.fares import Fare
from sales.catalogue.geography import FareArea, FareNetwork
from sales.catalogue.points import PointOfSale
from sales.catalogue.products import Product
from sales.catalogue.rides import RideFare, TransferFare
from sales.catalogue.rights import ChannelRight, ClientChannel
from sales.closing.models import Closing
from sales.dues.models import BankTransfer, Due, DueEvent
from sales.exports.jobs.models import Export, ExportEvent
from sales.exports.jobs.schedules import ExportSchedule
from sales.exports.models import BatchAccount, BatchTerms
from sales.invoices.models import Invoice, InvoiceEntry
from sales.journal.models import CashSettlement, SettlementEvent
from sales.journal.movements import DeskSale, Movement
from sales.letters.models import Letter
from sales.numbering.models import NumberSeries
from sales.offers.models import Offer
from sales.orders.fulfilments import Fulfilment
from sales.orders.lines import Fee, OrderLine
from sales.orders.models import (
    Customer,
    CustomerEvent,
    Order,
    OrderEvent,
    OrderNote,
    OrderTally,
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
from sales.payouts.models import Payout, PayoutLine, PayoutMatch
from sales.receipts.models import Receipt
from sales.settlement.models import ExtraCost
from sales.statements.models import CommissionTerm, Statement, StatementEntry
from sales.verifier.models import VerifierFault, VerifierRun

__all__ = [
    "AccountEvent",
    "AccountGrant",
    "AccountLink",
    "AccountProvider",
    "AccountingPeriod",
    "Ancillary",
    "BankTransfer",
    "BatchAccount",
    "BatchTerms",
    "CardAccount",
    "CashSettlement",
    "CatalogueEntry",
    "CategoryLimit",
    "ChannelRight",
    "ChannelToken",
    "ClientChannel",
    "Closing",
    "CommissionTerm",
    "Credit",
    "CreditPart",
    "Customer",
    "CustomerEvent",
    "DeskSale",
    "Discount",
    "Due",
    "DueEvent",
    "Export",
    "ExportEvent",
    "ExportSchedule",
    "ExtraCost",
    "Fare",
    "FareArea",
    "FareNetwork",
    "Fee",
    "Fulfilment",
    "GrantCode",
    "GrantToken",
    "Invoice",
    "InvoiceEntry",
    "Ledger",
    "Letter",
    "Movement",
    "NumberSeries",
    "Offer",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderNote",
    "OrderTally",
    "OrderVersion",
    "PassengerCategory",
    "Payment",
    "PaymentMethod",
    "PaymentOperation",
    "PaymentTransaction",
    "Payout",
    "PayoutLine",
    "PayoutMatch",
    "PeriodEvent",
    "PeriodTotal",
    "PointOfSale",
    "Posting",
    "Product",
    "ProviderLink",
    "ProviderLinkEvent",
    "Receipt",
    "RecurringPayment",
    "RideFare",
    "SalesChannel",
    "SettlementEvent",
    "Statement",
    "StatementEntry",
    "TimeBand",
    "TimeSpan",
    "TransferFare",
    "Traveller",
    "TravellerAccount",
    "VerifierFault",
    "VerifierRun",
    "history",
]
