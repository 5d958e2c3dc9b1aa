"""Which tests need which wire format. A format is deleted with its folder below `protocols/` and
its line in the addresses; then the tests that import it are not collected, and those that call it
at its addresses alone are skipped by `needs_face`."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from runner import ROOT

FACES = (
    "accounts", "inspection", "maas_tsp", "oauth", "payments", "sales", "tomp", "traveller",
    "tripgo",
)  # fmt: skip


def is_here(face: str) -> bool:
    """Whether the folder of a wire format is there."""
    return (ROOT / "protocols" / face / "__init__.py").exists()


GONE = frozenset(face for face in FACES if not is_here(face))


def needs_face(*faces: str) -> pytest.MarkDecorator:
    """Skip a test without one of these wire formats."""
    missing = ", ".join(face for face in faces if face in GONE)
    return pytest.mark.skipif(bool(missing), reason=f"the wire format {missing} is deleted")


def is_left_out(path: Path, gone: frozenset[str] = GONE) -> bool:
    """Whether a test file or a folder of them needs a wire format that is not there."""
    if not gone:
        return False
    if any(ROOT / "tests" / "protocols" / face in (path, *path.parents) for face in gone):
        return True
    return path.suffix == ".py" and bool(faces_needed_by(path) & gone)


@cache
def faces_needed_by(path: Path) -> frozenset[str]:
    """The wire formats that a file of tests imports, itself or by what it imports of the tests."""
    needed: set[str] = set()
    seen: set[Path] = set()
    waiting = [path]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        modules = imported_modules(one)
        needed |= {face for face in FACES for name in modules if speaks(name, face)}
        waiting += [file for name in modules if (file := file_of(name)) is not None]
    return frozenset(needed)


def speaks(module: str, face: str) -> bool:
    """Whether the module is one of the wire format, or of its own tests."""
    homes = (f"protocols.{face}.", f"tests.protocols.{face}.")
    return f"{module}.".startswith(homes)


@cache
def imported_modules(path: Path) -> frozenset[str]:
    """The modules that a file names in its imports, and what may be one."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(modules)


def file_of(module: str) -> Path | None:
    """The file of a module of the tests; None for others."""
    if not module.startswith("tests."):
        return None
    file = ROOT / f"{module.replace('.', '/')}.py"
    return file if file.exists() else None
