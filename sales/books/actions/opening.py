"""Making the books of an organisation."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from operators.tenancy.actors import Actor
from operators.tenancy.models import Organisation
from sales.books.models import AccountingPeriod, Ledger
from sales.books.states import PeriodEventName

OPENER = Actor.timer("open-ledger")
"""Nobody asks for books; the first sale makes them."""


@transaction.atomic
def open_ledger(organisation_id: int, *, at: datetime) -> Ledger:
    """The books of an organisation, made with their first period if it has none yet."""
    ledger = Ledger.objects.filter(organisation=organisation_id).first()
    return ledger or _make(organisation_id, at=at)


def _make(organisation_id: int, *, at: datetime) -> Ledger:
    # Held so that two first sales at once make one ledger.
    held = Organisation.objects.select_for_update(of=("self",), no_key=True)
    organisation = held.select_related("tenant").get(pk=organisation_id)
    ledger, is_new = Ledger.objects.get_or_create(
        organisation=organisation, defaults={"tenant_id": organisation.tenant_id}
    )
    if is_new:
        start_period(
            ledger, number=1, starts_on=at.astimezone(organisation.tenant.zone).date(), at=at
        )
    return ledger


def start_period(
    ledger: Ledger, *, number: int, starts_on: date, by: Actor = OPENER, at: datetime
) -> AccountingPeriod:
    """Open the next period of a ledger that is held."""
    period = AccountingPeriod.objects.create(
        tenant_id=ledger.tenant_id, ledger=ledger, number=number, starts_on=starts_on
    )
    period.events.create(name=PeriodEventName.OPENED, actor=str(by), happened_at=at)
    return period
