"""Documents as PDF: what stands on their pages, and that they are always the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

from runner import ROOT
from sales.printing.pages import print_sheet
from sales.printing.sheets import Column, Note, Party, Sheet, Table
from tests.printed import lines_of, pages_of

SENDER = Party("Østfold Ferje & Båt <AS>", ["Strandgata 1", "Org.nr. 987654321 MVA"])
COLUMNS = [Column("What", 3), Column("Amount", is_amount=True)]


def table(rows, **more):
    return Table(COLUMNS, [[f"Row {row}", f"{row}.00"] for row in range(rows)], **more)


def sheet(*blocks, **more):
    return Sheet(sender=SENDER, title="Statement 7", blocks=blocks, **more)


def test_sheet_is_printed_from_top_to_bottom():
    whole = sheet(
        table(2, title="Sales", totals=[["Total", "1.00"]]),
        Note("Pay soon.\nThank you."),
        recipient=Party("Řezník Őrség"),
        marks=["SPECIMEN", "COPY"],
        facts=[("Number", "7"), ("Period", "May")],
        reference="Statement 7",
        page_label="Side {page} av {pages}",
    )

    assert lines_of(print_sheet(whole)) == [
        "Řezník Őrség Østfold Ferje & Båt <AS>",
        "Strandgata 1",
        "Org.nr. 987654321 MVA",
        "SPECIMEN",
        "COPY",
        "Statement 7",
        "Number 7",
        "Period May",
        "Sales",
        "What Amount",
        "Row 0 0.00",
        "Row 1 1.00",
        "Total 1.00",
        "Pay soon.",
        "Thank you.",
        "Østfold Ferje & Båt <AS> · Statement 7 Side 1 av 1",
    ]


def test_table_goes_on_over_pages_with_its_titles():
    pages = pages_of(print_sheet(sheet(table(100, totals=[["Total", "4950.00"]]))))

    assert [page.count("What Amount") for page in pages] == [1, 1, 1]
    assert [page[-1].split(" Page ")[1] for page in pages] == ["1 of 3", "2 of 3", "3 of 3"]
    rows = [line for page in pages for line in page if line.startswith("Row ")]
    assert rows == [f"Row {row} {row}.00" for row in range(100)]


@pytest.mark.parametrize("rows", range(34, 44))
def test_totals_are_never_alone_on_a_page(rows):
    whole = sheet(table(rows, totals=[["Without VAT", "1.00"], ["Total", "2.00"]]))

    last = pages_of(print_sheet(whole))[-1]

    place = last.index("Without VAT 1.00")
    assert last[place - 1] == f"Row {rows - 1} {rows - 1}.00"
    assert last[place + 1] == "Total 2.00"


def test_long_words_and_lines_stay_in_their_column():
    rows = [["W" * 200, "1.00"], ["one\ntwo", "2.00"], ["a <b>bold</b> & word " * 9, "8" * 60]]

    lines = lines_of(print_sheet(sheet(Table(COLUMNS, rows))))

    assert "".join(lines).count("W") == 201
    assert "<b>bold</b>" in " ".join(lines)
    assert "".join(lines).count("8") == 61


@pytest.mark.parametrize(
    "letters", ["æøåÆØÅ", "äöüßéñç", "čřěőűłțșğİ", "ΑΒΓαβγ", "АБВабв", "€–×…·"]
)
def test_letters_of_european_names_are_printed(letters):
    assert letters in lines_of(print_sheet(sheet(Note(letters))))


def test_same_sheet_is_the_same_file_in_another_process():
    program = (
        "from tests.sales.test_printing import print_sheet, sheet, table; import hashlib;"
        "print(hashlib.sha256(print_sheet(sheet(table(60)))).hexdigest())"
    )
    run = [sys.executable, "-W", "ignore", "-c", program]

    hashes = {subprocess.check_output(run, cwd=ROOT, text=True) for _ in range(2)}

    assert len(hashes) == 1
