"""Files that are no sound tables of text."""

import pytest

from operators.timetable.errors import FeedRefused
from operators.timetable.importing.records import LONGEST_LINE
from tests.factories.gtfs import contents_of, small_feed
from tests.factories.timetable import import_contents


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "content", "kind", "line"),
    [
        ("stops.txt", b"", "column_missing", 1),
        ("trips.txt", b"trip_id,route_id,service_id\r\n", "file_empty", None),
        ("trips.txt", b"trip_id,route_id,service_id\r\nm,1,w\r\nn,1\r\n", "row_malformed", 3),
        ("trips.txt", b"trip_id,route_id,service_id\nm,1,w\n\nn,1,w,5\n", "row_malformed", 4),
        ("trips.txt", b'trip_id,route_id,service_id\nm,1,"w\n', "row_malformed", 2),
        ("trips.txt", b'trip_id,route_id,service_id\n"a\nb",1,w\n"m"x,1,w\n', "row_malformed", 4),
        ("trips.txt", b'trip_id,"route_id,service_id\nm,1,w\n', "row_malformed", 1),
        ("trips.txt", b"trip_id,route_id,service_id" + b",x" * 500, "row_malformed", 1),
        ("trips.txt", b"trip_id,trip_id,route_id,service_id\nm,m,1,w\n", "column_repeated", 1),
        ("trips.txt", b"trip_id,route_id,service_id\rm,1,w\r", "row_malformed", 1),
        ("trips.txt", b"trip_id,route_id,service_id\nm,1,w\nM\xfcnchen,1,w\n",
         "encoding_invalid", 3),
        ("trips.txt", b"trip_id,route_id,service_id\nm,1,w\na\0b,1,w\n", "encoding_invalid", 3),
        ("trips.txt", "trip_id,route_id,service_id\nm,1,w\n".encode("utf-16"),
         "encoding_invalid", 1),
        ("trips.txt", b"trip_id,route_id,service_id\nm,1,w\n" + b"x" * 3 * LONGEST_LINE + b",1,w\n",
         "row_malformed", 3),
    ],
)  # fmt: skip
def test_malformed_file_is_refused_with_its_line(file, content, kind, line, tmp_path):
    contents = contents_of(small_feed()) | {file: content}

    with pytest.raises(FeedRefused) as refused:
        import_contents(contents, tmp_path)

    first = refused.value.report.errors[0]
    assert (first.kind.value, first.file, first.line) == (kind, file, line)
    assert {each.file for each in refused.value.report.errors} <= {file, "stop_times.txt"}


@pytest.mark.django_db
def test_malformed_lines_are_counted_beyond_the_first_hundred(tmp_path):
    lines = b"".join(b"%d,1\n" % number for number in range(120))
    contents = contents_of(small_feed())
    contents["trips.txt"] = b"trip_id,route_id,service_id\n" + lines

    with pytest.raises(FeedRefused) as refused:
        import_contents(contents, tmp_path)

    problems = refused.value.report.problems
    assert [each.line for each in problems] == list(range(2, 102))
    assert {each.total for each in problems} == {120}
    assert problems[0].message == "The line has 2 values, the header 3."
