"""The doors to statements: issuing them, taking one back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation
from sales.books.actions import reverse_document
from sales.books.models import Ledger
from sales.catalogue.channels import SalesChannel
from sales.dues.actions import Asked, drop_due, raise_due
from sales.numbering.actions import draw_number
from sales.numbering.states import SeriesKind
from sales.statements.errors import NothingToSettle, PeriodNotClosed, TakenBackBefore
from sales.statements.facts import reversed_facts, statement_facts
from sales.statements.models import CommissionTerm, Statement
from sales.statements.postings import ACCOUNTS, post_statement
from sales.statements.queries import open_parties
from sales.statements.reckoning import Reckoning, reckon
from sales.statements.shares import (
    Wanted,
    open_rates,
    open_shares,
    settle_postings,
    take_back_postings,
)
from sales.statements.states import StatementKind

SUMS = (
    "gross_amount",
    "tax_amount",
    "tickets",
    "commission_amount",
    "fee_amount",
    "commission_tax_amount",
    "rounding_amount",
    "net_amount",
)


def issue_statements(
    ledger: Ledger, *, through: date | None = None, by: Actor, at: datetime
) -> list[Statement]:
    """Settle with every operator and every partner of a seller what was booked through that closed
    day, or through the last one that is closed; each in a transaction of its own. PeriodNotClosed;
    TermsMissing; NothingToSettle.

    Parties whose terms are missing are told before anybody is settled with.
    """
    last = _closed_day(ledger, through)
    found = open_parties(ledger, through=last)
    if not found:
        raise NothingToSettle
    for party, channel in found:
        _reckonings(Wanted(ledger, party, channel, last))
    made: list[Statement] = []
    for party, channel in found:
        made += issue_statement(ledger, party, channel, through=last, by=by, at=at)
    return made


@transaction.atomic
def issue_statement(
    ledger: Ledger,
    party: Organisation,
    channel: SalesChannel | None = None,
    *,
    through: date,
    by: Actor,
    at: datetime,
) -> list[Statement]:
    """Settle with one party what was booked through that closed day and not settled before: as the
    operator, or, with a channel, as the partner that sold there. One statement in each currency.

    It is posted on the first open day. PeriodNotClosed; TermsMissing; NothingToSettle.
    """
    _closed_day(ledger, through)
    # The party is held, so that two runs at once settle a posting once.
    Organisation.objects.lock(party)
    wanted = Wanted(ledger, party, channel, through)
    made = [_issue(wanted, one, by=by, at=at) for one in _reckonings(wanted)]
    if not made:
        raise NothingToSettle
    return made


@transaction.atomic
def take_back_statement(statement: Statement, *, reason: str, by: Actor, at: datetime) -> Statement:
    """Take a whole statement back by another one; what it settled can then be settled again.

    What was paid of it is due from the one that takes it back. TakenBackBefore.
    """
    Organisation.objects.lock(statement.party)
    if statement.corrects_id or Statement.objects.filter(corrects=statement).exists():
        raise TakenBackBefore
    # The due is held before the books are entered, as by whoever records a transfer for it.
    paid = drop_due(statement, by=by, at=at)
    posted = statement.document and reverse_document(statement.ledger, statement.document, at=at)
    columns = {
        **{name: -getattr(statement, name) for name in SUMS},
        "kind": statement.kind,
        "channel": statement.channel,
        "corrects": statement,
        "currency": statement.currency,
        "starts_on": statement.starts_on,
        "ends_on": statement.ends_on,
        "document": posted[0].document if posted else None,
        "facts": reversed_facts(statement, reason=reason),
    }
    made = _store(statement.ledger, statement.party, columns, by=by, at=at)
    take_back_postings(made, statement)
    raise_due(_asked(made, -paid))
    return made


def _closed_day(ledger: Ledger, through: date | None) -> date:
    """That day if it is closed, else the last one that is; PeriodNotClosed."""
    closed = Ledger.objects.values_list("closed_through", flat=True).get(pk=ledger.pk)
    if closed is None or (through is not None and through > closed):
        raise PeriodNotClosed
    return through or closed


def _reckonings(wanted: Wanted) -> list[Reckoning]:
    # The terms are read once and kept as they are: they are used for sums and for entries.
    terms = CommissionTerm.objects.filter(
        seller=wanted.ledger.organisation_id, party=wanted.party, channel=wanted.channel
    )
    with transaction.atomic():
        held = {term.pk: term for term in terms.select_for_update(of=("self",), no_key=True)}
        return reckon(wanted.kind, open_shares(wanted), open_rates(wanted), held)


def _issue(wanted: Wanted, reckoning: Reckoning, *, by: Actor, at: datetime) -> Statement:
    ledger, party = wanted.ledger, wanted.party
    reference = f"{party.number} {wanted.channel.code if wanted.channel else ''}".strip()
    columns = {
        "kind": wanted.kind,
        "channel": wanted.channel,
        "currency": reckoning.currency,
        "starts_on": reckoning.first_day,
        "ends_on": wanted.through,
        "gross_amount": reckoning.gross,
        "tax_amount": reckoning.tax,
        "tickets": reckoning.tickets,
        "commission_amount": reckoning.commission,
        "fee_amount": reckoning.fee,
        "commission_tax_amount": reckoning.commission_tax,
        "rounding_amount": reckoning.rounding,
        "net_amount": reckoning.net,
        "document": post_statement(ledger, party, reckoning, reference=reference, at=at),
        "facts": statement_facts(ledger, party, wanted.channel, reckoning),
    }
    statement = _store(ledger, party, columns, by=by, at=at)
    settle_postings(statement, wanted)
    raise_due(_asked(statement, statement.net_amount))
    return statement


def _asked(statement: Statement, amount: Decimal) -> Asked:
    return Asked(
        ledger=statement.ledger,
        party_id=statement.party_id,
        account=ACCOUNTS[StatementKind(statement.kind)],
        currency=statement.currency,
        amount=amount,
        due_on=statement.issued_on,
        statement=statement,
    )


def _store(
    ledger: Ledger, party: Organisation, columns: dict[str, Any], *, by: Actor, at: datetime
) -> Statement:
    issued_on = at.astimezone(ledger.tenant.zone).date()
    series, number = draw_number(ledger.organisation, SeriesKind.STATEMENT, year=issued_on.year)
    return Statement.objects.create(
        tenant_id=ledger.tenant_id,
        ledger=ledger,
        party=party,
        series=series,
        number=number,
        issued_on=issued_on,
        issued_by=str(by),
        issued_at=at,
        **columns,
    )
