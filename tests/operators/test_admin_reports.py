"""What an import found, as a table for people."""

from html.parser import HTMLParser

from operators.admin.reports import count_table, problem_row, problem_table
from operators.timetable.importing.problems import Problem, ProblemKind, Report, Severity

EMPTY_NAME = Problem(
    ProblemKind.VALUE_MISSING,
    "stop_name is empty; write a value.",
    file="stops.txt",
    line=7,
    field="stop_name",
)
SHORT_TRIP = Problem(
    ProblemKind.TRIP_TOO_SHORT,
    "The trip has one stop.",
    file="trips.txt",
    severity=Severity.WARNING,
)


class Cells(HTMLParser):
    """The texts of the cells, in order."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(table)

    def handle_starttag(self, tag, attrs):
        if tag in ("td", "th"):
            self.texts.append("")

    def handle_data(self, text):
        self.texts[-1] += text


def rows_of(*problems):
    return Report(problems).to_json()


def test_problem_tells_what_is_wrong_and_what_to_do():
    assert problem_row(rows_of(EMPTY_NAME)[0]) == [
        "Error", "stops.txt", 7, "stop_name", "stop_name is empty.", "Write a value.",
    ]  # fmt: skip


def test_problem_without_advice_of_its_own_gets_some():
    assert problem_row(rows_of(SHORT_TRIP)[0])[-2:] == [
        "The trip has one stop.",
        "Nothing must be done; look whether it is as you meant it.",
    ]


def test_errors_stand_before_warnings():
    cells = Cells(problem_table(rows_of(SHORT_TRIP, EMPTY_NAME))).texts

    assert [cell for cell in cells if cell in ("Error", "Warning")] == ["Error", "Warning"]


def test_words_of_a_feed_cannot_be_markup():
    nasty = Problem(ProblemKind.DATE_INVALID, "“<script>” is no date; write one.")

    assert "<script>" not in problem_table(rows_of(nasty))


def test_report_without_problems_says_so():
    assert problem_table([]) == "Nothing."
    assert count_table({}) == "Nothing was read yet."


def test_rows_of_files_are_counted():
    assert Cells(count_table({"stops.txt": 12345})).texts == [
        "File", "Rows", "stops.txt", "12,345",
    ]  # fmt: skip
