"""Settings of Perron, read top to bottom; what differs between machines comes from variables.

docs/operations.md lists the variables. DEBUG=1 gives the rest a default for work at a desk.
"""

import base64
import hashlib
import logging
import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.broker import pgmq_url, transport_options
from config.environment import Environment, parse_database
from config.logs import logging_config
from config.outside import CARD_API as CARD_API
from config.outside import CARD_CONNECT_SECONDS as CARD_CONNECT_SECONDS
from config.outside import CARD_READ_SECONDS as CARD_READ_SECONDS
from config.outside import CARD_SCRIPT as CARD_SCRIPT
from config.outside import CARD_TOTAL_SECONDS as CARD_TOTAL_SECONDS
from config.outside import GOOGLE_TOKEN_ADDRESS as GOOGLE_TOKEN_ADDRESS
from config.outside import GOOGLE_WALLET_API as GOOGLE_WALLET_API
from config.parts import INSTALLED_APPS as INSTALLED_APPS
from config.parts import MIDDLEWARE as MIDDLEWARE
from config.parts import REST_FRAMEWORK as REST_FRAMEWORK
from config.parts import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from config.parts import UNFOLD as UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
environment = Environment(os.environ)

DEBUG = environment.flag("DEBUG")

# Where we are

BASE_URL = environment.text(
    "BASE_URL",
    hint="set the address that the world uses for this service, without a path.",
    example="https://perron.example",
    default="http://127.0.0.1:8000" if DEBUG else None,
).rstrip("/")
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS",
    hint="set the host names that requests may carry, with commas between them.",
    example="perron.example,10.0.0.5",
    default=urlsplit(BASE_URL).hostname,
)
if DEBUG:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]

INSECURE_HTTP = DEBUG or environment.flag("INSECURE_HTTP")
if INSECURE_HTTP and urlsplit(BASE_URL).hostname not in ("localhost", "127.0.0.1", "::1"):
    raise ImproperlyConfigured(
        "DEBUG and INSECURE_HTTP are for one machine that talks to itself: leave both out, "
        "or set BASE_URL to a loopback address. For example BASE_URL=http://127.0.0.1:8000"
    )

# Secrets

SECRET_KEY = environment.text(
    "SECRET_KEY",
    hint="set a long random text and keep it; it signs sessions.",
    example="$(openssl rand -base64 48)",
    default="only for a desk, never for a server" if DEBUG else None,
)
SECRETS_KEYS = environment.words(
    "SECRETS_KEYS",
    hint="set the Fernet keys that encrypt stored secrets, newest first, with commas between them.",
    example="$(openssl rand -base64 32 | tr '+/' '-_')",
    default=base64.urlsafe_b64encode(hashlib.sha256(b"desk").digest()).decode() if DEBUG else None,
)

# What we run

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data

DATABASE = parse_database(
    environment.text(
        "DATABASE_URL",
        hint="set the PostgreSQL database (15 or later), or run python3 dev.py, which brings one.",
        example="postgres://perron:password@db.example:5432/perron",
    )
)
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Two changes in one transaction keep their order.
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"
# Feeds that people upload, until a worker has read them; never served.
MEDIA_ROOT = environment.text(
    "UPLOADS_FOLDER",
    hint="set the folder for uploaded feeds; web processes and workers share it.",
    example="/srv/perron/uploads",
    default=str(BASE_DIR / "var" / "uploads"),
)
# Files of exports until they expire; served after asking who may have them, never by address.
EXPORT_FOLDER = environment.text(
    "EXPORT_FOLDER",
    hint="set the folder for exports; web processes and workers share it.",
    example="/srv/perron/exports",
    default=str(BASE_DIR / "var" / "exports"),
)

# People

AUTH_USER_MODEL = "operators.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Words and times

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Browsers: https everywhere behind a proxy that says so, unless INSECURE_HTTP

SECURE_PROXY_SSL_HEADER = None if INSECURE_HTTP else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not INSECURE_HTTP
# Probes come from inside, past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
# Only the owner of a domain may offer it to the browsers' preload lists.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

TRUSTED_PROXIES = environment.number(
    "TRUSTED_PROXIES",
    hint="set how many proxies of yours stand in front, one behind the other.",
    example="1",
    default=0 if INSECURE_HTTP else 1,
)

# Static files come straight from the packages; nothing is collected.

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

# Sales API: two rules that the one installation wants looser and the other stricter

SALES_READS_WITHOUT_CHANNEL = environment.flag("SALES_READS_WITHOUT_CHANNEL")
SALES_IF_MATCH_REQUIRED = environment.flag("SALES_IF_MATCH_REQUIRED")

# Access tokens

OAUTH_ISSUER = environment.text(
    "OAUTH_ISSUER",
    hint="set the address that access tokens name as their issuer.",
    example="https://partner.perron.example/",
    default=f"{BASE_URL}/",
)
OAUTH_AUDIENCE = environment.words(
    "OAUTH_AUDIENCE",
    hint="set the addresses that access tokens are for, with commas between them.",
    example="https://api.perron.example",
    default=BASE_URL,
)
OAUTH_CLAIMS_NAMESPACE = environment.text(
    "OAUTH_CLAIMS_NAMESPACE",
    hint="set what stands before the names of our own claims.",
    example="https://perron.example/",
    default=OAUTH_ISSUER,
)

# Jobs

CELERY_BROKER_URL = environment.text(
    "CELERY_BROKER_URL",
    hint="set a Redis or RabbitMQ address, or leave it out to use the database.",
    example="redis://redis.example:6379/0",
    default=pgmq_url(DATABASE),
)
CELERY_BROKER_TRANSPORT_OPTIONS = transport_options(CELERY_BROKER_URL, DATABASE)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "perron"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 16
# Orders to all workers at once are broadcasts, for which kombu 5.7 calls a function PGMQ lacks.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = not CELERY_BROKER_URL.startswith("pgmq:")
# Keeps its times in memory: every timer is due again within a minute.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

# Whether feeds may be fetched from the network that this service runs in
FEEDS_FROM_PRIVATE_ADDRESSES = environment.flag("FEEDS_FROM_PRIVATE_ADDRESSES")
CALLBACK_DAYS = environment.number(
    "CALLBACK_DAYS", hint="set for how long partners are called.", example="3", default=3
)
SCAN_DAYS = environment.number(
    "SCAN_DAYS", hint="set for how long scans are kept.", example="90", default=90
)

# Logs

LOG_LEVEL = environment.text(
    "LOG_LEVEL", hint="set the least level that is logged.", example="WARNING", default="INFO"
)
LOGGING = logging_config(level=LOG_LEVEL.upper(), pretty=DEBUG)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG

# E-mail to customers

MAIL_URL = environment.text(
    "MAIL_URL",
    hint="set where e-mail is handed in, or dummymail:// to send none.",
    example="smtp+tls://user:password@mail.example:587",
    # Letters have links that open accounts: no server prints them into its log.
    default="consolemail://" if INSECURE_HTTP else None,
)
# EMAIL_BACKEND, EMAIL_HOST and their like
vars().update(environ.Env.email_url_config(MAIL_URL))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text(
    "MAIL_FROM",
    hint="set the address that e-mail to customers comes from.",
    example="Perron <tickets@perron.example>",
    default="tickets@localhost",
)

# Figures

METRICS_TOKEN = environment.text(
    "METRICS_TOKEN",
    hint="set a long random text that Prometheus sends, or leave it out to have no /metrics.",
    example="$(openssl rand -hex 32)",
    default="",
)
