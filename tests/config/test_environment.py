import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, parse_database


def test_text_returns_the_variable_without_spaces_around_it():
    environment = Environment({"PLACE": " Oslo "})

    assert environment.text("PLACE", hint="set it.", example="Bergen") == "Oslo"


def test_text_that_is_empty_falls_back_to_the_default():
    environment = Environment({"PLACE": ""})

    assert environment.text("PLACE", hint="set it.", example="Bergen", default="Moss") == "Moss"


def test_text_that_is_missing_fails_with_name_hint_and_example():
    with pytest.raises(ImproperlyConfigured) as failure:
        Environment({}).text("PLACE", hint="set the town.", example="Bergen")

    assert str(failure.value) == "PLACE is not set: set the town. For example PLACE=Bergen"


def test_words_are_split_at_commas():
    environment = Environment({"PLACES": "Oslo, Bergen,,Moss"})

    assert environment.words("PLACES", hint="set.", example="x") == ["Oslo", "Bergen", "Moss"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", True), ("true", True), ("YES", True), ("on", True), ("0", False), ("no", False)],
)
def test_flag_understands_the_usual_words(text, expected):
    assert Environment({"LIGHT": text}).flag("LIGHT") is expected


def test_flag_that_is_missing_is_off():
    assert Environment({}).flag("LIGHT") is False


def test_flag_that_is_unclear_is_refused():
    with pytest.raises(ImproperlyConfigured) as failure:
        Environment({"LIGHT": "maybe"}).flag("LIGHT")

    assert str(failure.value) == "LIGHT is 'maybe': set it to 1 or 0."


def test_parse_database_keeps_connections_and_checks_them():
    database = parse_database("postgres://ada:s%40fe@db.example:6432/perron?conn_max_age=0")

    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "perron",
        "USER": "ada",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": 6432,
        "OPTIONS": {},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }


def test_parse_database_refuses_other_kinds():
    with pytest.raises(ImproperlyConfigured, match="must name a PostgreSQL database"):
        parse_database("sqlite:///perron.db")
