"""Each named constraint with a way to break it."""

from tests.violations import bookings, operators, orders, sales, tickets
from tests.violations.ways import Violation

VIOLATIONS: dict[str, Violation] = {
    **operators.VIOLATIONS,
    **tickets.VIOLATIONS,
    **sales.VIOLATIONS,
    **orders.VIOLATIONS,
    **bookings.VIOLATIONS,
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    *operators.EMPTY_COLUMNS,
    *tickets.EMPTY_COLUMNS,
    *sales.EMPTY_COLUMNS,
    *bookings.EMPTY_COLUMNS,
]
