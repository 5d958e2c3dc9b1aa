#!/usr/bin/env python3
"""Django's command line for Perron: `python manage.py help`."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

# These work before there are any settings.
ABOUT = ("help", "--help", "-h", "version", "--version")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

    from config.changes import changes_by_command

    command = sys.argv[1] if len(sys.argv) > 1 else ABOUT[0]
    with nullcontext() if command in ABOUT else changes_by_command(command):
        execute_from_command_line(sys.argv)
