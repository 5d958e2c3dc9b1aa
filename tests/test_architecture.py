"""What import-linter cannot say about who imports what."""

import ast
import sys
from pathlib import Path

import pytest

from runner import ROOT

DOMAIN = ("operators", "tickets", "sales", "bookings", "support")


def imported_modules(path: Path) -> set[str]:
    """Return the modules that a file names in its imports."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return modules


@pytest.mark.parametrize("app", DOMAIN)
def test_domain_knows_requests_only_in_its_admin(app):
    speakers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / app).rglob("*.py")
        if "django.http" in imported_modules(path)
        and "admin" not in (path.stem, *path.relative_to(ROOT).parent.parts)
    ]

    assert speakers == []


def test_runner_imports_nothing_of_django_and_nothing_of_ours():
    outside = {"django", "config", *DOMAIN, "protocols", "celery", "gunicorn"}
    imported = {
        module.split(".")[0]
        for path in (ROOT / "runner").glob("*.py")
        for module in imported_modules(path)
    }

    assert imported & outside == set()


def test_dev_needs_the_standard_library_alone():
    imported = {module.split(".")[0] for module in imported_modules(ROOT / "dev.py")}

    assert imported <= sys.stdlib_module_names
