import zipfile
from stat import S_IFLNK

import pytest

from operators.timetable.actions import import_feed
from operators.timetable.errors import FeedRefused
from operators.timetable.importing import sources
from operators.timetable.importing.problems import ProblemKind, ProblemsFound
from operators.timetable.importing.sources import open_file, open_source
from operators.timetable.states import FeedVersionState
from tests.factories.gtfs import contents_of, small_feed, write_folder, write_zip
from tests.factories.moments import BY, NOW
from tests.factories.timetable import FeedFactory, import_contents, import_rows


def problems_with(path):
    with pytest.raises(ProblemsFound) as found, open_source(path):
        pass
    return [(problem.kind, problem.file) for problem in found.value.problems]


@pytest.mark.parametrize(
    "name", ["../stops.txt", "a/../../stops.txt", "/etc/stops.txt", "C:\\stops.txt", "..\\a.txt"]
)
def test_member_outside_of_the_archive_is_refused(name, tmp_path):
    path = write_zip({"stops.txt": b"stop_id\n", name: b"x"}, tmp_path / "feed.zip")

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, name)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_member_that_is_there_twice_is_refused(tmp_path):
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("stops.txt", "a")
        archive.writestr("stops.txt", "b")

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, "stops.txt")] * 2


def test_encrypted_member_is_refused(tmp_path):
    path = write_zip({"stops.txt": b"x"}, tmp_path / "feed.zip")
    archive = bytearray(path.read_bytes())
    archive[archive.index(b"PK\x01\x02") + 8] |= sources.ENCRYPTED
    path.write_bytes(archive)

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, "stops.txt")]


def test_member_packed_in_an_unusual_way_is_refused(tmp_path):
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("stops.txt", "x")

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, "stops.txt")]


def test_zip_bomb_is_refused(tmp_path):
    bomb = b"0" * (sources.RATIO_COUNTS_FROM + 1)
    path = write_zip({"stops.txt": bomb}, tmp_path / "feed.zip")

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, "stops.txt")]


@pytest.mark.parametrize("write", [write_zip, write_folder])
def test_feed_that_would_fill_the_disk_is_refused(write, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_FEED", 10)
    path = write({"stops.txt": b"123456", "trips.txt": b"12345"}, tmp_path / "feed")

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, "")]


def test_file_that_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "feed.zip"
    path.write_bytes(b"<html>Not found</html>")

    assert problems_with(path) == [(ProblemKind.SOURCE_UNREADABLE, "feed.zip")]


def test_source_that_is_not_there_is_refused(tmp_path):
    assert problems_with(tmp_path / "feed.zip") == [(ProblemKind.SOURCE_UNREADABLE, "feed.zip")]


def test_damaged_member_is_refused(tmp_path):
    path = write_zip({"stops.txt": bytes(range(256)) * 40}, tmp_path / "feed.zip")
    archive = bytearray(path.read_bytes())
    archive[60:90] = bytes(30)
    path.write_bytes(archive)

    with (
        open_source(path) as source,
        open_file(source, "stops.txt") as file,
        pytest.raises(ProblemsFound) as found,
    ):
        file.read(20_000)

    problem = found.value.problems[0]
    assert (problem.kind, problem.file) == (ProblemKind.SOURCE_UNREADABLE, "stops.txt")


@pytest.mark.django_db
def test_zip_file_with_all_files_in_a_folder_says_where_they_belong(tmp_path):
    contents = {f"feed/{name}": text for name, text in contents_of(small_feed()).items()}
    path = write_zip(contents, tmp_path / "feed.zip")

    with pytest.raises(FeedRefused) as refused:
        import_feed(FeedFactory(), source=path, by=BY, at=NOW)

    assert refused.value.report.errors[0].message == (
        "agency.txt lies in a folder (feed/agency.txt); put it at the top of the zip file."
    )


@pytest.mark.django_db
def test_source_that_cannot_be_read_is_told_in_the_report(tmp_path):
    feed = FeedFactory()

    with pytest.raises(FeedRefused):
        import_feed(feed, source=tmp_path / "none.zip", by=BY, at=NOW)

    version = feed.versions.get()
    assert version.state == FeedVersionState.REFUSED
    assert version.problems[0]["message"] == (
        "none.zip: it cannot be read (No such file or directory); send a zip file or a folder "
        "with the files of the feed."
    )


@pytest.mark.parametrize("target", ["/etc/passwd", "other.txt"])
def test_link_in_a_zip_file_is_refused(target, tmp_path):
    path = tmp_path / "feed.zip"
    link = zipfile.ZipInfo("stops.txt")
    link.external_attr = (S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, target)

    assert problems_with(path) == [(ProblemKind.SOURCE_UNSAFE, "stops.txt")]


def test_link_in_a_folder_is_refused(tmp_path):
    folder = write_folder({"agency.txt": b"x"}, tmp_path / "feed")
    (folder / "stops.txt").symlink_to("/etc/passwd")

    assert problems_with(folder) == [(ProblemKind.SOURCE_UNSAFE, "stops.txt")]


ENCODINGS = [
    ("utf-16", 1, "The file is UTF-16 or UTF-32; save it as UTF-8."),
    ("utf-16-le", 1, "The line has a NUL; save it as UTF-8."),
    ("utf-32", 1, "The file is UTF-16 or UTF-32; save it as UTF-8."),
    ("latin-1", 2, "Byte 9 of the line is no UTF-8; save the file as UTF-8."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("encoding", "line", "message"), ENCODINGS)
def test_file_that_is_no_utf_8_is_refused_and_the_old_feed_stays(encoding, line, message, tmp_path):
    old = import_rows(small_feed(), tmp_path)
    contents = contents_of(small_feed())
    contents["stops.txt"] = contents["stops.txt"].replace(b"Market", "Märkt".encode())
    contents["stops.txt"] = contents["stops.txt"].decode().encode(encoding)

    with pytest.raises(FeedRefused) as refused:
        import_contents(contents, tmp_path, feed=old.feed)

    (problem,) = refused.value.report.errors
    assert (problem.kind, problem.file, problem.line) == ("encoding_invalid", "stops.txt", line)
    assert problem.message == message
    assert old.feed.versions.in_force().get() == old


def test_file_is_told_by_the_name_that_people_know_it_by(tmp_path):
    kept = tmp_path / "3f2a.zip"
    kept.write_bytes(b"PK, but not for long")

    with pytest.raises(ProblemsFound) as found, open_source(kept, called="town.zip"):
        pass

    assert [problem.file for problem in found.value.problems] == ["town.zip"]
