"""Cases of refusals, and proof that a refused request has stored nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse

from sales.models import Product
from tests.emptying import full_tables
from tests.factories.moments import BY, NOW
from tests.protocols.tomp.partner import Partner, planning_request
from tickets.actions.keys import revoke_key
from tickets.models import IssuerKey
from tickets.states import ValidityKind

Call = Callable[[], HttpResponse]
Case = Callable[..., Call]
CASES: list[object] = []

COUNTED = {"protocols_requestcount", "protocols_clientcount", "operators_apitoken"}
"""Tables in which every request may leave a trace."""


def refused(status: int, errorcode: int) -> Callable:
    """A case: the function prepares it and returns the call that is refused."""

    def note(case: Callable[[Partner, object], Call]) -> Callable:
        CASES.append(pytest.param(case, status, errorcode, id=case.__name__))
        return case

    return note


def plan(partner: Partner, **more: object) -> HttpResponse:
    return partner.post("/plannings", planning_request(partner.world, **more))


def sell_for_dates(partner: Partner, first: date, end: date) -> None:
    """Make its product valid on fixed days of Amsterdam, the last one left out."""
    Product.objects.filter(pk=partner.world.shop.product.pk).update(
        validity=ValidityKind.FIXED_DATES,
        valid_minutes=None,
        valid_from_date=first,
        valid_until_date=end,
    )


def leg_of(booking) -> str:
    return booking["legs"][0]["id"]


def forget_keys(partner: Partner) -> None:
    """Every key of the tenant leaked."""
    for key in IssuerKey.objects.filter(tenant=partner.world.shop.tenant):
        revoke_key(key, by=BY, at=NOW)


def contents() -> dict[str, str]:
    """A fingerprint of every table that a refused request must leave as it was."""
    tables = sorted(full_tables() - COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(FINGERPRINT.format(table) for table in tables))
        return dict(cursor.fetchall())


FINGERPRINT = (
    "SELECT '{0}', md5(string_agg(kept::text, ',' ORDER BY kept::text)) FROM \"{0}\" AS kept"
)
