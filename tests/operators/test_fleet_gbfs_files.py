"""Files of a feed that cannot be read are told by their names, before anything is written."""

import json

import pytest

from tests.factories.gbfs import feed_2, feed_3, files_of
from tests.factories.gbfs_faults import FILES
from tests.operators.gbfs_reading import wrong


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff\xfe{", b"[" * 1000], ids=str)
def test_file_that_is_no_json_is_told(name, content):
    assert wrong({**files_of(feed_2()), name: content}) == [("json_invalid", name, "")]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("member", ["last_updated", "version", "data"])
def test_head_of_a_file_is_needed(name, member):
    files = files_of(feed_2())
    document = json.loads(files[name])
    del document[member]
    files[name] = json.dumps(document).encode()

    assert wrong(files) == [("value_missing", name, member)]


@pytest.mark.parametrize("inside", [[], "text", 7, None])
def test_file_that_is_no_object_is_told(inside):
    files = {**files_of(feed_2()), "vehicle_types.json": json.dumps(inside).encode()}

    assert wrong(files) == [("type_wrong", "vehicle_types.json", "")]


@pytest.mark.parametrize("version", ["1.1", "4.0", "latest"])
def test_version_that_is_not_read_is_told(version):
    feed = {"system_information": feed_2()["system_information"]}

    assert wrong(files_of(feed, version=version)) == [
        ("version_unknown", "system_information.json", "version")
    ]


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "2.3"])
def test_every_version_2_is_read(version):
    assert wrong(files_of(feed_2(), version=version)) == []


def test_files_of_two_versions_are_told():
    files = files_of(feed_2())
    files["vehicle_types.json"] = files_of(feed_3(), version="3.0")["vehicle_types.json"]

    assert wrong(files) == [("version_different", "vehicle_types.json", "version")]
