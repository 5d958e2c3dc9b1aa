"""The settings under test: other hashers, storage and broker, and no variables to set by hand."""

import os
import tempfile

os.environ.update(
    DEBUG="0",
    INSECURE_HTTP="1",
    BASE_URL="http://localhost",
    ALLOWED_HOSTS="localhost,testserver",
    SECRET_KEY="only for tests",
    SECRETS_KEYS="dGVzdHMgb25seSB0ZXN0cyBvbmx5IHRlc3RzIG9ubHk=",
    LOG_LEVEL="WARNING",
)

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EXPORT_FOLDER = f"{tempfile.gettempdir()}/perron-exports-under-test"
CELERY_BROKER_URL = "memory://"
# The broker in memory looks for messages once in a second otherwise.
CELERY_BROKER_TRANSPORT_OPTIONS = {"polling_interval": 0.02}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# Each test client would list all static files of all packages anew.
WHITENOISE_AUTOREFRESH = True
