"""What exports need to be told."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from operators.models import Organisation
from sales.books.accounts import Account
from sales.books.actions import open_ledger
from sales.models import BatchAccount, BatchTerms
from tests.factories.moments import NOW
from tests.factories.operators import OrganisationFactory


class BatchTermsFactory(DjangoModelFactory):
    """The numbers of a ledger of its own, with one for each account: 1000, 1001 and so on."""

    class Meta:
        model = BatchTerms

    class Params:
        seller = factory.SubFactory(OrganisationFactory)

    ledger = factory.LazyAttribute(lambda terms: open_ledger(terms.seller.pk, at=NOW))
    tenant = factory.LazyAttribute(lambda terms: terms.ledger.tenant)
    adviser_number = 1001
    client_number = 7
    clearing_number = "1590"


def numbered(seller: Organisation) -> BatchTerms:
    """Terms with a number for each account."""
    terms = BatchTermsFactory(seller=seller)
    BatchAccount.objects.bulk_create(
        BatchAccount(terms=terms, account=account, number=str(1000 + place))
        for place, account in enumerate(Account)
    )
    return terms
