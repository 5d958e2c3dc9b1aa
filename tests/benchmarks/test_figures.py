import pytest

from benchmarks.figures import Comparison, compared_by_cpu, per_second, percentile
from benchmarks.report import Section, Table, compared, milliseconds, number


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1), (0.1, 1), (0.5, 5), (0.51, 6), (0.99, 10), (1.0, 10)]
)
def test_percentile_is_the_nearest_rank(share, value):
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == value


def test_percentile_of_one_value_is_that_value():
    assert percentile([0.25], 0.99) == 0.25


def test_rate_is_work_by_time():
    assert per_second(30, 1.5) == 20


@pytest.mark.parametrize(
    ("ours", "target", "ratio", "verdict"),
    [(50, 0.5, 0.5, "met"), (49, 0.5, 0.49, "missed"), (49, None, 0.49, "")],
)
def test_ratio_is_ours_by_the_floor(ours, target, ratio, verdict):
    comparison = Comparison("reads", "reads/s", ours, 100, target)

    assert (comparison.ratio, comparison.verdict) == (ratio, verdict)


def test_processor_time_is_compared_where_it_is_known():
    assert compared_by_cpu("reads", "/s", 5.0, None) == []
    assert compared_by_cpu("reads", "/s", 5.0, 10.0) == [Comparison("reads", "/s", 5.0, 10.0)]


def test_table_has_a_row_for_each_comparison():
    table = compared([Comparison("leg", "reads/s", 750, 1000, 0.5), Comparison("plan", "/s", 5, 4)])

    assert table.rows == [
        ("leg", "750", "1,000", "reads/s", "0.75", ">= 0.50", "met"),
        ("plan", "5.00", "4.00", "/s", "1.25", "", ""),
    ]


def test_columns_are_as_wide_as_their_widest_cell():
    table = Table(("", "ms"), [("plan", "12.5"), ("leg", "3")])

    assert list(table.lines()) == ["        ms", "plan  12.5", "leg      3"]


def test_section_is_underlined():
    text = Section("Leg", (Table(("a",), [("b",)]),), ("A note.",)).text()

    assert text == "Leg\n===\n\na\nb\n\nA note.\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.50"), (12.34, "12.3"), (1234.5, "1,234"), (None, "–")],
)
def test_figures_have_about_three_digits(value, text):
    assert number(value) == text


def test_seconds_are_told_in_milliseconds():
    assert (milliseconds(0.0125), milliseconds(None)) == ("12.5", "–")
