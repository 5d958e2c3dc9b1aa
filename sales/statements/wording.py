"""The words of statements, by language."""

from __future__ import annotations

from sales.letters.states import Language

WORDS = {
    Language.BOKMAL: {
        "title": "Avregning", "number": "Nummer", "issued_on": "Dato", "period": "Periode",
        "channel": "Salgskanal", "corrects": "Tilbakefører avregning", "of": "av",
        "reason": "Årsak", "account": "Betales til", "currency": "Valuta",
        "operators": "Salg", "operator": "Operatør", "tickets": "Billetter",
        "gross": "Med mva", "tax": "Mva", "net": "Uten mva", "rate": "Mva-sats", "vat": "Mva",
        "earned": "Provisjon", "terms": "Vilkår", "base": "Grunnlag", "commission": "Provisjon",
        "fee": "Gebyr", "commission_tax": "Mva av provisjon og gebyr",
        "WITHOUT_VAT": "{} % av pris uten mva", "WITH_VAT": "{} % av pris med mva",
        "per_ticket": "{} per billett", "total": "Sum", "sums": "Oppgjør",
        "gross_sales": "Salg med mva", "tax_sales": "Mva av salget", "share": "Salg uten mva",
        "OPERATOR": "Til utbetaling", "PARTNER": "Til gode",
        "remainder": "Provisjonen er regnet av summen; øreavrunding mot enkeltsalg, {}, er "
        "selgerens.",
    },
    Language.ENGLISH: {
        "title": "Statement", "number": "Number", "issued_on": "Date", "period": "Period",
        "channel": "Sales channel", "corrects": "Takes back statement", "of": "of",
        "reason": "Reason", "account": "Pay to", "currency": "Currency",
        "operators": "Sales", "operator": "Operator", "tickets": "Tickets",
        "gross": "With VAT", "tax": "VAT", "net": "Without VAT", "rate": "VAT rate", "vat": "VAT",
        "earned": "Commission", "terms": "Terms", "base": "Base", "commission": "Commission",
        "fee": "Fees", "commission_tax": "VAT on commission and fees",
        "WITHOUT_VAT": "{} % of the price without VAT", "WITH_VAT": "{} % of the price with VAT",
        "per_ticket": "{} per ticket", "total": "Total", "sums": "Settlement",
        "gross_sales": "Sales with VAT", "tax_sales": "VAT in them", "share": "Sales without VAT",
        "OPERATOR": "To be paid to you", "PARTNER": "In your favour",
        "remainder": "The commission is taken of the sum; the difference from those of single "
        "sales, {}, is the seller's.",
    },
}  # fmt: skip
