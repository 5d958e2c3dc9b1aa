"""Whose changes are kept in this app: channels with their tokens, and the catalogue."""

from __future__ import annotations

from operators.tenancy.history import keep_history
from sales.accounts.providers.models import AccountProvider
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
from sales.exports.models import BatchAccount, BatchTerms
from sales.exports.models.batches import BatchAccountQuerySet
from sales.payments.models import CardAccount, PaymentMethod
from sales.statements.models import CommissionTerm

SalesChannelChange = keep_history(SalesChannel)
ChannelTokenChange = keep_history(ChannelToken)
ChannelRightChange = keep_history(ChannelRight)
ClientChannelChange = keep_history(ClientChannel)
PointOfSaleChange = keep_history(PointOfSale)
PassengerCategoryChange = keep_history(PassengerCategory)
ProductChange = keep_history(Product)
AncillaryChange = keep_history(Ancillary)
FareChange = keep_history(Fare)
CatalogueEntryChange = keep_history(CatalogueEntry)
RideFareChange = keep_history(RideFare)
TransferFareChange = keep_history(TransferFare)
CategoryLimitChange = keep_history(CategoryLimit)
DiscountChange = keep_history(Discount)
FareAreaChange = keep_history(FareArea)
FareNetworkChange = keep_history(FareNetwork)
TimeBandChange = keep_history(TimeBand)
TimeSpanChange = keep_history(TimeSpan)
BatchTermsChange = keep_history(BatchTerms)
BatchAccountChange = keep_history(BatchAccount, rows=BatchAccountQuerySet)
CommissionTermChange = keep_history(CommissionTerm)
PaymentMethodChange = keep_history(PaymentMethod)
CardAccountChange = keep_history(
    CardAccount, without=["sealed_secret_key", "sealed_callback_secret"]
)
AccountProviderChange = keep_history(AccountProvider, without=["sealed_secret"])
