"""The command that writes the descriptions: additions at once, breaking differences when meant."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from runner import ROOT
from tests.faces import needs_face


@pytest.fixture
def folder(tmp_path) -> Path:
    """The stored descriptions, which another test holds against the code."""
    return Path(copytree(ROOT / "docs" / "api", tmp_path / "api"))


def test_addition_is_written(folder):
    [file] = folder.glob("sales-*")
    served = file.read_text()
    file.write_text(served.replace("  /sales/v1/offers:\n", "  /sales/v1beta/offers:\n"))

    call_command("describe_apis", folder=folder)

    assert file.read_text() == served


@needs_face("tomp")
def test_breaking_difference_is_written_only_when_it_is_meant(folder):
    [file] = folder.glob("tomp-1.1*")
    served = file.read_text()
    stored = served.replace("  /tomp/operator/meta:\n", "  /tomp/operator/old:\n")
    assert stored != served
    file.write_text(stored)

    with pytest.raises(CommandError) as refused:
        call_command("describe_apis", folder=folder)

    assert f"{file.name}: GET /tomp/operator/old: is gone" in str(refused.value)
    assert file.read_text() == stored
    call_command("describe_apis", folder=folder, breaking=True)
    assert file.read_text() == served
