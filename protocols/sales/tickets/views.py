"""Ticket distribution groups: what was sold, and the handing out of its tickets (§10)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from protocols.sales.errors import NotThere
from protocols.sales.fields import NoMembers
from protocols.sales.languages import language_for
from protocols.sales.lists import page_answer
from protocols.sales.needs import READ, SELL
from protocols.sales.operation import SalesOperation
from protocols.sales.orders.changing import customer_in
from protocols.sales.tickets.mapping import group_to_wire
from protocols.sales.tickets.requests import (
    DistributeRequest,
    TransferRequest,
    ValiditiesRequest,
)
from protocols.sales.tickets.words import GROUP_LIST
from protocols.sales.wire import answer
from sales.distribution.actions import (
    check_sold,
    hand_out_tickets,
    move_validity,
    transfer_lines,
)
from sales.distribution.queries import lines_with_tickets, with_tickets
from sales.models import Order, OrderLine
from sales.tasks import send_letters


class OnGroups(SalesOperation):
    """What the operations on groups share."""

    def lines(self) -> QuerySet[OrderLine]:
        """The sold lines of the caller's orders."""
        return lines_with_tickets(self.orders())

    def by_order(self, references: Iterable[uuid.UUID]) -> dict[Order, list[uuid.UUID]]:
        """The named groups by their order; NotThere if the caller may not see one of them."""
        wanted = set(references)
        found = self.lines().filter(reference__in=wanted).values_list("reference", "order__code")
        return self._grouped(wanted, found)

    def show_groups(self, lines: QuerySet[OrderLine]) -> Any:
        """Groups as they stand now, in the order in which they were sold."""
        shown = with_tickets(lines).order_by("pk")
        return answer({"ticketDistributionGroups": [group_to_wire(line) for line in shown]})

    def show_named(self, references: Iterable[uuid.UUID]) -> Any:
        return self.show_groups(self.lines().filter(reference__in=set(references)))

    def _grouped(
        self, wanted: set[uuid.UUID], found: Iterable[tuple[uuid.UUID, str]]
    ) -> dict[Order, list[uuid.UUID]]:
        """Orders in the order of their keys, so that two callers never wait for each other."""
        codes: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
        for reference, code in found:
            codes[code].append(reference)
        if {one for references in codes.values() for one in references} != wanted:
            raise NotThere
        orders = sorted(map(self.order_of, codes), key=lambda order: order.pk)
        return {order: codes[order.code] for order in orders}


class Groups(OnGroups):
    """GET /ticket-distribution-groups."""

    needs = {"GET": READ}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of groups, each the tickets of one order line; with at least one filter."""
        shown = with_tickets(self.lines())
        return page_answer(shown, GROUP_LIST, request.query_params, group_to_wire)


class GenerateGroups(OnGroups):
    """POST /ticket-distribution-groups/{orderId}/generate."""

    needs = {"POST": SELL}

    def post(self, request: Any, code: str) -> Any:
        """The groups of a confirmed order: its tickets were made when it was confirmed, so asking
        again changes nothing. 409 for an order that was never confirmed."""
        self.read(NoMembers)
        order = self.order_of(code)
        check_sold(order)
        return self.show_groups(self.lines().filter(order=order))


class Distribute(OnGroups):
    """POST /ticket-distribution-groups/distribute."""

    needs = {"POST": SELL}

    def post(self, request: Any) -> Any:
        """Hand out the tickets of groups: by e-mail, or to the client, which shows them itself."""
        members = self.read(DistributeRequest)
        named = members["ticketDistributionGroupIds"]
        for order, lines in self.by_order(named).items():
            hand_out_tickets(
                order,
                lines,
                recipient=members.get("email", ""),
                language=language_for(order, request, members.get("language")),
                by=self.actor,
                at=self.at,
            )
        if "email" in members:
            send_letters.delay_on_commit()
        return self.show_named(named)


class UpdateValidities(OnGroups):
    """POST /ticket-distribution-groups/update-validities."""

    needs = {"POST": SELL}

    def post(self, request: Any) -> Any:
        """Choose when tickets become valid, before they are; they last as long as their product
        says. A ticket that waits for its activation is activated for that moment; one that was
        bought for a trip may be started when the travellers board, and not for later."""
        members = self.read(ValiditiesRequest)
        wanted = {
            one["ticketDistributionId"]: one["startOfValidity"] for one in members["validities"]
        }
        known = self.lines().filter(fulfilments__ticket__in=wanted)
        found = known.values_list("fulfilments__ticket", "order__code").distinct()
        for order, tickets in self._grouped(set(wanted), found).items():
            for starts_at, those in by_moment(tickets, wanted).items():
                move_validity(order, those, starts_at=starts_at, by=self.actor, at=self.at)
        return self.show_groups(self.lines().filter(pk__in=known.values("pk")))


class TransferHolder(OnGroups):
    """POST /ticket-distribution-groups/transfer-distribution-holder."""

    needs = {"POST": SELL}

    def post(self, request: Any) -> Any:
        """Pass the tickets of groups on to another customer of their channel. 409 once the journey
        has begun, or if their product is not transferable."""
        members = self.read(TransferRequest)
        named = members["ticketDistributionGroupIds"]
        number = {"customerNumber": members["distributionHolderCustomerId"]}
        for order, lines in self.by_order(named).items():
            holder = customer_in(number, channel=order.channel)
            if holder is None:
                raise NotThere
            transfer_lines(order, lines, holder=holder, by=self.actor, at=self.at)
        return self.show_named(named)


def by_moment(
    tickets: Iterable[uuid.UUID], wanted: dict[uuid.UUID, datetime]
) -> dict[datetime, list[uuid.UUID]]:
    """The tickets that are to become valid together."""
    moments: defaultdict[datetime, list[uuid.UUID]] = defaultdict(list)
    for ticket in tickets:
        moments[wanted[ticket]].append(ticket)
    return moments
