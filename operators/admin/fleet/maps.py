"""Maps without any outside host: areas, stations and vehicles drawn as one SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, floor, log10, radians
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from operators.fleet.areas import Bounds
from operators.timetable.distances import EARTH_METRES

WIDTH, LOWEST, HIGHEST = 800.0, 240.0, 600.0
"""Units of the drawing; the height follows from the place, within these bounds."""
MARGIN = 0.06
"""Part of the width and height that is left free around what the map is about."""
SMALLEST = 0.002
"""Degrees: a map of one point shows about two hundred metres around it."""
METRES_PER_DEGREE = EARTH_METRES * radians(1)
INK, PAPER = "#475569", "#f8fafc"
STATION_COLOUR = "#0f172a"


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """An area, GeoJSON, with its name, what holds there, and the colour of that."""

    name: str
    kind: str
    area: Mapping[str, Any]
    colour: str
    is_subject: bool = False
    """Whether the map is about this one; the others stand behind it."""


@dataclass(frozen=True, slots=True)
class Dots:
    """What is alike, such as vehicles in one situation, as longitudes and latitudes."""

    name: str
    colour: str
    places: Sequence[tuple[float, float]]
    titles: Sequence[str] = ()
    """What each of them tells when it is pointed at; without any, they tell their name."""


@dataclass(frozen=True, slots=True)
class DrawnStation:
    """A station with its name."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Map:
    """What is to be drawn: areas below, stations and vehicles on top."""

    bounds: Bounds
    areas: Sequence[DrawnArea] = field(default_factory=list)
    stations: Sequence[DrawnStation] = field(default_factory=list)
    dots: Sequence[Dots] = field(default_factory=list)
    note: str = ""
    stations_are: str = "Stations"


class Projection:
    """Degrees to units of the drawing; a degree of longitude is as wide as it is in the middle."""

    def __init__(self, bounds: Bounds) -> None:
        middle = (bounds.south + bounds.north) / 2
        self.squeeze = max(cos(radians(middle)), 0.01)
        wide = max((bounds.east - bounds.west) * self.squeeze, SMALLEST)
        high = max(bounds.north - bounds.south, SMALLEST)
        self.height = min(max(WIDTH * high / wide, LOWEST), HIGHEST)
        free = 1 - 2 * MARGIN
        self.scale = free * min(WIDTH / wide, self.height / high)
        self.centre = ((bounds.west + bounds.east) / 2, middle)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Units from the left and from the top."""
        across = (longitude - self.centre[0]) * self.squeeze * self.scale
        up = (latitude - self.centre[1]) * self.scale
        return round(WIDTH / 2 + across, 1), round(self.height / 2 - up, 1)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place is on the map."""
        across, down = self.place(longitude, latitude)
        return 0 <= across <= WIDTH and 0 <= down <= self.height


def bounds_around(boxes: Iterable[Bounds], places: Iterable[tuple[float, float]]) -> Bounds | None:
    """The box around these boxes or, without any, around the places; None if there are none."""
    found = list(boxes) or [Bounds(x, y, x, y) for x, y in places]
    if not found:
        return None
    west, south, east, north = zip(*found, strict=True)
    return Bounds(min(west), min(south), max(east), max(north))


def draw(drawn: Map) -> SafeString:
    """The map as SVG with a scale, and what its colours mean."""
    projection = Projection(drawn.bounds)
    ordered = sorted(drawn.areas, key=lambda each: each.is_subject)
    layers = [
        *(_area(projection, each) for each in ordered),
        *(_station(projection, each) for each in drawn.stations),
        *(_dots(projection, each) for each in drawn.dots),
        _scale_bar(projection),
    ]
    return format_html(
        '<figure><svg viewBox="0 0 {} {}" width="100%" role="img" aria-label="Map" '
        'class="border border-base-200 rounded-default dark:border-base-800">'
        '<rect width="100%" height="100%" fill="{}"/>{}</svg><figcaption>{}</figcaption></figure>',
        int(WIDTH),
        int(projection.height),
        PAPER,
        format_html_join("", "{}", ((layer,) for layer in layers)),
        _legend(drawn, projection),
    )


