"""Exports whose process is killed: never half a file, and it runs again."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from sales.exports.jobs.actions import run_export
from sales.exports.jobs.asking import wish_of
from sales.exports.jobs.errors import ExportNotReady
from sales.exports.jobs.files import path_of
from sales.exports.jobs.queries import file_of, to_send_again
from sales.exports.wishes import Format
from sales.exports.writers import outlet
from sales.models import Export
from tests.apart import start
from tests.factories.export_jobs import asked_export
from tests.factories.moments import BY, NOW, later
from tests.sales.exporting import again, written

JSON = Format.JSON_LINES


def run_in(folder: str, key: int) -> str:
    settings.EXPORT_FOLDER = folder
    return run_export(Export.objects.get(pk=key), by=BY, at=NOW).state


def die_in_the_middle(folder: str, key: int) -> str:
    """Killed when a part of the file is on the disk."""
    outlet.BLOCK, outlet.ROWS_AT_ONCE = 1, 1
    tell = outlet.Outlet.tell

    def tell_and_die(self: Any) -> None:
        tell(self)
        if self.rows == 2:
            self._file.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    outlet.Outlet.tell = tell_and_die  # type: ignore[method-assign]
    return run_in(folder, key)


def killed(call: Any, *, dies_at: int | None = None) -> bool:
    doomed = start(call, dies_at=dies_at)
    doomed.go()
    return doomed.has_died()


@pytest.mark.django_db(transaction=True)
def test_export_killed_in_the_middle_has_no_file_and_runs_again(exporter, folder):
    export = asked_export(exporter.tenant, format=JSON)

    assert killed(partial(die_in_the_middle, str(folder), export.pk))

    [part] = folder.iterdir()
    assert part.name == f"{export.reference}.1.part"
    assert 0 < part.stat().st_size < len(written(wish_of(export)))
    assert again(export).state == "RUNNING"
    with pytest.raises(ExportNotReady):
        file_of(again(export), at=NOW)
    assert to_send_again(later(minutes=2)) == [export.pk]

    done = run_export(again(export), by=BY, at=later(minutes=2))

    assert (done.state, done.attempts) == ("READY", 2)
    assert path_of(done).read_bytes() == written(wish_of(export))
    assert [one.name for one in folder.iterdir()] == [str(export.reference)]


@pytest.mark.django_db(transaction=True)
def test_export_killed_three_times_says_so(exporter, folder):
    export = asked_export(exporter.tenant, format=JSON)
    for _ in range(3):
        assert killed(partial(die_in_the_middle, str(folder), export.pk))

    done = run_export(again(export), by=BY, at=NOW)

    assert (done.state, done.attempts) == ("FAILED", 3)
    assert done.failure == "It was interrupted 3 times; ask for it again."
    assert list(folder.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_export_killed_at_any_statement_is_never_ready_with_half_a_file(exporter, folder):
    whole = written(wish_of(asked_export(exporter.tenant)))
    step = int(os.environ.get("KILL_AT_EVERY", "7"))
    point, died = 1, True
    while died:
        export = asked_export(exporter.tenant)
        died = killed(partial(run_in, str(folder), export.pk), dies_at=point)
        found = again(export)
        if found.state != "READY":
            found = run_export(found, by=BY, at=NOW)
        assert found.state == "READY"
        assert path_of(found).read_bytes() == whole
        point += step
    assert point > 2 * step
