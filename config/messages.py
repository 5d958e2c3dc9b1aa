"""The broker, as those see it who want to know whether messages get through."""

from __future__ import annotations

from django.db import connection
from kombu.exceptions import OperationalError

from config.celery import app

PATIENCE_SECONDS = 3
MOST_COUNTED = 10_000

# The queue's table is there once something was sent.
PGMQ_QUEUE = "SELECT to_regclass(%s) IS NOT NULL"
PGMQ_WAITING = (
    "SELECT count(*) FROM (SELECT FROM pgmq.q_{} WHERE vt <= clock_timestamp() LIMIT {}) waiting"
)


def count_messages() -> int | None:
    """How many messages wait for a worker, in the database at most 10,000.

    Nothing if a broker other than the database cannot be reached in 3 seconds.
    """
    queue = app.conf.task_default_queue
    if app.conf.broker_url.startswith("pgmq:"):
        return _count_in_database(queue)
    with app.connection_for_write(connect_timeout=PATIENCE_SECONDS) as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE_SECONDS)
            channel = broker.default_channel
            app.amqp.queues[queue].bind(channel).declare()
            waiting: int = channel.queue_declare(queue=queue, passive=True).message_count
        except (OperationalError, *broker.connection_errors, *broker.channel_errors):
            return None
        return waiting


def _count_in_database(queue: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(PGMQ_QUEUE, [f"pgmq.q_{queue}"])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(PGMQ_WAITING.format(queue, MOST_COUNTED))
        return int(cursor.fetchone()[0])
