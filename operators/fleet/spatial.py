"""Questions about places that an index answers (GiST over points)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import Any

from django.db.models import BooleanField, F, FloatField, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

from operators.timetable.distances import EARTH_METRES, Box


class PointInBox(Func):
    """Whether a row's place lies in a box or on its edge; the form that the index knows."""

    template = "point(%(expressions)s)"
    arity = 6
    conditional = True
    output_field = BooleanField()

    def __init__(self, box: Box) -> None:
        corners = [Value(side, FloatField()) for side in box]
        super().__init__(F("longitude"), F("latitude"), *corners)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        """`<@` is no function, so that Django has no template for it."""
        told = [compiler.compile(each) for each in self.source_expressions]
        place = ", ".join(sql for sql, _ in told[:2])
        west, south, east, north = (sql for sql, _ in told[2:])
        sql = f"(point({place}) <@ box(point({west}, {south}), point({east}, {north})))"
        return sql, [value for _, params in told for value in params]


class PointInRing(Func):
    """Whether a row's place lies in a closed ring of places or on its edge."""

    template = "point(%(expressions)s)"
    arity = 3
    conditional = True
    output_field = BooleanField()

    def __init__(self, ring: Iterable[Sequence[float]]) -> None:
        corners = ",".join(f"({place[0]},{place[1]})" for place in ring)
        super().__init__(F("longitude"), F("latitude"), Value(f"({corners})"))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        told = [compiler.compile(each) for each in self.source_expressions]
        (longitude, _), (latitude, _), (ring, outline) = told
        return f"(point({longitude}, {latitude}) <@ {ring}::polygon)", list(outline)


def in_polygons(polygons: Iterable[Sequence[Any]]) -> Q:
    """Rows whose place lies in one of these polygons: in its outline and in none of its holes."""
    found = Q()
    for outline, *holes in polygons:
        inside = Q(PointInRing(outline))
        for hole in holes:
            inside &= ~Q(PointInRing(hole))
        found |= inside
    return found


def metres_from(longitude: float, latitude: float, *, of: str = "") -> Combinable:
    """How far a row's place is from there over the ground, in metres; `of`: the place of a row that
    it points to, such as "station__"."""
    # Stops keep decimals, which are not measured with fractions.
    here = {axis: Cast(F(f"{of}{axis}"), FloatField()) for axis in ("longitude", "latitude")}
    height = Power(Sin(Radians(here["latitude"] - latitude) / 2), 2)
    width = Power(Sin(Radians(here["longitude"] - longitude) / 2), 2)
    chord = height + width * Cos(Radians(here["latitude"])) * cos(radians(latitude))
    # Where rounding makes it more than one, there is no arc sine.
    return ASin(Sqrt(Least(chord, Value(1.0)))) * (2 * EARTH_METRES)
