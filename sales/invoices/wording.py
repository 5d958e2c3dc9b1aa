"""The words of invoices, by language."""

from __future__ import annotations

from sales.invoices.states import InvoiceKind
from sales.letters.states import Language

TITLES = {
    (Language.BOKMAL, InvoiceKind.INVOICE): "Faktura",
    (Language.BOKMAL, InvoiceKind.CREDIT_NOTE): "Kreditnota",
    (Language.ENGLISH, InvoiceKind.INVOICE): "Invoice",
    (Language.ENGLISH, InvoiceKind.CREDIT_NOTE): "Credit note",
}
WORDS = {
    Language.BOKMAL: {
        "number": "Nummer", "issued_on": "Dato", "due_on": "Forfall", "period": "Periode",
        "corrects": "Gjelder faktura", "of": "av", "reason": "Årsak", "order": "Ordre",
        "your_reference": "Deres ref.", "contact": "Kontakt", "account": "Betales til",
        "item": "Beskrivelse", "count": "Antall", "vat_rate": "Mva", "amount": "Beløp",
        "total": "Sum", "to_pay": "Å betale", "to_get": "Til gode", "rate": "Mva-sats",
        "net": "Grunnlag", "tax": "Mva", "gross": "Med mva", "entries": "Spesifikasjon",
        "day": "Dag", "fee": "Gebyr",
        "left_out": "{} linjer er ikke skrevet ut her.",
        "letter": "Vedlagt følger {}, {} {}.",
    },
    Language.ENGLISH: {
        "number": "Number", "issued_on": "Date", "due_on": "Due", "period": "Period",
        "corrects": "Corrects invoice", "of": "of", "reason": "Reason", "order": "Order",
        "your_reference": "Your reference", "contact": "Contact", "account": "Pay to",
        "item": "Description", "count": "Count", "vat_rate": "VAT", "amount": "Amount",
        "total": "Total", "to_pay": "To be paid", "to_get": "In your favour", "rate": "VAT rate",
        "net": "Without VAT", "tax": "VAT", "gross": "With VAT", "entries": "Specification",
        "day": "Day", "fee": "Fee",
        "left_out": "{} lines are not printed here.",
        "letter": "Attached is {}, {} {}.",
    },
}  # fmt: skip
