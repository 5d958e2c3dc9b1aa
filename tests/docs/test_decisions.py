import re

import pytest

from runner import ROOT

FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
A_PAGE = 50


def test_index_lists_exactly_the_decisions():
    index = re.findall(
        r"^\| (\d+) \| \[(.*?)\]\((.*?)\) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE
    )

    assert [(f"# {number}. {title}", name) for number, title, name in index] == [
        (path.read_text().splitlines()[0], path.name) for path in RECORDS
    ]


def test_decisions_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_decision_says_why_what_and_at_what_cost(path):
    lines = path.read_text().splitlines()

    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequences",
    ]
    assert len(lines) <= A_PAGE
