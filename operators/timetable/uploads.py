"""Feeds that people send through the browser: kept until their import has ended.

They lie in Django's default storage, a folder that the web processes and the workers share.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

LARGEST_UPLOAD = 512 * 1024**2
"""Bytes. The zip files of whole countries have about 200 MiB."""
FOLDER = "feeds"


def keep_upload(upload: File[bytes]) -> Path:
    """Store a file under a name of our own; the path that a worker reads it from."""
    return Path(default_storage.path(default_storage.save(f"{FOLDER}/{uuid.uuid4()}.zip", upload)))


def forget_upload(source: Path) -> None:
    """Remove the file if it was uploaded; files and folders of others stay."""
    if source.parent == Path(settings.MEDIA_ROOT) / FOLDER:
        default_storage.delete(f"{FOLDER}/{source.name}")
