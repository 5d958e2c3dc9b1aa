"""A receipt as people read it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from operators.tenancy.models import Tenant
from sales.letters.states import Language
from sales.letters.wording import in_words, shown_amount
from sales.payments.states import PaymentType
from sales.receipts.models import Receipt
from sales.receipts.states import ReceiptKind

SUBJECTS = {
    (Language.BOKMAL, ReceiptKind.SALE): "Kvittering",
    (Language.BOKMAL, ReceiptKind.RETURN): "Returkvittering",
    (Language.ENGLISH, ReceiptKind.SALE): "Receipt",
    (Language.ENGLISH, ReceiptKind.RETURN): "Return receipt",
}
COPY = {Language.BOKMAL: "Kopi: ", Language.ENGLISH: "Copy: "}
WITH_AMOUNTS = ("amount", "tax_amount", "rate", "vat_rate")
# The others are names, the same in every language.
WAYS: dict[Language, dict[str, str]] = {
    Language.BOKMAL: {
        PaymentType.CASH: "Kontanter",
        PaymentType.GIFTCARD: "Gavekort",
        PaymentType.INVOICE: "Faktura",
        PaymentType.ON_ACCOUNT: "Faktura",
    },
    Language.ENGLISH: {},
}


def subject_of(receipt: Receipt, language: Language, *, is_copy: bool) -> str:
    facts = receipt.facts
    name = SUBJECTS[language, ReceiptKind(facts["kind"])]
    return f"{COPY[language] if is_copy else ''}{name} {receipt.number}, {facts['seller']['name']}"


def text_of(receipt: Receipt, language: Language, *, is_copy: bool) -> str:
    """The whole receipt as plain text; moments are of the tenant's zone."""
    words = {**words_of(receipt, language, receipt.order.tenant), "is_copy": is_copy}
    return render_to_string(f"letters/receipt.{language}.txt", words).strip() + "\n"


def words_of(receipt: Receipt, language: Language, tenant: Tenant) -> dict[str, Any]:
    """What templates print of a receipt, amounts as they are written in the language."""
    facts = receipt.facts
    return {
        "facts": facts,
        "number": receipt.number,
        "issued_at": in_words(receipt.issued_at, tenant),
        "items": [_written(item, language) for item in facts["items"]],
        "total": shown_amount(facts["total_amount"], language),
        "vats": [_written(vat, language) for vat in facts["vat"]],
        "payments": [_written(paid, language) for paid in facts["payments"]],
        "credits": [_written(given, language) for given in facts["credits"]],
    }


def _written(one: dict[str, Any], language: Language) -> dict[str, Any]:
    amounts = {name: shown_amount(one[name], language) for name in WITH_AMOUNTS if name in one}
    ways = [_way(way, language) for way in one.get("ways", ())]
    charges = [_written(charge, language) for charge in one.get("charges", ())]
    return {**one, **amounts, "how": ", ".join(ways), "charges": charges}


def _way(way: dict[str, str], language: Language) -> str:
    name = WAYS[language].get(way["type"]) or str(PaymentType(way["type"]).label)
    return f"{name} …{way['card_number']}" if way["card_number"] else name
