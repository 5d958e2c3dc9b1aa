"""Customers' accounts, which TOMP knows since 1.6."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.parsing import StrictJSONParser
from protocols.tomp.dialect import Customers
from protocols.tomp.errors import CUSTOMER, Refusal, Refusals
from protocols.tomp.views.operation import TompOperation
from sales.errors import CustomerErased
from sales.models import Customer
from sales.orders.customers import change_account, open_account
from support.actions.erasing import erase_customer


class MergePatchParser(StrictJSONParser):
    """A merge patch (RFC 7396) is JSON under another name."""

    media_type = "application/merge-patch+json"


class CustomerOperation(TompOperation):
    """What the operations of the customer module share: no header `Api` is needed, and refusals
    come in a list."""

    module = CUSTOMER
    dialects = frozenset({"1.6"})
    default_version = "1.6.1"
    bare_without_header = True
    own_refusals: ClassVar[Refusals] = (
        (CustomerErased, Refusal(410, 204, "Account deleted", CUSTOMER)),
    )

    @property
    def words(self) -> Customers:
        """Those of a version that has this module; others never come here."""
        assert self.dialect.customers is not None
        return self.dialect.customers

    def find(self, reference: str) -> Customer:
        """The customer of this channel with that account. Customer.DoesNotExist; CustomerErased."""
        mine = Customer.objects.filter(channel=self.caller.channel_id)
        customer = mine.get(reference=reference)
        if customer.erased_at is not None:
            raise CustomerErased
        return customer

    def _refuse(self, fault: Exception, context: dict[str, Any]) -> Response:
        response = super()._refuse(fault, context)
        if self.is_spoken():
            response.data = {"errors": [response.data]}
        return response


class CustomerAccounts(CustomerOperation):
    """POST /customers (TOMP 1.6, customer module)."""

    def post(self, request: Request) -> Response:
        """Open an account for a customer of yours, to book for it by its `id` here.

        Whom this operator knows by your `externalId` gets the account of that customer, and the
        same request again changes nothing. What is described here is kept and nothing else.
        """
        facts = self.words.read_account(request.data)
        customer = open_account(self.channel, facts, by=self.actor, at=self.at)
        return Response(self.words.account_to_wire(customer))


class CustomerAccount(CustomerOperation):
    """GET, PATCH and DELETE /customers/{id} (TOMP 1.6, customer module)."""

    parser_classes = [MergePatchParser, StrictJSONParser]

    def get(self, request: Request, reference: str) -> Response:
        """The account as it stands."""
        return Response(self.words.account_to_wire(self.find(reference)))

    def patch(self, request: Request, reference: str) -> Response:
        """Change what is kept of a customer, by a merge patch: what is null is removed, what is
        left out stays."""
        customer = self.find(reference)
        changes = self.words.read_account_patch(request.data, customer=customer)
        customer = change_account(customer, changes, by=self.actor, at=self.at)
        return Response(self.words.account_to_wire(customer))

    def delete(self, request: Request, reference: str) -> Response:
        """Delete the account: who the customer is, is forgotten at once, and nothing more is sold
        to it. What was sold stays in the books. Deleting again changes nothing."""
        mine = Customer.objects.filter(channel=self.caller.channel_id)
        erase_customer(mine.get(reference=reference), by=self.actor, at=self.at)
        return Response()
