"""`manage.py check_broker`: whether messages get through."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from kombu.utils.url import maybe_sanitize_url

from config.messages import count_messages


class Command(BaseCommand):
    """Fails, within a few seconds, when the broker does not answer."""

    help = "Tell whether the broker of the messages answers, and how many messages wait."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = count_messages()
        if waiting is None:
            raise CommandError(
                f"The broker {maybe_sanitize_url(settings.CELERY_BROKER_URL)} does not answer: "
                "start it, correct CELERY_BROKER_URL, or leave it out to use the database."
            )
        self.stdout.write(f"The broker answers; messages that wait: {waiting}.")
