import pytest


def read_policy(response):
    parts = (part.split() for part in response["Content-Security-Policy"].split("; "))
    return {name: sources for name, *sources in parts}


def test_policy_lets_pages_load_from_us_alone(client):
    policy = read_policy(client.get("/health/live"))

    assert policy["default-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert "script-src" not in policy
    assert "style-src" not in policy


@pytest.mark.django_db
def test_policy_of_the_admin_lets_its_scripts_and_styles_work(client):
    policy = read_policy(client.get("/admin/login/"))

    assert policy["script-src"] == ["'self'", "'unsafe-eval'"]
    assert policy["style-src"] == ["'self'", "'unsafe-inline'"]
