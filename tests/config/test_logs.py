import io
import json
import logging
from logging.config import DictConfigurator

import pytest
import structlog

from config.logs import logging_config


@pytest.fixture
def log_lines():
    """Send the logger "trial" through the JSON form; returns a function that reads the lines."""
    config = logging_config(level="INFO", pretty=False)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DictConfigurator(config).configure_formatter(config["formatters"]["line"]))
    logger = logging.getLogger("trial")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)

    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]

    logger.removeHandler(handler)


def test_log_line_is_json_with_the_bound_request_id(log_lines):
    with structlog.contextvars.bound_contextvars(request_id="r1"):
        structlog.get_logger("trial").info("order_confirmed", order="ABCD1234")

    (line,) = log_lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "order_confirmed",
        "order": "ABCD1234",
        "request_id": "r1",
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
