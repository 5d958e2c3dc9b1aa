"""The DATEV layout of an accounting batch: EXTF 700, category 21, Buchungsstapel, version 13.

Semicolons, decimal comma, CR LF, Windows-1252; texts stand in quotation marks. Amounts have no
sign: S or H says whether the account is debited or credited. The layout has no room for control
totals; they stand in the export's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from sales.books.models import Ledger
from sales.exports.datasets.batch import terms_of
from sales.exports.datasets.journal import postings_of
from sales.exports.errors import WishUnfit
from sales.exports.models import BatchTerms
from sales.exports.selecting import Selection, column_name
from sales.exports.totals import ControlTotals
from sales.exports.wishes import ExportWish
from sales.exports.writers.copying import copied
from sales.exports.writers.outlet import Outlet

ENCODING = "cp1252"
END = "\r\n"


def pairs(kind: str, content: str, count: int) -> list[str]:
    """Columns that stand in pairs: what it is, and what it says."""
    return [f"{word} {place}" for place in range(1, count + 1) for word in (kind, content)]


HEADINGS = (
    "Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz",
    "WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum",
    "Belegfeld 1", "Belegfeld 2", "Skonto", "Buchungstext", "Postensperre",
    "Diverse Adressnummer", "Geschäftspartnerbank", "Sachverhalt", "Zinssperre", "Beleglink",
    *pairs("Beleginfo - Art", "Beleginfo - Inhalt", 8),
    "KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID (Bestimmung)",
    "EU-Steuersatz (Bestimmung)", "Abw. Versteuerungsart", "Sachverhalt L+L",
    "Funktionsergänzung L+L", "BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer",
    "BU 49 Funktionsergänzung",
    *pairs("Zusatzinformation - Art", "Zusatzinformation- Inhalt", 20),
    "Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr",
    "Zugeordnete Fälligkeit", "Skontotyp", "Auftragsnummer", "Buchungstyp",
    "USt-Schlüssel (Anzahlungen)", "EU-Land (Anzahlungen)", "Sachverhalt L+L (Anzahlungen)",
    "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz", "Buchungs GUID",
    "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername",
    "Beteiligtennummer", "Identifikationsnummer", "Zeichnernummer", "Postensperre bis",
    "Bezeichnung SoBil-Sachverhalt", "Kennzeichen SoBil-Buchung", "Festschreibung",
    "Leistungsdatum", "Datum Zuord. Steuerperiode", "Fälligkeit", "Generalumkehr (GU)",
    "Steuersatz", "Land", "Abrechnungsreferenz", "BVV-Position", "EU-Land u. UStID (Ursprung)",
    "EU-Steuersatz (Ursprung)", "Abw. Skontokonto",
)  # fmt: skip
QUOTED = {
    "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Belegfeld 1", "Buchungstext",
    "Zusatzinformation - Art 1", "Zusatzinformation- Inhalt 1",
}  # fmt: skip
"""Of the columns that we fill those that hold text."""
LONGEST_FIELD, LONGEST_TEXT = 36, 60


def write_datev(selection: Selection, totals: ControlTotals, outlet: Outlet) -> None:
    """The header, the headings and the postings. WishUnfit beyond one financial year."""
    wish = selection.wish
    terms = terms_of(wish)
    is_closed = closed_through(terms.ledger, wish)
    header = list(header_of(wish, terms, totals, is_closed=is_closed))
    outlet.write(f"{';'.join(header)}{END}{';'.join(HEADINGS)}{END}".encode(ENCODING))
    filled = {**filled_columns(), "Festschreibung": "1" if is_closed else "0"}
    values = [filled.get(heading, "NULL") for heading in HEADINGS]
    names = [f"{value} AS c{place}" for place, value in enumerate(values)]
    quoted = ", ".join(f"c{place}" for place, name in enumerate(HEADINGS) if name in QUOTED)
    options = f"FORMAT csv, DELIMITER ';', ENCODING 'WIN1252', FORCE_QUOTE ({quoted})"
    for row in copied(selection.written(names), options):
        outlet.write(bytes(row).rstrip(b"\n") + END.encode())
        outlet.count_row()


def filled_columns() -> dict[str, str]:
    """What we know of each posting, as SQL."""
    field, words = column_name("document_field"), column_name("posting_text")
    return {
        "Umsatz (ohne Soll/Haben-Kz)": f"replace({column_name('turnover')}::text, '.', ',')",
        "Soll/Haben-Kennzeichen": column_name("side"),
        "WKZ Umsatz": column_name("currency"),
        "Konto": column_name("account"),
        "Gegenkonto (ohne BU-Schlüssel)": column_name("contra_account"),
        "Belegdatum": f"to_char({column_name('booked_on')}, 'DDMM')",
        "Belegfeld 1": f"left(regexp_replace({field}, '[^A-Za-z0-9$&*+/-]', '', 'g'), "
        f"{LONGEST_FIELD})",
        "Buchungstext": f"left(regexp_replace({words}, '[^ -~]', '', 'g'), {LONGEST_TEXT})",
        "Zusatzinformation - Art 1": "'Document'",
        "Zusatzinformation- Inhalt 1": column_name("document"),
        "Leistungsdatum": f"to_char({column_name('service_date')}, 'DDMMYYYY')",
    }


def header_of(
    wish: ExportWish, terms: BatchTerms, totals: ControlTotals, *, is_closed: bool
) -> Iterator[str]:
    """The 31 fields of the first line."""
    assert wish.period is not None
    first, last = wish.period.days
    currencies = [one.currency for one in totals.sums] or [wish.tenant.currency]
    yield from ('"EXTF"', "700", "21", '"Buchungsstapel"', "13")
    yield f"{last_posting(wish):%Y%m%d%H%M%S}000"
    yield from ("", '"PN"', '""', '""', str(terms.adviser_number), str(terms.client_number))
    yield f"{year_of(wish, terms):%Y%m%d}"
    yield from (str(terms.account_digits), f"{first:%Y%m%d}", f"{last:%Y%m%d}")
    yield from ('"Perron"', '""', "1", "0", "1" if is_closed else "0", f'"{currencies[0]}"')
    yield from ("", '""', "", "", '""', "", "", '""', '""')


def year_of(wish: ExportWish, terms: BatchTerms) -> date:
    """The first day of the financial year. WishUnfit for a period that goes beyond its end."""
    assert wish.period is not None
    first, last = wish.period.days
    begins = first.replace(month=terms.first_month, day=1)
    if begins > first:
        begins = begins.replace(year=begins.year - 1)
    if last >= begins.replace(year=begins.year + 1):
        raise WishUnfit("The period of a batch lies within one financial year.")
    return begins


def last_posting(wish: ExportWish) -> datetime:
    """What the batch says it was made at: the moment of its last posting, so that the same
    postings give the same batch."""
    found = postings_of(wish).order_by("-posted_at").values_list("posted_at", flat=True).first()
    assert wish.period is not None
    at = found or datetime.combine(wish.period.last_day, time.min, tzinfo=wish.tenant.zone)
    return at.astimezone(wish.tenant.zone)


def closed_through(ledger: Ledger, wish: ExportWish) -> bool:
    """Whether nothing can be added to the batch any more."""
    assert wish.period is not None
    return ledger.closed_through is not None and ledger.closed_through >= wish.period.last_day
