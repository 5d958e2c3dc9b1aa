"""What an import wants to be there, before it is compared with what is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from sales.catalogue.states import TimeLimit, TransferKind

ID = str
"""An id of the feed; what is stored is called by the name of the import and this."""


@dataclass(frozen=True, slots=True)
class PlannedCategory:
    name: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class PlannedArea:
    name: str
    stop_ids: tuple[str, ...] = ()
    zone_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedNetwork:
    name: str
    route_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class PlannedSpan:
    starts_at: time
    ends_at: time
    weekdays: tuple[int, ...]
    first_date: date | None
    last_date: date | None
    added_dates: tuple[date, ...]
    removed_dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PlannedBand:
    name: str
    spans: tuple[PlannedSpan, ...]


@dataclass(frozen=True, slots=True)
class PlannedFare:
    """A ride fare; areas, networks, bands and categories by their ids in the feed."""

    name: str
    amount: Decimal
    category: ID | None = None
    network: ID | None = None
    origin_area: ID | None = None
    destination_area: ID | None = None
    zones_passed: tuple[str, ...] = ()
    time_band: ID | None = None
    arrival_band: ID | None = None
    priority: int = 0
    leg_group: str = ""
    max_transfers: int | None = 0
    transfer_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedTransfer:
    """A transfer fare."""

    name: str
    amount: Decimal
    from_group: str
    to_group: str
    kind: TransferKind
    category: ID | None = None
    most: int | None = None
    limit_seconds: int | None = None
    limited: TimeLimit | str = ""


@dataclass(slots=True)
class PlannedProduct:
    """A product and all that it costs. `medium` is empty unless the feed has fare media."""

    name: str
    medium: ID = ""
    fares: set[PlannedFare] = field(default_factory=set)
    transfers: set[PlannedTransfer] = field(default_factory=set)


@dataclass(slots=True)
class Plan:
    """All that a feed's fares come to."""

    categories: dict[ID, PlannedCategory] = field(default_factory=dict)
    areas: dict[ID, PlannedArea] = field(default_factory=dict)
    networks: dict[ID, PlannedNetwork] = field(default_factory=dict)
    bands: dict[ID, PlannedBand] = field(default_factory=dict)
    products: list[PlannedProduct] = field(default_factory=list)
