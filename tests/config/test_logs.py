import logging

import pytest
import structlog

from tests.loglines import written_lines


@pytest.fixture
def log_lines():
    """A function that reads what the logger "trial" has written."""
    with written_lines("trial") as lines:
        yield lines


def test_log_line_is_json_with_the_bound_correlation_id(log_lines):
    with structlog.contextvars.bound_contextvars(correlation_id="r1"):
        structlog.get_logger("trial").info("order_confirmed", order="ABCD1234")

    (line,) = log_lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "order_confirmed",
        "order": "ABCD1234",
        "correlation_id": "r1",
        "logger": "trial",
        "level": "info",
    }


def test_log_line_of_a_library_has_the_same_form(log_lines):
    logging.getLogger("trial").warning("%s left", 3)

    (line,) = log_lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "3 left", "logger": "trial", "level": "warning"}


def test_log_line_below_the_level_is_not_written(log_lines):
    structlog.get_logger("trial").debug("detail")

    assert log_lines() == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("mail to anna.b+c@mail.example now", "mail to *** now"),
        ("redis://user:pa-ss@redis.example/0", "redis://user:***/0"),
        ("sent Authorization: Bearer abc.DEF_1-2=", "sent Authorization: Bearer ***"),
        ("sent X-Access-Token: s3cret-word to it", "sent X-Access-Token: *** to it"),
        (
            "duplicate key\nDETAIL:  Key (email)=(anna) already exists.\nnext",
            "duplicate key\nDETAIL:***\nnext",
        ),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_what_a_library_says_loses_its_secrets(log_lines, said, written):
    logging.getLogger("trial").warning("%s", said)

    assert [line["event"] for line in log_lines()] == [written]


def test_secret_in_an_exception_is_lost_as_well(log_lines):
    try:
        int("anna@mail.example")
    except ValueError:
        logging.getLogger("trial").exception("it failed")

    (line,) = log_lines()
    assert line["exception"].splitlines()[-1] == (
        "ValueError: invalid literal for int() with base 10: '***'"
    )
