"""Loading a fleet from its feed: a worker reads it, and the person looks at the import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from operators.admin.changes import Change
from operators.admin.scoping import ScopedInline
from operators.admin.tables import table
from operators.fleet.gbfs.actions import cancel_fleet_import
from operators.fleet.models import Fleet, FleetImport
from operators.fleet.states import FleetImportState
from operators.tasks import load_fleet
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import (
    check_user_can_set_up_fleets,
    user_can_look_into_fleets,
)

HEADERS = ["What", "Added", "Changed", "Returned", "Gone"]


def ask_feed(fleet: Fleet, *, by: Actor, at: datetime) -> Fleet:
    """Have a worker read the feed at the address of the fleet."""
    load_fleet.delay_on_commit(fleet_id=fleet.pk, username=by.name, requested_at=at.isoformat())
    return fleet


def is_running(row: FleetImport) -> bool:
    return row.state == FleetImportState.RUNNING


LOAD_NOW = Change(
    act=ask_feed,
    title="Load now",
    question="A worker reads the GBFS feed of this fleet and makes the fleet what the feed says. "
    "Vehicles that customers have stay as they are. If anything is wrong with the feed, nothing is "
    "changed, and the import tells why.",
    done="A worker reads the feed now; its import appears below.",
    allowed=check_user_can_set_up_fleets,
    offered=lambda fleet: bool(fleet.gbfs_url),
)
CANCEL = Change(
    act=cancel_fleet_import,
    title="Cancel import",
    question="The import stops at its next step. The fleet stays as it is.",
    done="The import is cancelled.",
    allowed=check_user_can_set_up_fleets,
    offered=is_running,
)


class FleetImportInline(ScopedInline):
    """What was read of the feed of a fleet, newest first."""

    model = FleetImport
    may_look = staticmethod(user_can_look_into_fleets)
    fields = ["started_at", "state", "ended_at", "gbfs_version", "source"]
    ordering = ["-started_at"]
    per_page = 10
    show_change_link = True
    # Unfold puts the link into the title.
    hide_title = False


def change_table(counts: Mapping[str, Mapping[str, int]]) -> str:
    """How many rows of each kind an import has added, changed and removed."""
    names = [header.lower() for header in HEADERS[1:]]
    rows = [(kind, *(told.get(name, 0) for name in names)) for kind, told in counts.items()]
    return table(HEADERS, rows, empty="Nothing was written.")
