"""Each named constraint with a way to break it."""

from tests.violations import (
    bookings,
    books,
    closing,
    documents,
    exports,
    fares,
    invoices,
    operators,
    orders,
    payments,
    protocols,
    sales,
    settling,
    tickets,
    verifier,
)
from tests.violations.ways import Violation

VIOLATIONS: dict[str, Violation] = {
    **operators.VIOLATIONS,
    **tickets.VIOLATIONS,
    **verifier.VIOLATIONS,
    **sales.VIOLATIONS,
    **fares.VIOLATIONS,
    **orders.VIOLATIONS,
    **payments.VIOLATIONS,
    **books.VIOLATIONS,
    **documents.VIOLATIONS,
    **exports.VIOLATIONS,
    **invoices.VIOLATIONS,
    **closing.VIOLATIONS,
    **settling.VIOLATIONS,
    **bookings.VIOLATIONS,
    **protocols.VIOLATIONS,
}
EMPTY_COLUMNS: list[tuple[str, Violation]] = [
    *operators.EMPTY_COLUMNS,
    *tickets.EMPTY_COLUMNS,
    *sales.EMPTY_COLUMNS,
    *fares.EMPTY_COLUMNS,
    *books.EMPTY_COLUMNS,
    *documents.EMPTY_COLUMNS,
    *invoices.EMPTY_COLUMNS,
    *settling.EMPTY_COLUMNS,
    *bookings.EMPTY_COLUMNS,
]
