"""Settling what was odd."""

from __future__ import annotations

import pytest

from tests.factories.inspection import DeviceFactory, ScanFactory, SuspicionFactory
from tests.factories.moments import BY, NOW, later
from tickets.inspection.actions.suspicions import settle_suspicion
from tickets.inspection.errors import SuspicionSettled
from tickets.inspection.models import Suspicion

pytestmark = pytest.mark.django_db


def test_suspicion_is_settled_once():
    suspicion = SuspicionFactory()

    settled = settle_suspicion(suspicion, note="Two gates of one hall.", by=BY, at=NOW)

    assert (settled.settled_at, settled.settled_by) == (NOW, str(BY))
    assert not Suspicion.objects.unsettled().exists()
    with pytest.raises(SuspicionSettled):
        settle_suspicion(suspicion, note="Fraud.", by=BY, at=later(minutes=1))
    suspicion.refresh_from_db()
    assert (suspicion.note, suspicion.settled_at) == ("Two gates of one hall.", NOW)


def test_rows_are_told_in_words():
    device = DeviceFactory(name="Gate 4")
    scan = ScanFactory()

    assert str(device) == "Gate 4"
    assert str(scan) == "ok at 2026-06-01 10:00:00"
    assert str(SuspicionFactory(scan=scan)) == "Two places 2026-06-01 10:00:00"
