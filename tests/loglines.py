"""The lines that a process would write, as the settings outside a desk have them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.config import DictConfigurator
from typing import Any

from config.logs import logging_config

Lines = Callable[[], list[dict[str, Any]]]


@contextmanager
def written_lines(logger: str = "", level: int = logging.INFO) -> Iterator[Lines]:
    """A function that reads what a logger, or any, has written since."""
    config = logging_config(level=logging.getLevelName(level), pretty=False)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DictConfigurator(config).configure_formatter(config["formatters"]["line"]))
    listened = logging.getLogger(logger)
    before = listened.level
    listened.addHandler(handler)
    listened.setLevel(level)
    try:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    finally:
        listened.removeHandler(handler)
        listened.setLevel(before)
