"""Changes the key that signs access tokens."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from operators.models import TokenKey
from operators.tenancy.actors import Actor
from protocols.oauth.keys import revoke_token_key, rotate_token_key

BY = Actor.command("rotate_token_key")


class Command(BaseCommand):
    """Sign access tokens with a new key from now on.

    Tokens that were signed before stay good until they lapse, within a day, unless their key is
    revoked because it leaked.
    """

    help = "Sign access tokens with a new key; with --revoke also withdraw one that leaked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--revoke", metavar="KID", help="The id of a key that leaked.")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        leaked = options["revoke"]
        if leaked is not None:
            key = TokenKey.objects.filter(kid=leaked, revoked_at=None).first()
            if key is None:
                raise CommandError(f"There is no key {leaked} that counts.")
            revoke_token_key(key, by=BY, at=at)
            self.stdout.write(f"Tokens of {leaked} are refused from now on.")
        new = rotate_token_key(by=BY, at=at)
        self.stdout.write(f"New tokens are signed by {new.kid}.")
