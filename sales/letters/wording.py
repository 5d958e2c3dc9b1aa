"""Amounts and moments as people read them in a letter."""

from __future__ import annotations

from datetime import datetime

from operators.tenancy.models import Tenant
from sales.letters.states import Language


def shown_amount(amount: str, language: Language) -> str:
    """Two decimals, behind a comma in Norwegian."""
    return amount.replace(".", ",") if language == Language.BOKMAL else amount


def in_words(moment: datetime, tenant: Tenant) -> str:
    """To the minute, in the tenant's zone."""
    return f"{moment.astimezone(tenant.zone):%Y-%m-%d %H:%M}"
