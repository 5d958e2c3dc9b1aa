"""The supplier in memory of other tests is asked as the real one is."""

from __future__ import annotations

import inspect

from operators.supply.interface import SupplierGateway
from protocols.tomp.client.gateway import TompSupplier
from tests.factories.standin import StandIn

QUESTIONS = sorted(name for name in vars(SupplierGateway) if not name.startswith("_"))


def signatures(kind: type) -> dict[str, inspect.Signature]:
    return {name: inspect.signature(getattr(kind, name)) for name in QUESTIONS}


def test_stand_in_and_client_have_the_signatures_of_the_protocol():
    assert signatures(StandIn) == signatures(TompSupplier) == signatures(SupplierGateway)
