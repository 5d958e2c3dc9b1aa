"""What is written about a case: to its asker, from its asker, and among staff."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from operators.tenancy.actors import LONGEST_ACTOR
from operators.tenancy.scoping import TenantQuerySet
from support.models.case import LONGEST_TEXT, CaseEvent, SupportCase
from support.states import CaseMessageKind

models.CharField.register_lookup(Length)


class CaseMessageQuerySet(TenantQuerySet["CaseMessage"]):
    """Messages, scoped through their case."""

    tenant_path = "case__tenant"


class CaseMessage(models.Model):
    """A text about a case with the step that it came with. It is never changed; no trigger keeps
    it, since it may tell of a person and is erased with that person's data."""

    case = models.ForeignKey(SupportCase, models.PROTECT, related_name="messages")
    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="message")
    kind = models.CharField(max_length=20, choices=CaseMessageKind)
    text = models.CharField(max_length=LONGEST_TEXT)
    actor = models.CharField(max_length=LONGEST_ACTOR)
    sent_at = models.DateTimeField()

    objects = CaseMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CaseMessageKind.values), name="casemessage_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(text__length__gt=0), name="casemessage_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sent_at:%Y-%m-%d %H:%M} UTC"
