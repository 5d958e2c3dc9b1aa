"""The secrets of the demo's API tokens, which outlive its database."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from demo.kept import KeptSecrets, new_token
from operators.models import ApiToken
from operators.tenancy.actions import digest_of, revoke_token
from operators.tenancy.actors import Actor


def usable_secret(
    kept: KeptSecrets,
    name: str,
    ours: QuerySet[ApiToken],
    label: str,
    *,
    by: Actor,
    at: datetime,
) -> tuple[str, bool]:
    """The kept secret of that name, and whether a token is still to be issued for it.

    It is a new one if the kept one is lost, or was of a token that is none of ours by now; then
    those of ours with that label are revoked.
    """
    secret = kept.get(name) or kept.keep(name, new_token())
    open_ones = ours.filter(revoked_at=None)
    if open_ones.filter(digest=digest_of(secret)).exists():
        return secret, False
    if ApiToken.objects.filter(digest=digest_of(secret)).exists():
        secret = kept.keep(name, new_token())
    for lost in open_ones.filter(name=label):
        revoke_token(lost, by=by, at=at)
    return secret, True
