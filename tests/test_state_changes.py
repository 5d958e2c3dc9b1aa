"""States are changed by transitions alone: nothing in our code writes one past them."""

from __future__ import annotations

import ast
from pathlib import Path

import django_fsm as fsm
import pytest
from django.apps import apps

from runner import ROOT

SOURCES = [
    "bookings", "config", "demo", "operators", "protocols", "runner", "sales", "support", "tickets",
]  # fmt: skip
WRITERS = {"update", "create", "get_or_create", "update_or_create"}
SWEEPS_MAY = {
    # Many rows whose transitions ran in memory get the same values, in one statement.
    "operators/tenancy/sweeps.py": ["store_state"],
}
STATEFUL = [
    model
    for model in apps.get_models()
    if any(isinstance(field, fsm.FSMFieldMixin) for field in model._meta.fields)
]


def writes_of_state(path: Path) -> list[int]:
    """Lines of calls that hand a state to a query or to a new row, and of assignments to one.

    What an update writes by the names of variables may be a state.
    """
    makers = WRITERS | {model.__name__ for model in STATEFUL}
    lines = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = (
                node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            )
            words = {word.arg for word in node.keywords}
            open_update = name == "update" and None in words
            lines += [node.lineno] if open_update or ("state" in words and name in makers) else []
        elif isinstance(node, ast.Assign):
            targets = [aim for aim in node.targets if isinstance(aim, ast.Attribute)]
            lines += [node.lineno for aim in targets if aim.attr == "state"]
    return sorted(lines)


def functions_around(path: Path, lines: list[int]) -> list[str]:
    """The function that each line stands in, or the line itself outside of functions."""
    functions = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)]
    return [
        next((f.name for f in functions if f.lineno <= line <= (f.end_lineno or 0)), str(line))
        for line in lines
    ]


@pytest.mark.parametrize("source", SOURCES)
def test_no_state_is_written_past_its_transitions(source):
    found = {
        str(path.relative_to(ROOT)): functions_around(path, lines)
        for path in (ROOT / source).rglob("*.py")
        if (lines := writes_of_state(path))
    }

    allowed = {path: names for path, names in SWEEPS_MAY.items() if path.startswith(f"{source}/")}
    assert found == allowed


def test_write_of_state_would_be_found(tmp_path):
    source = tmp_path / "planted.py"
    source.write_text(
        "Booking.objects.update(state='X')\n"
        "Booking(state='X')\n"
        "booking.state = 'X'\n"
        "Booking.objects.filter(state='X')\n"
        "Booking.objects.update(**values)\n"
    )

    assert writes_of_state(source) == [1, 2, 3, 5]
    assert functions_around(source, [3]) == ["3"]


def test_these_models_have_states():
    assert {model.__name__ for model in STATEFUL} == {
        "AccountingPeriod",
        "Booking",
        "CashSettlement",
        "Credit",
        "Delivery",
        "Due",
        "Export",
        "FeedVersion",
        "FleetImport",
        "IssuerKey",
        "Leg",
        "Order",
        "OrderLine",
        "PaymentTransaction",
        "Purchase",
        "RecurringPayment",
        "SupportCase",
        "Ticket",
    }


@pytest.mark.parametrize("model", STATEFUL)
def test_state_is_protected_and_known_to_the_database(model):
    field = model._meta.get_field("state")
    constraints = {constraint.name for constraint in model._meta.constraints}

    assert field.protected
    assert f"{model._meta.model_name}_state_is_known" in constraints


@pytest.mark.parametrize("model", STATEFUL)
def test_states_that_no_transition_reaches_are_the_first_ones(model):
    """And those that a face has a word for but this operator has no use of yet."""
    field = model._meta.get_field("state")
    targets = {move.target for move in field.get_all_transitions(model)}
    unreached = {state for state, _ in field.choices} - targets - {field.default}

    assert unreached == UNUSED.get(model.__name__, set())


UNUSED = {
    "Leg": {"ISSUE_REPORTED"},
}
