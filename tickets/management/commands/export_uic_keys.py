"""Writes the key list for the public-key registry of the railways."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operators.tenancy.models import Tenant
from tickets.registry import list_keys, registered_keys


class Command(BaseCommand):
    """`manage.py export_uic_keys keys.xml --tenant demo`"""

    help = "Write the public keys of UIC barcodes as the XML list that partners and UIC take."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="The XML file to write.")
        parser.add_argument("--tenant", metavar="SLUG", help="Only this one; else all of them.")

    def handle(self, *args: Any, **options: Any) -> None:
        tenants = Tenant.objects.all()
        if slug := options["tenant"]:
            tenants = tenants.filter(slug=slug)
        if not tenants:
            raise CommandError(f"There is no tenant {slug}; use the slug of one.")
        keys = list(registered_keys(tenants))
        options["path"].write_bytes(list_keys(keys))
        self.stdout.write(f"Keys written to {options['path']}: {len(keys)}.")
