"""Organisations as they stand at the head of printed documents."""

from __future__ import annotations

from operators.tenancy.models import Organisation
from sales.letters.states import Language
from sales.printing.sheets import Party

PAGE_LABELS = {
    Language.BOKMAL: "Side {page} av {pages}",
    Language.ENGLISH: "Page {page} of {pages}",
}
VAT_NUMBERS = {Language.BOKMAL: "Org.nr. {} MVA", Language.ENGLISH: "VAT number {}"}
SPECIMEN = {Language.BOKMAL: "PRØVE – IKKE GYLDIG", Language.ENGLISH: "SPECIMEN – NOT VALID"}
COPY = {Language.BOKMAL: "KOPI", Language.ENGLISH: "COPY"}


def party_facts(organisation: Organisation) -> dict[str, str]:
    """What a document keeps of an organisation, so that it stays as it was issued."""
    return {
        "name": organisation.name,
        "vat_number": organisation.vat_number,
        "address": organisation.address,
    }


def party_of(facts: dict[str, str], language: Language) -> Party:
    """These facts as they are printed: the name, the address, the VAT number."""
    lines = [line.strip() for line in facts["address"].split(",") if line.strip()]
    if facts["vat_number"]:
        lines.append(VAT_NUMBERS[language].format(facts["vat_number"]))
    return Party(facts["name"], lines)
