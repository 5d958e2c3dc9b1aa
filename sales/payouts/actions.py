"""The doors to payouts: taking in a provider's report, matching again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, post_document
from sales.books.models import Ledger
from sales.payouts.errors import PayoutDiffers
from sales.payouts.matching import match_waiting
from sales.payouts.models import Payout, PayoutLine
from sales.payouts.queries import waiting_lines
from sales.payouts.reading import read_report
from sales.payouts.states import PayoutSource
from sales.payouts.terms import PayoutTold

LINES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a report: payouts that are new and that were known, and of all lines of the
    ledger how many were matched by it and how many wait."""

    taken_in: tuple[Payout, ...]
    known: int
    matched: int
    waiting: int


@transaction.atomic
def import_payouts(
    ledger: Ledger,
    source: PayoutSource,
    lines: Iterable[str],
    *,
    file_name: str = "",
    by: Actor,
    at: datetime,
) -> ImportReport:
    """Take in the payouts of a report (lines of a CSV file), all or none, and match their lines
    with payments and refunds of the seller by the provider's references.

    Each payout is posted on the day of `at`: debit the bank and the provider's fees, credit what
    was waiting with the provider. One that is known is passed over, so that a report can be sent
    again. ReportUnreadable; PayoutDiffers for a known one with other lines.
    """
    told = read_report(source, lines)
    # The seller is held, so that the same report, sent twice at once, is taken in once.
    Organisation.objects.lock(ledger.organisation)
    known = {
        payout.reference: payout
        for payout in Payout.objects.filter(
            ledger=ledger, source=source, reference__in=[one.reference for one in told]
        )
    }
    for one in told:
        if one.reference in known and known[one.reference].digest != one.digest:
            raise PayoutDiffers(
                f"Payout {one.reference} was taken in before, with other lines; ask the provider "
                "which are right."
            )
    made = tuple(
        _take_in(ledger, source, one, file_name=file_name, by=by, at=at)
        for one in told
        if one.reference not in known
    )
    matched = match_waiting(ledger, by=by, at=at)
    return ImportReport(made, len(known), matched, waiting_lines(ledger).count())


@transaction.atomic
def match_payouts(ledger: Ledger, *, by: Actor, at: datetime) -> int:
    """Match lines that wait with what has come to the books since; returns how many were."""
    Organisation.objects.lock(ledger.organisation)
    return match_waiting(ledger, by=by, at=at)


def _take_in(
    ledger: Ledger,
    source: PayoutSource,
    told: PayoutTold,
    *,
    file_name: str,
    by: Actor,
    at: datetime,
) -> Payout:
    payout = Payout.objects.create(
        tenant_id=ledger.tenant_id,
        ledger=ledger,
        source=source,
        reference=told.reference,
        paid_on=told.paid_on,
        currency=told.currency,
        gross_amount=told.gross,
        fee_amount=told.fee,
        net_amount=told.gross - told.fee,
        document=_post(ledger, told, at=at),
        digest=told.digest,
        file_name=file_name[:200],
        imported_by=str(by),
        imported_at=at,
    )
    PayoutLine.objects.bulk_create(
        (
            PayoutLine(
                payout=payout,
                reference=line.reference,
                kind=line.kind,
                provider_reference=line.provider_reference,
                description=line.description,
                gross_amount=line.gross,
                fee_amount=line.fee,
            )
            for line in told.lines
        ),
        batch_size=LINES_AT_ONCE,
    )
    return payout


def _post(ledger: Ledger, told: PayoutTold, *, at: datetime) -> UUID | None:
    keeper = ledger.organisation_id
    posted = post_document(
        Document(
            DocumentKind.PAYOUT, ledger.tenant_id, keeper, told.currency, reference=told.reference
        ),
        [
            Entry(Place(Account.BANK, keeper), told.gross - told.fee),
            Entry(Place(Account.PSP_FEES, keeper), told.fee),
            Entry(Place(Account.PSP_CLEARING, keeper), -told.gross),
        ],
        at=at,
    )
    return posted[0].document if posted else None
