import stat

import pytest

from runner import CannotRun, desk


@pytest.fixture(autouse=True)
def own_var(tmp_path, monkeypatch):
    monkeypatch.setattr(desk, "VAR", tmp_path)
    monkeypatch.setattr(desk, "LOGS", tmp_path / "log")


def test_secrets_are_made_once_and_kept_from_others(tmp_path):
    path = tmp_path / "var" / "secrets.json"

    first = desk.load_secrets(path)

    assert sorted(first) == ["SECRETS_KEYS", "SECRET_KEY"]
    assert desk.load_secrets(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_desk_environment_serves_http_on_this_machine_without_debug(monkeypatch):
    monkeypatch.setenv("DEBUG", "1")

    environment = desk.desk_environment(port=9000, database="postgres://here/perron")

    assert environment["DEBUG"] == "0"
    assert environment["INSECURE_HTTP"] == "1"
    assert environment["BASE_URL"] == "http://127.0.0.1:9000"
    assert environment["DATABASE_URL"] == "postgres://here/perron"


def test_desk_environment_keeps_a_secret_that_was_given(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")

    assert desk.desk_environment(port=9000, database="x")["SECRET_KEY"] == "given"


def test_desk_lock_is_held_by_one_at_a_time():
    with desk.desk_lock() as first, desk.desk_lock() as second:
        assert (first, second) == (True, False)
    with desk.desk_lock() as again:
        assert again is True


def test_desk_database_is_the_given_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://given/perron")

    with desk.desk_database() as (url, binaries):
        assert (url, binaries) == ("postgres://given/perron", None)


def test_desk_database_asks_for_patience_while_another_run_starts(monkeypatch):
    monkeypatch.delenv("DATABASE_URL")

    with (
        desk.desk_lock(),
        pytest.raises(CannotRun, match="try again in a moment"),
        desk.desk_database(),
    ):
        pass
