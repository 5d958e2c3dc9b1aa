"""Ravensluis, a town that exists nowhere: its stops and lines.

It lies on land that was planned and never drained, so its coordinates are water on any other map.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NAME = "Ravensluis"
SLUG = "ravensluis"
COUNTRY = "NL"
CURRENCY = "EUR"
TIMEZONE = "Europe/Amsterdam"

TRAM, BUS = 0, 3
STATION = "100"


class Service(StrEnum):
    """The kinds of day that the timetable knows."""

    WEEKDAY = "weekday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop. `zone` is its fare zone; coordinates are WGS 84 degrees."""

    code: str
    name: str
    zone: str
    latitude: str
    longitude: str
    platform: str = ""

    @property
    def stop_id(self) -> str:
        """Its id in the feed."""
        return f"RVS:{self.code}"


@dataclass(frozen=True, slots=True)
class Line:
    """A route and the halts that it calls at, in the order of direction 0."""

    code: str
    long_name: str
    route_type: int
    color: str
    calls: tuple[str, ...]
    minutes: int
    """From each halt to the next."""
    busy_minutes: int
    """Between departures on weekdays from 7 to 19 o'clock."""
    quiet_minutes: int
    """Between departures at other times."""


HALTS = (
    Halt("100", "Ravensluis Centraal", "1", "52.54000", "5.23000"),
    Halt("100A", "Ravensluis Centraal", "1", "52.54010", "5.22990", "A"),
    Halt("100B", "Ravensluis Centraal", "1", "52.54010", "5.23010", "B"),
    Halt("100C", "Ravensluis Centraal", "1", "52.53990", "5.22990", "C"),
    Halt("100D", "Ravensluis Centraal", "1", "52.53990", "5.23010", "D"),
    Halt("101", "Grote Markt", "1", "52.54349", "5.22898"),
    Halt("102", "Havenkade", "1", "52.54008", "5.21982"),
    Halt("103", "Stadhuis", "1", "52.54895", "5.22840"),
    Halt("104", "Oude Sluis", "1", "52.53550", "5.23064"),
    Halt("105", "Lindelaan", "1", "52.53106", "5.23220"),
    Halt("106", "Weeshuis", "1", "52.54002", "5.23596"),
    Halt("107", "Postkantoor", "1", "52.54180", "5.23543"),
    Halt("201", "Parkzicht", "2", "52.56023", "5.22214"),
    Halt("202", "Kweekschool", "2", "52.55487", "5.22675"),
    Halt("203", "Zuidersingel", "2", "52.52453", "5.23110"),
    Halt("204", "Sportpark", "2", "52.51994", "5.23177"),
    Halt("205", "Westerkade", "2", "52.54038", "5.19921"),
    Halt("206", "Blekersveld", "2", "52.54062", "5.20843"),
    Halt("207", "Oosterpoort", "2", "52.53872", "5.24670"),
    Halt("208", "Ziekenhuis", "2", "52.53919", "5.25752"),
    Halt("209", "Oosterdijk", "2", "52.54477", "5.24725"),
    Halt("210", "Bloemenbuurt", "2", "52.54957", "5.25611"),
    Halt("211", "Begijnhof", "2", "52.52704", "5.25200"),
    Halt("212", "Vlietpark", "2", "52.52705", "5.20893"),
    Halt("213", "Scheepswerf", "2", "52.54683", "5.21444"),
    Halt("214", "Vuurtoren", "2", "52.55108", "5.20346"),
    Halt("301", "Noorderlicht", "3", "52.57051", "5.21827"),
    Halt("302", "Molenweide", "3", "52.56552", "5.21989"),
    Halt("303", "Waterrand", "3", "52.51503", "5.22877"),
    Halt("304", "Zuiderstrand", "3", "52.50928", "5.22973"),
    Halt("305", "Universiteit", "3", "52.54290", "5.18114"),
    Halt("306", "Sterrenwacht", "3", "52.54283", "5.19021"),
    Halt("307", "Eikenlaan", "3", "52.55216", "5.26810"),
    Halt("308", "Bedrijvenpark", "3", "52.55387", "5.27836"),
    Halt("309", "Duinrand", "3", "52.55853", "5.19753"),
    Halt("310", "Camping", "3", "52.56408", "5.18972"),
    Halt("401", "Wiekersloot Kerk", "4", "52.55494", "5.29007"),
    Halt("402", "Wiekersloot Haven", "4", "52.56306", "5.29844"),
    Halt("403", "Strandweg", "4", "52.56856", "5.17847"),
    Halt("404", "Ravenstrand", "4", "52.57268", "5.16811"),
)

LINES = (
    Line(
        "1",
        "Noorderlicht – Zuiderstrand",
        TRAM,
        "C8102E",
        (
            "301",
            "302",
            "201",
            "202",
            "103",
            "101",
            "100A",
            "104",
            "105",
            "203",
            "204",
            "303",
            "304",
        ),
        minutes=2,
        busy_minutes=10,
        quiet_minutes=15,
    ),
    Line(
        "2",
        "Universiteit – Ziekenhuis",
        TRAM,
        "00539B",
        ("305", "306", "205", "206", "102", "101", "100B", "106", "207", "208"),
        minutes=2,
        busy_minutes=10,
        quiet_minutes=15,
    ),
    Line(
        "10",
        "Centraal – Wiekersloot",
        BUS,
        "007A33",
        ("100C", "107", "209", "210", "307", "308", "401", "402"),
        minutes=3,
        busy_minutes=15,
        quiet_minutes=30,
    ),
    Line(
        "11",
        "Ziekenhuis – Universiteit",
        BUS,
        "F2A900",
        ("208", "210", "211", "204", "203", "212", "205", "305"),
        minutes=4,
        busy_minutes=20,
        quiet_minutes=30,
    ),
    Line(
        "12",
        "Centraal – Ravenstrand",
        BUS,
        "6B3FA0",
        ("100D", "102", "213", "214", "309", "310", "403", "404"),
        minutes=3,
        busy_minutes=15,
        quiet_minutes=30,
    ),
)

HALT_OF = {halt.code: halt for halt in HALTS}
