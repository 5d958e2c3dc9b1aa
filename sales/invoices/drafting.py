"""Which documents a run makes, before any of them has a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sales.books.models import Ledger
from sales.invoices.charges import Charge
from sales.invoices.models import Invoice
from sales.invoices.queries import invoices_of_orders
from sales.money import total
from sales.settlement.queries import order_of


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice in one currency and the credit note that follows it, either may be empty; or the
    credit note of the invoice that it `corrects`."""

    charged: Sequence[Charge] = ()
    given_back: Sequence[Charge] = ()
    corrects: Invoice | None = None


def drafts_of(ledger: Ledger, charges: Sequence[Charge]) -> Iterator[Draft]:
    """What was given back for an order that an earlier invoice charges is a credit note of that
    invoice. All else of a currency is one invoice.

    Where more was given back in it than sold, it charges what was sold, and a credit note of its
    own gives back. What can stand on neither waits for the next run.
    """
    earlier = invoices_of_orders(ledger, (order_of(charge.posting).pk for charge in charges))
    notes: defaultdict[int, list[Charge]] = defaultdict(list)
    rest: defaultdict[str, list[Charge]] = defaultdict(list)
    for charge in charges:
        invoice = earlier.get(order_of(charge.posting).pk)
        if charge.amount < 0 and invoice is not None:
            notes[invoice.pk].append(charge)
        else:
            rest[charge.posting.currency].append(charge)
    known = {invoice.pk: invoice for invoice in earlier.values()}
    for pk, given_back in sorted(notes.items()):
        yield Draft(given_back=given_back, corrects=known[pk])
    for _, left in sorted(rest.items()):
        yield from _invoice(left)


def _invoice(charges: Sequence[Charge]) -> Iterator[Draft]:
    if total(charge.amount for charge in charges) >= 0:
        yield Draft(charged=charges)
        return
    charged = [charge for charge in charges if charge.amount > 0]
    if charged:
        yield Draft(charged, [charge for charge in charges if charge.amount < 0])
