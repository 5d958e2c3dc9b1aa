"""Suppliers whose language nobody speaks here."""

from __future__ import annotations

import pytest

from operators.models import Supplier
from operators.supply.errors import SupplierUnable
from operators.supply.finding import callback_address_of, reach

UNKNOWN = Supplier(kind="NONE", reference="one")


def test_supplier_of_an_unknown_language_is_not_reached():
    with pytest.raises(SupplierUnable, match="Nothing here speaks NONE"):
        reach(UNKNOWN)


def test_supplier_of_an_unknown_language_has_no_door_to_us():
    assert callback_address_of(UNKNOWN) == ""
