"""What gunicorn is to know beside its command line; it reads this file where it is started.

Its processes count into one folder, so that /metrics tells the sum whichever of them answers.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

FOLDER = "PROMETHEUS_MULTIPROC_DIR"

# Before anything of Perron is loaded, since prometheus_client looks at the variable once.
_is_ours = not os.environ.get(FOLDER)
if _is_ours:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="perron-metrics-")
Path(os.environ[FOLDER]).mkdir(parents=True, exist_ok=True)


YOUNG_OBJECTS = 10_000
"""So many new ones before the garbage collector looks for circles among them: a page of a list is
that many, and hardly any of them is in one."""


def post_worker_init(worker: Any) -> None:
    """Let the garbage collector leave alone what is loaded, since it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def child_exit(server: Any, worker: Any) -> None:
    """Forget the gauges of a process that ended; its counts stay in the sum."""
    from prometheus_client import multiprocess  # Not loaded before the variable is set.

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Remove the folder, unless somebody else chose it."""
    if _is_ours:
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