def _area(projection: Projection, drawn: DrawnArea) -> SafeString:
    return format_html(
        '<path d="{}" fill="{}" fill-opacity="{}" fill-rule="evenodd" stroke="{}" '
        'stroke-width="{}"><title>{}</title></path>',
        " ".join(_outline(projection, drawn.area)),
        drawn.colour,
        "0.25" if drawn.is_subject else "0.1",
        drawn.colour,
        "2.5" if drawn.is_subject else "1",
        f"{drawn.name}: {drawn.kind}",
    )


def _outline(projection: Projection, area: Mapping[str, Any]) -> Iterator[str]:
    told = area["coordinates"]
    for polygon in [told] if area["type"] == "Polygon" else told:
        for ring in polygon:
            corners = (projection.place(place[0], place[1]) for place in ring)
            yield "M" + "L".join(f"{across},{down}" for across, down in corners) + "Z"


def _station(projection: Projection, station: DrawnStation) -> SafeString:
    across, down = projection.place(station.longitude, station.latitude)
    return format_html(
        '<rect x="{}" y="{}" width="9" height="9" fill="{}" stroke="#fff"><title>{}</title></rect>',
        round(across - 4.5, 1),
        round(down - 4.5, 1),
        STATION_COLOUR,
        station.name,
    )


def _dots(projection: Projection, dots: Dots) -> SafeString:
    shown = [index for index, place in enumerate(dots.places) if projection.holds(*place)]
    if not dots.titles:
        return _points(projection, dots, shown, dots.name)
    drawn = ((_points(projection, dots, [index], dots.titles[index]),) for index in shown)
    return format_html_join("", "{}", drawn)


def _points(projection: Projection, dots: Dots, indexes: Sequence[int], title: str) -> SafeString:
    """One path for all of them: lines of no length with round ends, a few bytes each."""
    shown = [projection.place(*dots.places[index]) for index in indexes]
    return format_html(
        '<path d="{}" stroke="{}" stroke-width="7" stroke-linecap="round" fill="none">'
        "<title>{}</title></path>",
        "".join(f"M{across},{down}h0" for across, down in shown),
        dots.colour,
        title,
    )


def _scale_bar(projection: Projection) -> SafeString:
    """A round number of metres, about a fifth of the map wide."""
    wanted = WIDTH / 5 / projection.scale * METRES_PER_DEGREE
    power: float = 10 ** floor(log10(wanted))
    metres = next(step * power for step in (5, 2, 1) if step * power <= wanted)
    width = metres / METRES_PER_DEGREE * projection.scale
    down = projection.height - 14
    return format_html(
        '<path d="M14,{}v6h{}v-6" fill="none" stroke="{}" stroke-width="1.5"/>'
        '<text x="{}" y="{}" font-size="12" fill="{}">{}</text>',
        round(down - 3, 1),
        round(width, 1),
        INK,
        round(20 + width, 1),
        round(down + 4, 1),
        INK,
        f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m",
    )


def _legend(drawn: Map, projection: Projection) -> SafeString:
    kinds = Counter((each.colour, each.kind) for each in drawn.areas)
    entries = [(colour, f"{kind}: {count}") for (colour, kind), count in kinds.items()]
    entries += (
        [(STATION_COLOUR, f"{drawn.stations_are}: {len(drawn.stations)}")] if drawn.stations else []
    )
    entries += [(each.colour, f"{each.name}: {len(each.places)}") for each in drawn.dots]
    outside = sum(not projection.holds(*place) for each in drawn.dots for place in each.places)
    told = [f"Outside of this map: {outside}"] if outside else []
    told += [drawn.note] if drawn.note else []
    return format_html(
        '<ul class="flex flex-row flex-wrap gap-4 mt-2">{} {}</ul>',
        format_html_join(
            " ",
            '<li class="flex flex-row gap-2 items-center"><svg width="10" height="10" '
            'aria-hidden="true"><circle cx="5" cy="5" r="5" fill="{}"/></svg> {}</li>',
            entries,
        ),
        format_html_join(" ", "<li>{}</li>", ((each,) for each in told)),
    )
