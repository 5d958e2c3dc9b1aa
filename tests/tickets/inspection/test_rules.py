"""What does not go together in scans."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from tests.factories.moments import NOW, later
from tickets.codecs.reasons import Reason
from tickets.inspection.rules import (
    ACCEPTED,
    COPIES,
    FORGERIES,
    Finding,
    ScanFacts,
    are_too_far_apart,
    find_oddities,
    first_use,
    is_genuine,
)
from tickets.inspection.states import SuspicionKind

UTRECHT = (52.0893, 5.1101)
AMSTERDAM = (52.3791, 4.9003)
"""35.2 kilometres away: 8 minutes and 13 seconds at 250 km/h, without a kilometre of slack."""


def seen(scan: int, *, device: int = 1, at=NOW, **facts) -> ScanFacts:
    return ScanFacts(number=scan, device=device, scanned_at=at, **facts)


def findings(*scans: ScanFacts, **more) -> list[Finding]:
    return list(find_oddities(scans, **more))


@pytest.mark.parametrize(
    ("seconds", "too_far"), [(0, True), (433, True), (434, False), (3600, False)]
)
def test_speed_decides_how_far_is_too_far(seconds, too_far):
    here = seen(1, position=UTRECHT)
    there = seen(2, device=2, at=NOW + timedelta(seconds=seconds), position=AMSTERDAM)

    assert are_too_far_apart(here, there) is too_far
    assert are_too_far_apart(there, here) is too_far


def test_two_devices_in_one_hall_are_not_far_apart():
    hall, platform = (52.0893, 5.1101), (52.0967, 5.1101)

    assert not are_too_far_apart(seen(1, position=hall), seen(2, device=2, position=platform))


def test_unknown_places_are_not_far_apart():
    assert not are_too_far_apart(seen(1, position=UTRECHT), seen(2, device=2))


def test_ticket_at_two_places_is_told_of_the_later_scan():
    here = seen(2, position=UTRECHT)
    there = seen(1, device=2, at=later(minutes=5), position=AMSTERDAM)

    assert findings(there, here) == [Finding(SuspicionKind.TWO_PLACES, 1, 2)]


def test_one_device_is_where_it_is():
    """Its position may jump, since no receiver is sure of it."""
    here = seen(1, position=UTRECHT)
    there = seen(2, at=later(seconds=5), position=AMSTERDAM)

    assert findings(here, there) == []


def test_scan_between_two_is_compared_with_both():
    one = seen(1, position=UTRECHT)
    other = seen(2, device=2, at=later(minutes=5), position=AMSTERDAM)
    third = seen(3, device=3, at=later(minutes=10), position=UTRECHT)

    assert findings(one, other, third) == [
        Finding(SuspicionKind.TWO_PLACES, 2, 1),
        Finding(SuspicionKind.TWO_PLACES, 3, 2),
    ]


def test_same_window_at_two_devices_is_odd():
    moment = later(seconds=-10)
    scans = [
        seen(1, moment=moment),
        seen(2, at=later(seconds=5), moment=moment),
        seen(3, device=2, at=later(seconds=9), moment=moment),
        seen(4, device=2, at=later(seconds=40), moment=later(seconds=20)),
    ]

    assert findings(*scans) == [Finding(SuspicionKind.SAME_WINDOW, 3, 1)]


def test_static_barcode_has_no_window():
    assert findings(seen(1), seen(2, device=2)) == []


def test_scans_beyond_those_allowed_are_odd():
    scans = [
        seen(1, at=later(minutes=3)),
        seen(2, at=later(minutes=1)),
        seen(3, at=later(minutes=2), accepted=False),
        seen(4, at=later(minutes=4)),
    ]

    assert findings(*scans, scans_allowed=2) == [Finding(SuspicionKind.TOO_MANY_SCANS, 4)]
    assert findings(*scans, scans_allowed=3) == []


def test_first_use_is_the_first_by_scan_time_whatever_the_order():
    scans = [
        seen(1, at=later(minutes=2)),
        seen(2, at=NOW, accepted=False),
        seen(3, at=later(minutes=1)),
        seen(4, at=later(minutes=1)),
    ]

    assert {first_use(order).number for order in permutations(scans)} == {3}
    assert first_use([]) is None


def test_every_reason_says_whether_our_signature_was_right():
    doubtful = {
        Reason.UNSUPPORTED_FORMAT,
        Reason.MALFORMED,
        Reason.NO_TICKET,
        Reason.UNSUPPORTED_ALGORITHM,
        Reason.UNKNOWN_KEY,
        Reason.KEY_NOT_VALID,
    }

    assert {reason for reason in Reason if not is_genuine(reason)} == doubtful | FORGERIES | COPIES
    assert all(map(is_genuine, ACCEPTED))
