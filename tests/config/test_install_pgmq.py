import importlib

import pytest
from django.db import connection

MIGRATION = importlib.import_module("config.migrations.0001_install_pgmq")


@pytest.mark.django_db
def test_install_pgmq_gives_a_queue_that_keeps_a_message():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgmq.create('trial')")
        cursor.execute("""SELECT pgmq.send('trial', '{"task": "sweep"}')""")
        cursor.execute("SELECT message ->> 'task' FROM pgmq.read('trial', 30, 1)")

        assert cursor.fetchall() == [("sweep",)]


@pytest.mark.django_db
def test_install_pgmq_leaves_an_installed_one_alone():
    with connection.schema_editor() as schema_editor:
        MIGRATION.install_pgmq(None, schema_editor)
