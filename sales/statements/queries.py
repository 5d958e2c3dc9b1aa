"""Who is to be settled with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from operators.tenancy.models import Organisation
from sales.books.accounts import Account, DocumentKind
from sales.books.models import Ledger, Posting
from sales.catalogue.channels import SalesChannel
from sales.statements.models import CommissionTerm, StatementEntry
from sales.statements.states import StatementKind

Party = tuple[Organisation, SalesChannel | None]
"""An operator's organisation, or a partner with its channel."""


@dataclass(frozen=True, slots=True)
class OpenShare:
    """What was sold for a party, without VAT, and is not settled; of how many sales."""

    name: str
    currency: str
    amount: Decimal
    postings: int


def open_parties(ledger: Ledger, *, through: date) -> list[Party]:
    """Those for whom something was booked through that day and is not settled, operators first;
    of the partners those that a commission was ever agreed with."""
    operators = _of_operators(ledger, through).values_list("party", flat=True).distinct()
    partners = _of_partners(ledger, through)
    pairs = partners.values_list("order__payer", "order__channel").distinct()
    channels = SalesChannel.objects.in_bulk([channel for _, channel in pairs])
    known = Organisation.objects.in_bulk([*operators, *(payer for payer, _ in pairs)])
    found: list[Party] = [(known[pk], None) for pk in operators]
    found += [(known[payer], channels[channel]) for payer, channel in pairs]
    return sorted(found, key=lambda one: (one[1] is not None, one[0].name, one[0].pk, str(one[1])))


def open_amounts(ledger: Ledger, *, through: date) -> list[OpenShare]:
    """What is open for each of them, in each currency."""
    operators = _of_operators(ledger, through).values_list("party__name", "currency")
    partners = _of_partners(ledger, through).values_list(
        "order__payer__name", "order__channel__name", "currency"
    )
    sums = {"amount": -Sum("amount"), "postings": Count("pk")}
    return [
        *(OpenShare(*row) for row in operators.annotate(**sums).order_by("party__name", "party")),
        *(
            OpenShare(f"{name}, {channel}", *row)
            for name, channel, *row in partners.annotate(**sums).order_by(
                "order__payer__name", "order__channel__name", "order__channel"
            )
        ),
    ]


def _of_operators(ledger: Ledger, through: date) -> QuerySet[Posting]:
    owed = _open(ledger, through, StatementKind.OPERATOR)
    return owed.filter(account=Account.OPERATOR_LIABILITY)


def _of_partners(ledger: Ledger, through: date) -> QuerySet[Posting]:
    earned = _open(ledger, through, StatementKind.PARTNER)
    sold = earned.filter(account__in=[Account.OPERATOR_LIABILITY, Account.OWN_REVENUE])
    agreed = CommissionTerm.objects.filter(
        seller=ledger.organisation_id,
        party=OuterRef("order__payer"),
        channel=OuterRef("order__channel"),
    )
    return sold.filter(Exists(agreed))


def _open(ledger: Ledger, through: date, kind: StatementKind) -> QuerySet[Posting]:
    """Postings of sales that no statement settles, or one that was taken back."""
    standing = StatementEntry.objects.filter(
        posting=OuterRef("pk"), kind=kind, statement__corrects=None, statement__corrected_by=None
    )
    booked = Posting.objects.filter(
        ledger=ledger, kind=DocumentKind.CONFIRMATION, booked_on__lte=through
    )
    return booked.filter(~Exists(standing)).order_by()
