"""What this operator serves of TOMP, as /operator/meta tells it: read off the routes, the methods
of their views, and the words of each version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from protocols.tomp.dialect import Dialect
from protocols.tomp.dialects import DIALECTS

if TYPE_CHECKING:
    from protocols.tomp.views.operation import TompOperation

IMPLEMENTED, NOT_IMPLEMENTED = "IMPLEMENTED", "NOT_IMPLEMENTED"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PATHS = {"support": "/support/"}
"""Where the published files write a path otherwise than the routes; both are served."""

Routes = Mapping[str, "type[TompOperation]"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row of `endpoints`."""

    method: str
    path: str
    event: str = ""
    status: str = IMPLEMENTED
    max_page_size: int = 0

    def to_wire(self) -> dict[str, Any]:
        row: dict[str, Any] = {"method": self.method, "path": self.path, "status": self.status}
        if self.event:
            row["eventType"] = self.event
        if self.max_page_size:
            row.update(supportsPaging=True, maxPageSize=self.max_page_size)
        return row


def meta_to_wire(base_url: str, routes: Routes) -> list[dict[str, Any]]:
    """`endpointImplementation[]`: one entry for each version that can be asked for."""
    return [
        {
            "version": version,
            "baseUrl": base_url,
            "endpoints": [row.to_wire() for row in endpoints_of(version, dialect, routes)],
            "scenarios": list(dialect.scenarios),
            "processIdentifiers": dialect.process_identifiers,
        }
        for dialect in DIALECTS.values()
        for version in dialect.versions
    ]


def endpoints_of(version: str, dialect: Dialect, routes: Routes) -> list[Endpoint]:
    """A row for each method of TOMP on each path of this version; those on `…/events` have one for
    each event."""
    return [
        row
        for address, view in routes.items()
        if dialect.number in view.dialects
        for row in _rows(PATHS.get(address, f"/{address}"), view, version, dialect)
    ]


def _rows(
    path: str, view: type[TompOperation], version: str, dialect: Dialect
) -> Iterator[Endpoint]:
    for method in METHODS:
        if method in view.methods_not_served:
            yield Endpoint(method, path, status=NOT_IMPLEMENTED)
        elif hasattr(view, method.lower()) and not view.events:
            yield Endpoint(method, path, max_page_size=view.largest if method == "GET" else 0)
        elif hasattr(view, method.lower()):
            lacking = dialect.without.get(version, frozenset())
            for event, act in getattr(dialect, view.events).items():
                is_served = act is not None and event not in lacking
                if event in dialect.event_types:
                    status = IMPLEMENTED if is_served else NOT_IMPLEMENTED
                    yield Endpoint(method, path, event, status)
