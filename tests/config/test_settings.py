import os
import runpy
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from runner import ROOT

PRODUCTION = {
    "BASE_URL": "https://perron.example",
    "SECRET_KEY": "long and random",
    "SECRETS_KEYS": "dGVzdHMgb25seSB0ZXN0cyBvbmx5IHRlc3RzIG9ubHk=",
    "DATABASE_URL": "postgres://perron:secret@db.example:5432/perron",
    "MAIL_URL": "smtp+tls://perron:secret@mail.example:587",
}


@pytest.fixture
def read_settings(monkeypatch: pytest.MonkeyPatch):
    """Return the settings that a process with exactly these variables would have."""

    def read(variables: dict[str, str]) -> dict[str, Any]:
        monkeypatch.setattr(os, "environ", variables)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return read


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_settings_without_a_needed_variable_fail_with_its_name(read_settings, name):
    variables = {other: text for other, text in PRODUCTION.items() if other != name}

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set: .* For example {name}="):
        read_settings(variables)


def test_settings_in_debug_need_only_the_database(read_settings):
    settings = read_settings({"DEBUG": "1", "DATABASE_URL": PRODUCTION["DATABASE_URL"]})

    assert settings["DEBUG"] is True
    assert settings["BASE_URL"] == "http://127.0.0.1:8000"


def test_settings_in_production_insist_on_https(read_settings):
    settings = read_settings(PRODUCTION)

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["perron.example"]
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True


def test_letters_are_printed_on_a_machine_that_talks_to_itself_alone(read_settings):
    here = {**PRODUCTION, "INSECURE_HTTP": "1", "BASE_URL": "http://127.0.0.1:8000"}
    del here["MAIL_URL"]

    assert read_settings(here)["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert read_settings(PRODUCTION)["EMAIL_BACKEND"].endswith("smtp.EmailBackend")


def test_settings_with_insecure_http_serve_a_loopback_address(read_settings):
    settings = read_settings(
        {**PRODUCTION, "INSECURE_HTTP": "1", "BASE_URL": "http://127.0.0.1:8000"}
    )

    assert settings["DEBUG"] is False
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize("name", ["DEBUG", "INSECURE_HTTP"])
def test_settings_refuse_insecure_ways_under_a_public_address(read_settings, name):
    with pytest.raises(ImproperlyConfigured, match="set BASE_URL to a loopback address"):
        read_settings({**PRODUCTION, name: "1"})


def test_settings_take_another_broker(read_settings):
    settings = read_settings({**PRODUCTION, "CELERY_BROKER_URL": "redis://redis.example/0"})

    assert settings["CELERY_BROKER_URL"] == "redis://redis.example/0"
    assert settings["CELERY_BROKER_TRANSPORT_OPTIONS"] == {"visibility_timeout": 300}


def test_manage_without_variables_says_what_to_set():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("For example BASE_URL=https://perron.example")
