"""What gunicorn reads where it is started."""

from __future__ import annotations

import gc
import os
import runpy
from pathlib import Path

import pytest

from runner import ROOT

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@pytest.fixture
def read(monkeypatch):
    """What gunicorn finds in the file, with the folder that a variable names or with none."""

    def run(folder: str = ""):
        monkeypatch.setenv(FOLDER, folder)
        return runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    return run


def test_processes_get_a_folder_of_their_own_which_goes_with_them(read):
    hooks = read()
    folder = Path(os.environ[FOLDER])
    assert folder.is_dir()

    hooks["on_exit"](None)

    assert not folder.exists()


def test_folder_that_somebody_chose_is_made_and_left(read, tmp_path):
    chosen = tmp_path / "figures"
    hooks = read(str(chosen))

    (chosen / "gauge_liveall_7.db").touch()
    (chosen / "counter_7.db").touch()
    hooks["child_exit"](None, type("Worker", (), {"pid": 7}))
    hooks["on_exit"](None)

    assert [path.name for path in chosen.iterdir()] == ["counter_7.db"]


def test_collector_of_garbage_leaves_what_is_loaded_alone(read, monkeypatch):
    # For this process it would hold to the end of all tests.
    done = []
    for name in ("collect", "freeze", "set_threshold"):
        monkeypatch.setattr(gc, name, lambda *values, name=name: done.append((name, *values)))

    read()["post_worker_init"](None)

    assert done == [("collect",), ("freeze",), ("set_threshold", 10_000, 20, 20)]
