"""A wire format goes with its folder and its line in the addresses: nobody else names it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from runner import ROOT
from tests.faces import faces_needed_by, imported_modules, is_left_out, needs_face, speaks

OURS = (
    "benchmarks", "bookings", "config", "demo", "operators", "protocols", "runner", "sales",
    "support", "tickets",
)  # fmt: skip
ADDRESSES = Path("config/urls.py")


def outsiders(face: str) -> list[str]:
    """Files outside of a wire format that import it."""
    home = ROOT / "protocols" / face
    return [
        str(path.relative_to(ROOT))
        for folder in OURS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if home not in path.parents and any(speaks(name, face) for name in imported_modules(path))
    ]


@pytest.mark.parametrize("face", ["inspection", "maas_tsp", "sales", "tomp", "traveller", "tripgo"])
def test_nobody_imports_a_wire_format(face):
    assert outsiders(face) == []


DELETED = [
    pytest.param("tomp", "/tomp/", id="tomp", marks=needs_face("tomp")),
    pytest.param("maas_tsp", "/maas/", id="maas_tsp", marks=needs_face("maas_tsp")),
    pytest.param("tripgo", "/v1/booking", id="tripgo", marks=needs_face("tripgo")),
]
"""Wire formats that are deleted on trial, and what their paths begin with."""


@pytest.mark.parametrize(("face", "base"), DELETED)
def test_format_has_one_line_in_the_addresses(face, base):
    named = [line for line in (ROOT / ADDRESSES).read_text().splitlines() if face in line]

    assert named == [f'    path("", include("protocols.{face}.urls")),']


@pytest.mark.parametrize(("face", "base"), DELETED)
def test_server_starts_without_the_folder_and_the_line(face, base, tmp_path):
    for folder in (*OURS, "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=without(face))
    shutil.copy(ROOT / "manage.py", tmp_path)
    addresses = (ROOT / ADDRESSES).read_text().splitlines(keepends=True)
    (tmp_path / ADDRESSES).write_text("".join(one for one in addresses if face not in one))

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.returncode) == (
        "System check identified no issues (0 silenced).\n",
        0,
    ), done.stderr


def without(face: str) -> Callable[[str, list[str]], list[str]]:
    def left_out(folder: str, names: list[str]) -> list[str]:
        gone = [face] if Path(folder).name == "protocols" else []
        return [name for name in names if name in (*gone, "__pycache__")]

    return left_out


@pytest.mark.parametrize(("face", "base"), DELETED)
def test_no_source_outside_names_the_folder(face, base):
    words = (f"protocols.{face}", f"protocols/{face}", base)
    named = [
        str(path.relative_to(ROOT))
        for folder in OURS
        for path in (ROOT / folder).rglob("*.py")
        if (ROOT / "protocols" / face) not in path.parents
        and path != ROOT / ADDRESSES
        and any(word in path.read_text() for word in words)
    ]

    assert named == []


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_tests_that_import_a_format_need_it(tmp_path):
    direct = write(tmp_path, "test_a.py", "from protocols.tomp.errors import Missing\n")
    by_others = write(tmp_path, "test_b.py", "from tests.protocols.tomp.partner import Partner\n")
    neither = write(tmp_path, "test_c.py", "from protocols.models import Limited\n")
    gone = frozenset({"tomp"})

    assert [is_left_out(file, gone) for file in (direct, by_others, neither)] == [True, True, False]
    assert not is_left_out(direct, frozenset())


def test_tests_of_a_format_that_is_gone_are_left_out():
    folder = ROOT / "tests" / "protocols"

    told = [
        is_left_out(folder / name, frozenset({"tomp"}))
        for name in ("tomp", "tomp/test_meta.py", "sales", "sales/test_rights.py")
    ]

    assert told == [True, True, False, False]


@needs_face("maas_tsp", "tomp", "sales")
@pytest.mark.parametrize(
    ("face", "other"), [("sales", "tomp"), ("maas_tsp", "tomp"), ("tomp", "maas_tsp")]
)
def test_tests_of_one_format_do_not_need_another(face, other):
    folder = ROOT / "tests" / "protocols" / face
    borrowers = [path.name for path in folder.rglob("*.py") if other in faces_needed_by(path)]

    assert borrowers == []
