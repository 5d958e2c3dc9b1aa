"""Where barcodes were scanned, among the stops around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from operators.admin.fleet.maps import Dots, DrawnStation, Map, bounds_around, draw
from operators.admin.zones import to_the_second
from operators.fleet.areas import Bounds
from operators.models import Stop, Tenant
from tickets.codecs.reasons import Reason, Shade, shade
from tickets.inspection.models import Scan

NOWHERE = "No device said where it was."
MOST_STOPS = 300
AROUND = 0.005
"""Degrees: stops up to half a kilometre around the scans help to tell where that is."""
SHADES = {
    Shade.GREEN: ("Let through", "#15803d"),
    Shade.AMBER: ("To be looked at closer", "#d97706"),
    Shade.RED: ("Refused", "#dc2626"),
    Shade.GREY: ("Not readable", "#64748b"),
}
ONE, OTHER = "#dc2626", "#2563eb"


def map_of_scans(scans: Iterable[Scan], *, tenant: Tenant) -> SafeString:
    """The scans of one ticket, in the colours that the devices showed."""
    groups: defaultdict[Shade, list[Scan]] = defaultdict(list)
    for scan in scans:
        groups[shade(Reason(scan.judged))].append(scan)
    dots = [_dots(*told, groups[each]) for each, told in SHADES.items()]
    return _map(dots, tenant=tenant)


def map_of_pair(scan: Scan, other: Scan | None, *, tenant: Tenant) -> SafeString:
    """A scan, and the one that it does not go together with."""
    dots = [_dots("This scan", ONE, [scan])]
    if other is not None:
        dots.append(_dots("The other scan", OTHER, [other]))
    return _map(dots, tenant=tenant)


def _dots(name: str, colour: str, scans: Iterable[Scan]) -> Dots:
    """Those whose place is known; each tells when and by which device."""
    placed = [(place, scan) for scan in scans if (place := place_of(scan))]
    return Dots(
        name,
        colour,
        [place for place, _ in placed],
        [f"{to_the_second(scan.scanned_at)}, {scan.device}: {scan.judged}" for _, scan in placed],
    )


def place_of(scan: Scan) -> tuple[float, float] | None:
    """Longitude and latitude; None if the device did not say."""
    if scan.longitude is None or scan.latitude is None:
        return None
    return scan.longitude, scan.latitude


def _map(dots: Sequence[Dots], *, tenant: Tenant) -> SafeString:
    seen = [each for each in dots if each.places]
    bounds = bounds_around([], [place for each in seen for place in each.places])
    if bounds is None:
        return format_html("{}", NOWHERE)
    return draw(Map(bounds, [], _stops_in(bounds, tenant), seen, stations_are="Stops"))


def _stops_in(bounds: Bounds, tenant: Tenant) -> list[DrawnStation]:
    """Stops and stations of the timetables in force; without their platforms."""
    found = Stop.objects.in_force(tenant).filter(
        parent=None,
        longitude__range=(bounds.west - AROUND, bounds.east + AROUND),
        latitude__range=(bounds.south - AROUND, bounds.north + AROUND),
    )
    rows = found.values_list("name", "longitude", "latitude").order_by("pk")[:MOST_STOPS]
    return [DrawnStation(name, float(east), float(north)) for name, east, north in rows]
