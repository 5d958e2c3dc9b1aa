"""Sending the values of moving barcodes to the Google wallet (barcode format §8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

import requests
from django.conf import settings

from operators.tenancy.outgoing import outgoing_session
from tickets.forms.google import GoogleIssuer, MovingValues

SCOPE = "https://www.googleapis.com/auth/wallet_object.issuer"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_LIFE = timedelta(minutes=5)
NOT_FOUND = 404


class WalletUnreached(Exception):
    """The wallet did not take the values; they are sent again later."""


class GoogleWallet:
    """The wallet as one issuer reaches it."""

    def __init__(self, issuer: GoogleIssuer) -> None:
        self.issuer = issuer
        self._session = outgoing_session()

    def send_values(self, ticket_id: UUID, values: MovingValues, *, at: datetime) -> bool:
        """Give the pass of a ticket its next values; False if nobody has saved it.

        WalletUnreached if it did not work.
        """
        name = quote(self.issuer.pass_name(ticket_id), safe="")
        address = (
            f"{settings.GOOGLE_WALLET_API}/upload/walletobjects/v1/transitObject/{name}"
            "/uploadRotatingBarcodeValues"
        )
        try:
            answer = self._session.post(
                address,
                json=values.to_wire(),
                headers={"Authorization": f"Bearer {self._access_token(at)}"},
                params={"uploadType": "media"},
            )
            if answer.status_code == NOT_FOUND:
                return False
            answer.raise_for_status()
        except (requests.RequestException, ValueError, KeyError, TypeError) as fault:
            raise WalletUnreached from fault
        return True

    def _access_token(self, at: datetime) -> str:
        """Bought with a token that the service account signs (RFC 7523)."""
        address = settings.GOOGLE_TOKEN_ADDRESS
        claims = {
            "iss": self.issuer.account,
            "scope": SCOPE,
            "aud": address,
            "iat": int(at.timestamp()),
            "exp": int((at + TOKEN_LIFE).timestamp()),
        }
        asked = {"grant_type": GRANT, "assertion": self.issuer.sign(claims)}
        answer = self._session.post(address, data=asked)
        answer.raise_for_status()
        return str(answer.json()["access_token"])
