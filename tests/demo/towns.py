"""Seeded towns for tests, which may be left standing with the files that they come with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from demo.seed import seed_demo

AT = datetime(2026, 3, 4, 10, 17, 5, tzinfo=UTC)


def seed(folder, *, at=AT, days_of_sales=0):
    return seed_demo(folder=folder, at=at, days_of_sales=days_of_sales)


Town = tuple[dict[str, Any], dict[str, bytes]]
"""What a seed tells, and the files that it leaves."""


def build_town(**how: Any) -> Town:
    with TemporaryDirectory() as name:
        folder = Path(name)
        told = seed(folder, **how)
        return told, {file.name: file.read_bytes() for file in folder.iterdir()}


def open_town(town: Town, folder: Path) -> dict[str, Any]:
    """The town with its files in the folder, as a seed of this folder leaves it."""
    told, files = town
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return told
