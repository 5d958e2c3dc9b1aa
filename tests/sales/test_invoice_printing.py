"""Invoices as PDF, and the letters that they go with."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core import mail

from bookings.actions.booking import cancel_booking
from sales.catalogue.states import Cancellation
from sales.invoices.actions import send_invoice, take_back_invoice
from sales.invoices.errors import NoAddress
from sales.invoices.printing import invoice_pdf
from sales.letters.actions import send_letters
from sales.letters.states import Language
from sales.models import Invoice, Letter
from tests.factories.moments import BY, NOW, later
from tests.factories.scenarios import Shop, open_shop
from tests.printed import lines_of, pages_of
from tests.sales.invoicing import NEXT_DAY, invoiced
from tests.standing import standing

pytestmark = pytest.mark.django_db
NOB, ENG = Language.BOKMAL, Language.ENGLISH


@standing
def shop() -> Shop:
    shop = open_shop(
        {"cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": Decimal("1.00")}
    )
    seller, partner = shop.channel.seller, shop.channel.partner
    seller.name, seller.vat_number = "Østfold Ferje & Båt <AS>", "987654321"
    seller.address, seller.bank_account = "Strandgata 1, 1601 Fredrikstad", "1234 56 78901"
    seller.save()
    partner.name, partner.address = "Řezník Őrség Łódź GmbH", "Straße 5, Köln"
    partner.billing_email = "rechnung@partner.example"
    partner.save()
    return shop


@standing
def invoice(shop) -> Invoice:
    cancel_booking(shop.sell(), by=BY, at=NOW)
    shop.sell(30, 31)
    return invoiced(shop)[0]


def test_invoice_is_printed_in_norwegian(invoice, shop):
    lines = lines_of(invoice_pdf(invoice, NOB))
    codes = list(invoice.entries.order_by("pk").values_list("posting__order__code", flat=True))
    sold = f"{shop.product.name}, Adult"

    assert lines == [
        "Řezník Őrség Łódź GmbH",
        "Straße 5",
        "Köln",
        "Østfold Ferje & Båt <AS>",
        "Strandgata 1",
        "1601 Fredrikstad",
        "Org.nr. 987654321 MVA",
        "Faktura 1",
        "Nummer 1",
        "Dato 2026-06-02",
        "Periode 2026-06-01 – 2026-06-01",
        "Forfall 2026-06-16",
        "Betales til 1234 56 78901",
        "Beskrivelse Antall Mva Beløp EUR",
        "Cancellation 1 9,00 % 1,00",
        f"{sold} 3 9,00 % 12,00",
        f"{sold} -1 9,00 % -4,00",
        "Å betale 9,00",
        "Mva-sats Grunnlag EUR Mva EUR Med mva EUR",
        "9,00 % 8,26 0,74 9,00",
        "Sum 8,26 0,74 9,00",
        "Spesifikasjon",
        "Dag Ordre Beskrivelse Mva EUR Beløp EUR",
        f"2026-06-01 {codes[0]} 1 × {sold} 0,33 4,00",
        f"2026-06-01 {codes[1]} 1 × {sold} -0,33 -4,00",
        f"2026-06-01 {codes[2]} Cancellation 0,08 1,00",
        f"2026-06-01 {codes[3]} 2 × {sold} 0,66 8,00",
        "Østfold Ferje & Båt <AS> · Faktura 1, 2026-06-02 Side 1 av 1",
    ]


def test_credit_note_names_its_invoice(invoice):
    note = take_back_invoice(invoice, reason="Wrong address", by=BY, at=NEXT_DAY)

    lines = lines_of(invoice_pdf(note, ENG))

    told = [
        "Credit note 1",
        "Corrects invoice 1 of 2026-06-02",
        "Reason Wrong address",
        "In your favour 9.00",
        "Total -8.26 -0.74 -9.00",
    ]
    assert [line for line in lines if line in told] == told
    assert [line for line in lines if line.startswith(("Due", "Pay to"))] == []


def test_same_invoice_is_the_same_file(invoice, shop):
    first = invoice_pdf(invoice, ENG)
    shop.channel.seller.name = "Another name"
    shop.channel.seller.save()

    assert invoice_pdf(Invoice.objects.get(), ENG) == first


def test_long_specification_goes_on_over_pages(shop, monkeypatch):
    monkeypatch.setattr("sales.invoices.printing.MOST_PRINTED", 60)
    for _ in range(62):
        shop.sell()

    pages = pages_of(invoice_pdf(invoiced(shop)[0], ENG))

    titles = "Day Order Description VAT EUR Amount EUR"
    assert [page.count(titles) for page in pages] == [1] * len(pages)
    assert [page[-1][-11:] for page in pages] == ["Page 1 of 2", "Page 2 of 2"]
    assert pages[-1][-2] == "2 lines are not printed here."


def test_invoice_is_sent_as_pdf(invoice):
    letter = send_invoice(invoice, language=NOB, by=BY, at=NEXT_DAY)
    assert send_letters(by=BY, at=NEXT_DAY, limit=10) == 1

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["rechnung@partner.example"],
        "Faktura 1, Østfold Ferje & Båt <AS>",
    )
    assert sent.body == "Vedlagt følger faktura 1, 9,00 EUR.\n\nØstfold Ferje & Båt <AS>\n"
    [(name, content, kind)] = sent.attachments
    assert (name, kind) == ("faktura-1-2026.pdf", "application/pdf")
    assert content == invoice_pdf(invoice, NOB)
    letter.refresh_from_db()
    assert (letter.attachment, letter.attachment_name) == (None, "faktura-1-2026.pdf")


def test_invoice_without_an_address_is_not_sent(invoice):
    invoice.payer.billing_email = ""

    with pytest.raises(NoAddress):
        send_invoice(invoice, by=BY, at=NEXT_DAY)
    assert Letter.objects.count() == 0
    told = send_invoice(invoice, recipient="finance@example.no", by=BY, at=NEXT_DAY)
    assert told.recipient == "finance@example.no"


def test_letter_that_fails_keeps_its_attachment(invoice, monkeypatch):
    send_invoice(invoice, by=BY, at=NEXT_DAY)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    assert send_letters(by=BY, at=NEXT_DAY, limit=10) == 0

    letter = Letter.objects.get()
    assert bytes(letter.attachment) == invoice_pdf(invoice, ENG)
    assert letter.due_at == later(days=1, minutes=1)


def refuse(_):
    raise OSError("no connection")
