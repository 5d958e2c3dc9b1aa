"""Checking barcodes online."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from protocols.inspection import described
from protocols.inspection.operation import InspectionOperation
from protocols.inspection.requests import CheckRequest
from protocols.inspection.telling import answer, checked_to_wire
from tickets.inspection.actions.checks import check_barcode
from tickets.inspection.readings import NOWHERE


class Checks(InspectionOperation):
    """Barcodes that somebody shows now."""

    @described.check_barcode
    def post(self, request: Request) -> HttpResponse:
        """Judge a barcode by all that we know now, and keep the scan. A ticket for one use is used
        up by the answer that lets the traveller through: send `sequence`, so that the same scan
        can be sent again. 200 with the reason for whatever was scanned."""
        told = self.read(CheckRequest)
        device = self.device_of(told["device"], device_time=told.get("deviceTime"))
        checked = check_barcode(
            device,
            told["barcode"],
            where=told.get("place", NOWHERE),
            sequence=told.get("sequence"),
            by=self.inspector.actor,
            at=self.at,
        )
        response: HttpResponse = answer(checked_to_wire(checked, at=self.at))
        return response
