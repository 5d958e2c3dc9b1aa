"""One import while it runs: what it tells its caller and everybody who looks at the version."""

from __future__ import annotations

from dataclasses import dataclass, field

from operators.timetable.errors import ImportCancelled
from operators.timetable.importing.progress import Listener, Progress
from operators.timetable.models import FeedVersion
from operators.timetable.states import FeedVersionState


@dataclass(slots=True)
class ImportRun:
    """Notes the progress of a version, and stops the import once the version was cancelled."""

    version: FeedVersion
    listener: Listener | None = None
    step: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def begin(self, step: str) -> None:
        """The next step starts. ImportCancelled if somebody stopped the import meanwhile."""
        self.step = step
        self.note()
        self.tell(Progress(step))

    def count(self, file: str, rows: int) -> None:
        """So many rows of a file have been read. ImportCancelled as above."""
        self.counts[file] = rows
        self.note()

    def note(self) -> None:
        noted = FeedVersion.objects.filter(
            pk=self.version.pk, state=FeedVersionState.IMPORTING
        ).update(step=self.step, counts=self.counts)
        if not noted:
            raise ImportCancelled

    def tell(self, progress: Progress) -> None:
        if self.listener:
            self.listener(progress)
