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


def test_number_is_read_and_has_a_default():
    numbers = Environment({"COUNT": "3"})

    assert numbers.number("COUNT", hint="set it.", example="1", default=0) == 3
    assert numbers.number("OTHER", hint="set it.", example="1", default=0) == 0


@pytest.mark.parametrize("text", ["-1", "many", "1.5"])
def test_number_that_is_none_is_refused(text):
    with pytest.raises(ImproperlyConfigured) as failure:
        Environment({"COUNT": text}).number("COUNT", hint="count them.", example="1", default=0)

    assert str(failure.value) == f"COUNT is '{text}': count them. For example COUNT=1"


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
        "OPTIONS": {"prepare_threshold": 0},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }


@pytest.mark.parametrize(("told", "threshold"), [("5", 5), ("none", None)])
def test_parse_database_prepares_statements_as_it_is_told(told, threshold):
    database = parse_database(f"postgres://db.example/perron?prepare_threshold={told}")

    assert database["OPTIONS"] == {"prepare_threshold": threshold}


def test_parse_database_refuses_other_kinds():
    with pytest.raises(ImproperlyConfigured, match="must name a PostgreSQL database"):
        parse_database("sqlite:///perron.db")
