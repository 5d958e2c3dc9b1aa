"""Taking in what devices have scanned without a connection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from protocols.inspection import described
from protocols.inspection.operation import InspectionOperation
from protocols.inspection.refusing import faults_of
from protocols.inspection.requests import LogRequest, ScanRequest
from protocols.inspection.telling import answer, outcome_to_wire, utc
from tickets.inspection.actions.scans import take_scans
from tickets.inspection.models.scan import LARGEST_SEQUENCE
from tickets.inspection.readings import Reading, Receipt, ScanOutcome


class Scans(InspectionOperation):
    """The scan logs of devices."""

    @described.take_scans
    def post(self, request: Request) -> HttpResponse:
        """Take in a part of a scan log, 500 lines at most, each line once by its number. Each is
        answered by itself, and what cannot be read is refused by itself; nothing of it need be sent
        again. What we say of a scan may differ from what the device said: of a ticket for one use
        the first scan by its time counts, whichever we hear of first."""
        told = self.read(LogRequest)
        device = self.device_of(told["device"], device_time=told.get("deviceTime"))
        lines = [_read(line) for line in told["scans"]]
        readings = [line for line in lines if isinstance(line, Reading)]
        taken = iter(
            take_scans(
                device,
                readings,
                kept_for=timedelta(days=settings.SCAN_DAYS),
                by=self.inspector.actor,
                at=self.at,
            )
        )
        outcomes = [next(taken) if isinstance(line, Reading) else line for line in lines]
        body = {"outcomes": list(map(outcome_to_wire, outcomes)), "serverTime": utc(self.at)}
        response: HttpResponse = answer(body)
        return response


def _read(line: Any) -> Reading | ScanOutcome:
    form = ScanRequest(data=line)
    if form.is_valid():
        return form.to_reading()
    faults = (f"{member}: {told}" if member else told for member, told in faults_of(form.errors))
    return ScanOutcome(_sequence(line), Receipt.REFUSED, detail="; ".join(faults))


def _sequence(line: Any) -> int | None:
    """The number of a line that cannot be read, so that the device knows which one is meant."""
    sequence = line.get("sequence") if isinstance(line, dict) else None
    if isinstance(sequence, int) and 0 <= sequence <= LARGEST_SEQUENCE:
        return int(sequence)
    return None
