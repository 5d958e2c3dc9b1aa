"""Calls to partners, counted in this process for those who watch the service; see /metrics."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from prometheus_client import Counter as Figure

from protocols.deliveries.calling import Answer

CALLS = Figure("perron_callbacks", "Calls to partners, by format and answer.", ["face", "answer"])


def count_call(face: str, answer: Answer) -> None:
    """Count a try, once what it came to is committed."""
    told = f"{answer.status // 100}xx" if answer.status else "none"
    labelled = CALLS.labels(face, told)
    transaction.on_commit(partial(labelled.inc), robust=True)
