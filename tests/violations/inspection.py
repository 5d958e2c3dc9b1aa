"""Constraints of devices, scans and suspicions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.factories.inspection import DeviceFactory, ScanFactory, SuspicionFactory
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.tickets import TicketFactory
from tests.violations.ways import NONSENSE, Violation, stranger, twice, two, write, wrong


def scans_of_a_device() -> tuple[Any, Any]:
    first = ScanFactory()
    return first, ScanFactory(ticket=first.ticket, device=first.device)


def two_suspicions() -> tuple[Any, Any]:
    first = SuspicionFactory()
    second = SuspicionFactory(scan=ScanFactory(ticket=first.ticket, device=first.scan.device))
    return first, second


def consumed_twice() -> None:
    for scan in scans_of_a_device():
        write(scan, consumed=True)


def scan_of_a_stranger() -> None:
    """Its name goes along, or another constraint would see it first."""
    other = TicketFactory()
    write(ScanFactory(), ticket=other, ticket_uuid=other.pk)


def suspicion_of_itself() -> None:
    suspicion = SuspicionFactory()
    write(suspicion, other_scan=suspicion.scan)


VIOLATIONS: dict[str, Violation] = {
    "device_once_per_reference": twice(two(DeviceFactory, "tenant", TenantFactory), "reference"),
    "device_has_a_name": wrong(DeviceFactory, name=""),
    "device_clock_offset_is_sane": wrong(DeviceFactory, clock_offset=-(4 * 10**9) - 1),
    "scan_device_same_tenant": stranger(ScanFactory, "device", DeviceFactory),
    "scan_ticket_same_tenant": scan_of_a_stranger,
    "scan_once_per_sequence": twice(scans_of_a_device, "sequence"),
    "scan_consumes_a_ticket_once": consumed_twice,
    "scan_has_a_sequence_unless_online": wrong(ScanFactory, sequence=None),
    "scan_sequence_is_exact_in_json": wrong(ScanFactory, sequence=2**53),
    "scan_result_is_known": wrong(ScanFactory, result=NONSENSE),
    "scan_judged_is_known": wrong(ScanFactory, judged=NONSENSE),
    "scan_format_is_known": wrong(ScanFactory, format="U2"),
    "scan_ticket_is_the_one_named": wrong(ScanFactory, ticket_uuid=uuid4()),
    "scan_consumes_a_ticket_that_there_is": wrong(ScanFactory, consumed=True, ticket=None),
    "scan_place_is_two_numbers": wrong(ScanFactory, latitude=91, longitude=0),
    "scan_zones_are_few": wrong(ScanFactory, zones=list(range(1, 130))),
    "scan_times_are_within_reach": wrong(ScanFactory, told_at=datetime(1960, 1, 1, tzinfo=UTC)),
    "suspicion_ticket_same_tenant": stranger(SuspicionFactory, "ticket", TicketFactory),
    "suspicion_scan_same_tenant": stranger(SuspicionFactory, "scan", ScanFactory),
    "suspicion_other_scan_same_tenant": stranger(SuspicionFactory, "other_scan", ScanFactory),
    "suspicion_once_per_kind_and_scan": twice(two_suspicions, "scan"),
    "suspicion_kind_is_known": wrong(SuspicionFactory, kind=NONSENSE),
    "suspicion_is_of_two_scans": suspicion_of_itself,
    "suspicion_settled_has_time_and_person": wrong(SuspicionFactory, settled_at=NOW),
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    ("scan_place_is_two_numbers", wrong(ScanFactory, latitude=52)),
    ("scan_place_is_two_numbers", wrong(ScanFactory, longitude=5)),
    ("scan_ticket_is_the_one_named", wrong(ScanFactory, ticket_uuid=None)),
    ("suspicion_settled_has_time_and_person", wrong(SuspicionFactory, settled_by="staff:ann")),
]
