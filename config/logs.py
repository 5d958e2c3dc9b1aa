"""One line of JSON for each log event, with the correlation id; colours at a desk."""

from __future__ import annotations

import re
from typing import Any

import structlog

SHARED_PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

# What a library may put into a message or an exception, and nobody may read in a log: mail
# addresses and passwords in addresses, tokens, and the values that the database adds to an error.
MASKED = re.compile(
    r"""[^\s"'<>:/@\\]+@[\w.-]+"""
    r"""|(?<=Bearer\ )[\w.~+/=-]+"""
    r"""|(?<=Token:\ )[\w.~+/=-]+"""
    r"""|(?<=DETAIL:)(?:(?!\\n|["\n]).)+""",
    re.VERBOSE | re.IGNORECASE,
)
MASK = "***"


def logging_config(*, level: str, pretty: bool) -> dict[str, Any]:
    """Set up structlog, and return the settings that send the standard logging the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_last_processors(pretty=pretty),
                    mask_secrets,
                ],
                "foreign_pre_chain": SHARED_PROCESSORS,
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # config.requests notes each request and django_structlog each failed task, with more
            # to go by.
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "CRITICAL"},
            "celery.app.trace": {"level": "CRITICAL"},
            # It would tell all that it sends and gets, with the secrets of payment pages.
            "stripe": {"level": "WARNING"},
            # The timers run every few seconds: only their failures are news.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
        },
    }


def mask_secrets(logger: object, method: str, line: Any) -> Any:
    """Put *** for what no log may show, in a line that is ready to be written."""
    # Two lines in a thousand have any of it, and to look for one character is nearly free.
    if "@" in line or "earer " in line or "oken: " in line or "DETAIL:" in line:
        return MASKED.sub(MASK, line)
    return line


def _last_processors(*, pretty: bool) -> list[structlog.typing.Processor]:
    if pretty:
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
