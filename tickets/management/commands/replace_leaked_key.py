"""The drill for a signing key that leaked."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from operators.tenancy.actors import Actor
from tickets.actions.leaks import Replacement, replace_leaked_key
from tickets.models import IssuerKey

BY = Actor.command("replace_leaked_key")


class Command(BaseCommand):
    """`manage.py replace_leaked_key --tenant demo --kid e94a16c0 --rehearse`

    A rehearsal does all of it in one transaction, says what came of it, and takes it back; tickets
    can be sold and shown meanwhile, apart from those that it is signing anew.
    """

    help = "Revoke a key, sign with the next one, and give live tickets a new barcode."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG")
        parser.add_argument("--kid", required=True, help="The id of the key that leaked.")
        parser.add_argument("--rehearse", action="store_true", help="Take it all back at the end.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = IssuerKey.objects.filter(tenant__slug=options["tenant"], kid=options["kid"])
        key = found.first()
        if key is None:
            raise CommandError(
                f"There is no tenant {options['tenant']} with a key {options['kid']}; "
                "/.well-known/jwks.json names both as iss and kid."
            )
        began = monotonic()
        replacement = rehearse(key) if options["rehearse"] else replace(key)
        self.stdout.write("\n".join(lines_of(replacement)))
        took = monotonic() - began
        ending = "It was a rehearsal: nothing was changed." if options["rehearse"] else NEXT
        self.stdout.write(f"It took {took:.1f} seconds. {ending}")


NEXT = "Now have every device fetch its keys. Whoever was sent tickets by e-mail gets a letter."


def replace(key: IssuerKey) -> Replacement:
    return replace_leaked_key(key, by=BY, at=timezone.now())


def rehearse(key: IssuerKey) -> Replacement:
    """The same, undone at the end."""
    with transaction.atomic():
        replacement = replace(key)
        transaction.set_rollback(True)
    return replacement


def lines_of(replacement: Replacement) -> list[str]:
    known = "known to devices" if replacement.was_published else "new to devices"
    return [
        f"{replacement.leaked.kid} is revoked; {replacement.successor.kid} signs, {known}.",
        f"Static barcodes signed anew: {replacement.reissued}",
        f"Tickets that change at their next fetch: {replacement.rotating}",
        f"Passes in wallets that are sent new barcodes: {replacement.in_wallets}",
        f"Tickets on phones that sign: {replacement.on_phones}",
    ]
