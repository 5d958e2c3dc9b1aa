"""One import while it runs: what it tells its caller and everybody who looks at its row."""

from __future__ import annotations

from dataclasses import dataclass, field

from operators.fleet.gbfs.errors import FleetImportCancelled
from operators.fleet.models import FleetImport
from operators.fleet.states import FleetImportState
from operators.timetable.importing.problems import Problem
from operators.timetable.importing.progress import Listener, Progress


@dataclass(slots=True)
class FleetRun:
    """Notes the steps of an import, and stops it once somebody has cancelled it."""

    row: FleetImport
    listener: Listener | None = None
    warnings: list[Problem] = field(default_factory=list)

    def begin(self, step: str) -> None:
        """The next step starts. FleetImportCancelled if somebody stopped the import meanwhile."""
        running = FleetImport.objects.filter(pk=self.row.pk, state=FleetImportState.RUNNING)
        if not running.update(step=step):
            raise FleetImportCancelled
        if self.listener:
            self.listener(Progress(step))
