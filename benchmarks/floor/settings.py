"""Settings of the floor: the same tables, and nothing else that a request could pass through."""

from config.settings import (
    ALLOWED_HOSTS,
    AUTH_USER_MODEL,
    DATABASE,
    DEFAULT_AUTO_FIELD,
    SECRET_KEY,
    SECRETS_KEYS,
    USE_TZ,
)

__all__ = [
    "ALLOWED_HOSTS",
    "AUTH_USER_MODEL",
    "DEFAULT_AUTO_FIELD",
    "SECRETS_KEYS",
    "SECRET_KEY",
    "USE_TZ",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "pghistory",
    "pgtrigger",
    "operators",
    "tickets",
    "sales",
    "bookings",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.floor.urls"
# A health check is one more statement in each request.
DATABASES = {"default": {**DATABASE, "CONN_HEALTH_CHECKS": False}}
