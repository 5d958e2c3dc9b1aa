"""Every trap of the reference that this face was built by has a test that is named after it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
TRAPS = range(1, 15)
"""Of `tripgo-booking.md`, section 13."""
NUMBER = re.compile(r"_(\d\d)(?=_)")


def test_every_trap_has_a_test():
    names = [
        node.name
        for path in HERE.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_trap_")
    ]

    assert {int(number) for name in names for number in NUMBER.findall(name)} == set(TRAPS)
