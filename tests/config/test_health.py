import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.health import missing_migrations


def test_live_answers_without_a_database(client):
    response = client.get("/health/live")

    assert response.status_code == 200
    assert response.json() == {"status": "live"}


@pytest.mark.django_db
def test_ready_answers_once_all_migrations_are_there(client):
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ready"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_names_the_migration_that_is_missing(client):
    MigrationRecorder(connection).record_unapplied("config", "0001_install_pgmq")

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {
        "status": "not ready",
        "reason": "Migrations are missing: config.0001_install_pgmq. Run manage.py migrate.",
    }


@pytest.mark.django_db
def test_missing_migrations_are_none_after_migrate():
    assert missing_migrations() == []


@pytest.mark.django_db(transaction=True)
def test_ready_says_when_the_database_cannot_be_reached(client, settings):
    connection.close()
    port = connection.settings_dict["PORT"]
    connection.settings_dict["PORT"] = 1
    try:
        response = client.get("/health/ready")
    finally:
        connection.settings_dict["PORT"] = port

    assert response.status_code == 503
    assert response.json() == {
        "status": "not ready",
        "reason": "The database cannot be reached.",
    }


def test_health_refuses_to_be_posted_to(client):
    assert client.post("/health/live").status_code == 405
