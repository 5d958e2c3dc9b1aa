"""Descriptions of ours, tried: what they allow and what they forbid is made up and sent.

What is to be sent is made up when a test runs: for all operations together that takes longer than
reading all other tests does, and every process reads all tests.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import Case, checks, openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.hypothesis.builder import (
    InvalidHeadersExampleMark,
    InvalidRegexMark,
    MissingPathParameters,
    NonSerializableMark,
    UnsatisfiableExampleMark,
    UnserializablePayloadMark,
)
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema

from tests.protocols.openapi import served

LONGER = os.environ.get("SCHEMATHESIS_EXAMPLES")
"""Tries longer than the suite does: SCHEMATHESIS_EXAMPLES=1000."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
NOT_MADE_UP = [
    InvalidHeadersExampleMark,
    InvalidRegexMark,
    MissingPathParameters,
    NonSerializableMark,
    UnsatisfiableExampleMark,
    UnserializablePayloadMark,
]
"""What is noted of operations for which there was something that could not be made up."""
RANDOM = {"X-Schemathesis-TestCaseId"}


def each_operation(name: str, *, examples: int) -> Callable[[Callable[..., None]], Any]:
    """Run the test for each operation of a description, each with its own cases one by one:
    all that try a limit, and so many that hypothesis makes up."""
    config = SchemathesisConfig()
    config.projects.default.generation.deterministic = True
    schema = openapi.from_dict(served(name), config=config)
    schema.app = get_wsgi_application()
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}
    sought = settings(
        max_examples=int(LONGER or examples),
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )

    def of_test(test: Callable[..., None]) -> Any:
        test = sought(test)

        def tried(label: str, **fixtures: Any) -> None:
            built = cases_of(schema, operations[label], test)
            assert [mark for mark in NOT_MADE_UP if mark.is_set(built)] == []
            built(**fixtures)

        told = inspect.signature(test).parameters
        kept = [one for one in told.values() if one.name != "case"]
        label = inspect.Parameter("label", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        tried.__signature__ = inspect.Signature([label, *kept])  # type: ignore[attr-defined]
        tried.__module__, tried.__doc__ = test.__module__, test.__doc__
        return pytest.mark.parametrize("label", list(operations))(tried)

    return of_test


def cases_of(schema: BaseSchema, operation: Any, test: Callable[..., None]) -> Callable[..., None]:
    """The test, which asks for fixtures alone."""
    return build_operation_test(
        config=schema.config,
        operation=operation,
        test_func=test,
        given_kwargs={},
        # Nothing of the constants of our modules: what is drawn would hang on what was imported.
        feedback=FeedbackSources(),
    )


def request_of(case: Case, headers: Mapping[str, str]) -> str:
    """What is sent, to the letter. Cases that differ are often the same once they name what there
    is; each is tried in the same world, so the same request has the same answer."""
    told = case.as_transport_kwargs(headers=dict(headers))
    told["headers"] = {name: value for name, value in told["headers"].items() if name not in RANDOM}
    return repr((case.operation.label, told, case.cookies))
