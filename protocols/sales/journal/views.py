"""Cash settlements: opening, closing and listing them (§11)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from operators.models import Organisation
from protocols.fields import TextField
from protocols.sales.errors import NotThere
from protocols.sales.fields import WireRequest
from protocols.sales.journal.cash import CloseSettlementRequest, cash_of_currencies, read_cash
from protocols.sales.journal.words import SETTLEMENT_LIST
from protocols.sales.lists import page_answer
from protocols.sales.needs import PAY, READ
from protocols.sales.operation import SalesOperation
from protocols.sales.wire import answer, utc, utc_or_none
from sales.closing.actions import close_settlement, open_settlement
from sales.journal.queries import point_of
from sales.models import CashSettlement


class OpenSettlementRequest(WireRequest):
    """`cashSettlement`."""

    only_told = frozenset({"settlementId", "number", "status", "openedAt", "endsAt", "closedAt"})

    pointOfSaleId = TextField(
        required=False, max_length=64, help_text="What Entur-POS says, if left out."
    )
    openingFloat = cash_of_currencies(
        "What lies in the drawer now; what the last closing left, if left out. Where the two "
        "differ, the rest is posted as moved from or to another place of the company."
    )


class OnSettlements(SalesOperation):
    """What the operations on cash settlements share."""

    def settlements(self) -> QuerySet[CashSettlement]:
        """Those of the caller's organisation, or of its tenant."""
        found = CashSettlement.objects.filter(tenant_id=self.caller.tenant_id)
        found = found.select_related("point", "organisation")
        if self.sees_all_organisations:
            return found
        return found.filter(organisation_id=self.caller.organisation_id)


class CashSettlements(OnSettlements):
    """GET and POST /cash-settlements."""

    needs = {"GET": READ, "POST": PAY}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of cash settlements, the last one first."""
        listed = SETTLEMENT_LIST
        return page_answer(self.settlements(), listed, request.query_params, settlement_to_wire)

    def post(self, request: Any) -> Any:
        """Open the next cash settlement of a registered point of sale, for 24 hours at most. Its id
        goes with payments and credits; 409 while the one before it is open."""
        members = self.read(OpenSettlementRequest)
        organisation = Organisation.objects.get(pk=self.caller.organisation_id)
        point = point_of(members.get("pointOfSaleId", self.pos), organisation=organisation)
        cash = read_cash(members.get("openingFloat"))
        opened = open_settlement(point, cash=cash, by=self.actor, at=self.at)
        where = {"Location": f"{request.path}/{opened.code}"}
        return answer(settlement_to_wire(opened), status=201, headers=where)


class SettlementByCode(OnSettlements):
    """GET /cash-settlements/{settlementId}."""

    needs = {"GET": READ}

    def get(self, request: Any, settlement: str) -> Any:
        """One cash settlement."""
        return answer(settlement_to_wire(settlement_of(self, settlement)))


class CloseSettlement(OnSettlements):
    """PUT /cash-settlements/{settlementId}/close."""

    needs = {"PUT": PAY}

    def put(self, request: Any, settlement: str) -> Any:
        """Close a cash settlement with its Z report: no more money belongs to it. 409 if it is
        closed."""
        counted = read_cash(self.read(CloseSettlementRequest).get("countedCash"))
        found = settlement_of(self, settlement)
        closed = close_settlement(found, counted=counted, by=self.actor, at=self.at)
        return answer(settlement_to_wire(settlement_of(self, closed.code)))


def settlement_of(operation: OnSettlements, code: str) -> CashSettlement:
    """NotThere for a settlement that the caller may not see."""
    found = operation.settlements().filter(code=code).first()
    if found is None:
        raise NotThere
    return found


def settlement_to_wire(settlement: CashSettlement) -> dict[str, Any]:
    return {
        "settlementId": settlement.code,
        "number": settlement.number,
        "pointOfSaleId": settlement.point.code,
        "organisationId": settlement.organisation.number,
        "status": settlement.state,
        "openedAt": utc(settlement.opened_at),
        "endsAt": utc(settlement.ends_at),
        "closedAt": utc_or_none(settlement.closed_at),
    }
