"""Whose changes are kept in this app: where partners want to be called."""

from __future__ import annotations

from operators.tenancy.history import keep_history
from protocols.models.endpoints import CallbackEndpoint

# How the last calls went is no configuration.
CallbackEndpointChange = keep_history(
    CallbackEndpoint,
    without=[
        "sealed_signing_secret",
        "sealed_access_token",
        "failures",
        "rests_until",
        "claimed_until",
    ],
)
