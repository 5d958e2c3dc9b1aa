import pytest
from django.core.management import CommandError, call_command

from config.celery import app


def test_check_tells_how_many_messages_wait(capsys):
    # Other tests of this process may have left messages behind.
    app.control.purge()

    call_command("check_broker")

    assert capsys.readouterr().out == "The broker answers; messages that wait: 0.\n"


def test_check_of_a_broker_that_is_gone_says_what_to_do_without_its_password(settings, monkeypatch):
    settings.CELERY_BROKER_URL = "redis://:pass@127.0.0.1:1/0"
    # In this order: where nothing is said of it, the second is read from the first.
    monkeypatch.setattr(app.conf, "broker_write_url", settings.CELERY_BROKER_URL)
    monkeypatch.setattr(app.conf, "broker_url", settings.CELERY_BROKER_URL)

    with pytest.raises(CommandError) as refusal:
        call_command("check_broker")

    assert str(refusal.value) == (
        "The broker redis://:**@127.0.0.1:1/0 does not answer: "
        "start it, correct CELERY_BROKER_URL, or leave it out to use the database."
    )


@pytest.mark.django_db
def test_messages_in_the_database_are_counted(monkeypatch):
    from django.db import connection

    from config.messages import count_messages

    monkeypatch.setattr(app.conf, "broker_url", "pgmq://127.0.0.1:5432/perron")
    with connection.cursor() as cursor:
        assert count_messages() == 0
        cursor.execute("SELECT pgmq.create('perron')")
        cursor.execute("SELECT pgmq.send('perron', '{}'::jsonb) FROM generate_series(1, 3)")

    assert count_messages() == 3
