"""Alerts about the service."""

from __future__ import annotations

from datetime import datetime

import factory
from factory.django import DjangoModelFactory

from operators.models import Alert
from operators.service.states import AlertKind
from tests.factories.moments import NOW, later
from tests.factories.operators import OperatorFactory

Period = tuple[datetime, datetime | None]

TODAY: Period = (later(hours=-1), later(hours=6))
TOMORROW: Period = (later(days=1), later(days=2))
YESTERDAY: Period = (later(days=-2), later(days=-1))
UNTIL_FURTHER_NOTICE: Period = (later(hours=-1), None)


class AlertFactory(DjangoModelFactory):
    """An alert that holds now, about all that an operator runs; `periods` are pairs of moments."""

    operator = factory.SubFactory(OperatorFactory)
    tenant = factory.SelfAttribute("operator.tenant")
    kind = AlertKind.OTHER
    summary = factory.Sequence(lambda n: f"Alert {n}")
    updated_at = NOW

    class Meta:
        model = Alert
        skip_postgeneration_save = True

    @factory.post_generation
    def periods(self, create, periods, **kwargs):
        for starts_at, ends_at in [TODAY] if periods is None else periods:
            self.periods.create(tenant=self.tenant, starts_at=starts_at, ends_at=ends_at)
