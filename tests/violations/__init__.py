"""Each named constraint with a way to break it."""

from tests.violations import (
    bookings,
    documents,
    fares,
    operators,
    orders,
    payments,
    protocols,
    sales,
    tickets,
)
from tests.violations.ways import Violation

VIOLATIONS: dict[str, Violation] = {
    **operators.VIOLATIONS,
    **tickets.VIOLATIONS,
    **sales.VIOLATIONS,
    **fares.VIOLATIONS,
    **orders.VIOLATIONS,
    **payments.VIOLATIONS,
    **documents.VIOLATIONS,
    **bookings.VIOLATIONS,
    **protocols.VIOLATIONS,
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    *operators.EMPTY_COLUMNS,
    *tickets.EMPTY_COLUMNS,
    *sales.EMPTY_COLUMNS,
    *fares.EMPTY_COLUMNS,
    *documents.EMPTY_COLUMNS,
    *bookings.EMPTY_COLUMNS,
]
