"""Each named constraint with a way to break it."""

from tests.violations import bookings, fares, operators, orders, protocols, sales, tickets
from tests.violations.ways import Violation

VIOLATIONS: dict[str, Violation] = {
    **operators.VIOLATIONS,
    **tickets.VIOLATIONS,
    **sales.VIOLATIONS,
    **fares.VIOLATIONS,
    **orders.VIOLATIONS,
    **bookings.VIOLATIONS,
    **protocols.VIOLATIONS,
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    *operators.EMPTY_COLUMNS,
    *tickets.EMPTY_COLUMNS,
    *sales.EMPTY_COLUMNS,
    *fares.EMPTY_COLUMNS,
    *bookings.EMPTY_COLUMNS,
]
