"""Reading reports, and whether they still follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.catalogue.points import PointOfSale
from sales.closing.chain import hash_of
from sales.closing.facts import Facts, Report, report_facts
from sales.closing.models import Closing
from sales.closing.states import ReportKind
from sales.closing.sums import sales_to_count
from sales.journal.models import CashSettlement
from sales.journal.states import SettlementState


@transaction.atomic
def read_report(settlement: CashSettlement, *, by: Actor, at: datetime) -> Facts:
    """The X report of a settlement that is open; the Z, as it was frozen, of one that is closed.

    An X changes nothing. The settlement is held while its sums are read, so that they fit together.
    """
    held = CashSettlement.objects.select_related("tenant", "organisation", "point").lock(settlement)
    if held.state == SettlementState.CLOSED:
        return held.closing.facts
    until = min(at, held.ends_at)
    report = Report(ReportKind.X, held, sales_to_count(held), until, str(by))
    return report_facts(report)


def unfit_closings(point: PointOfSale) -> Iterable[Closing]:
    """Closings of a point whose hash is not that of their facts, or does not follow the one before;
    read in constant memory."""
    previous, number = "", 0
    for closing in point.closings.order_by("number").iterator(chunk_size=100):
        follows = (closing.previous_hash, closing.number) == (previous, number + 1)
        if not follows or closing.hash != hash_of(closing.facts, closing.previous_hash):
            yield closing
        previous, number = closing.hash, closing.number
