"""How the API description shows TOMP 1.6: its front page, and its operations module by module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.tomp.v1_6 import (
    booking_description,
    customers_description,
    leg_description,
    meta_description,
    operator_description,
    payment_description,
    support_description,
)
from protocols.tomp.v1_6.front_page import DESCRIPTION

__all__ = ["DESCRIPTION", "OPERATIONS"]

OPERATIONS: Mapping[str, Mapping[str, Any]] = {
    **booking_description.OPERATIONS,
    **leg_description.OPERATIONS,
    **meta_description.OPERATIONS,
    **operator_description.OPERATIONS,
    **operator_description.OPERATIONS,
    **payment_description.OPERATIONS,
    **support_description.OPERATIONS,
    **customers_description.OPERATIONS,
}
