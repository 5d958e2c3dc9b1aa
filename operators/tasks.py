"""What the workers do for operators."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from celery import shared_task

from operators.tenancy.actors import Actor
from operators.timetable.actions import import_feed as import_feed_action
from operators.timetable.errors import FeedRefused, ImportCancelled, ImportRunning
from operators.timetable.models import Feed

log = structlog.get_logger(__name__)
