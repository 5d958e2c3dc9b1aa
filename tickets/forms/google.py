"""A ticket in the Google wallet (barcode format §8): a save link, and values for its barcode.

The link carries the whole pass, signed by the service account. A barcode that moves gets values
that we make ahead of time and send, so that inspectors check it as any other; the wallet holds no
secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from joserfc import jwt
from joserfc.jwk import RSAKey

from tickets.forms.facts import TicketFacts, in_groups
from tickets.forms.languages import TravellerLanguage
from tickets.forms.media import utc
from tickets.forms.symbols import Symbology

SAVE_AT = "https://pay.google.com/gp/v/save/"
AUDIENCE = "google"
ALGORITHM = "RS256"
STATIC_TYPE = {
    Symbology.QR: "QR_CODE",
    Symbology.AZTEC: "AZTEC",
    Symbology.PDF417: "PDF_417",
}
MOVING_TYPE = {Symbology.QR: "QR_CODE", Symbology.PDF417: "PDF_417"}
"""The wallet moves no Aztec codes."""


@dataclass(frozen=True, slots=True)
class GoogleIssuer:
    """Whom passes come from: the issuer's number, its service account and the account's key."""

    issuer: str
    account: str
    private_key: RSAKey

    def name(self, suffix: str) -> str:
        """The id of a pass or of a class of passes; ids begin with the issuer's."""
        return f"{self.issuer}.{suffix}"

    def pass_name(self, ticket_id: UUID) -> str:
        return self.name(f"ticket-{ticket_id}")

    def sign(self, claims: dict[str, Any]) -> str:
        """A JSON Web Token of the service account."""
        header = {"alg": ALGORITHM, "typ": "JWT"}
        return jwt.encode(header, claims, self.private_key, algorithms=[ALGORITHM])


@dataclass(frozen=True, slots=True)
class MovingValues:
    """Texts that the wallet shows one after the other, each for the same time."""

    starts_at: datetime
    seconds: int
    texts: tuple[str, ...]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(seconds=self.seconds * len(self.texts))

    def to_wire(self) -> dict[str, Any]:
        return {
            "startDateTime": utc(self.starts_at),
            "values": list(self.texts),
            "periodMillis": self.seconds * 1000,
        }


def save_url(
    facts: TicketFacts,
    shown: str | MovingValues,
    symbology: Symbology,
    issuer: GoogleIssuer,
    *,
    language: TravellerLanguage,
    at: datetime,
) -> str:
    """Where the traveller puts the ticket into the wallet; `shown` is a static barcode's text or
    the first values of one that moves. ValueError if the wallet cannot draw it."""
    barcode = _barcode(shown, symbology, facts.number)
    claims = {
        "iss": issuer.account,
        "aud": AUDIENCE,
        "typ": "savetowallet",
        "iat": int(at.timestamp()),
        "origins": [settings.BASE_URL],
        "payload": {
            "transitClasses": [_class(facts, issuer)],
            "transitObjects": [{**_object(facts, issuer, language), **barcode}],
        },
    }
    return SAVE_AT + issuer.sign(claims)


def _class(facts: TicketFacts, issuer: GoogleIssuer) -> dict[str, Any]:
    return {
        "id": issuer.name(f"tenant-{facts.tenant_id}"),
        "issuerName": facts.issuer,
        "reviewStatus": "UNDER_REVIEW",
        "transitType": "OTHER",
        "hexBackgroundColor": facts.style.primary_colour,
        "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ONE_DEVICE",
    }


def _object(
    facts: TicketFacts, issuer: GoogleIssuer, language: TravellerLanguage
) -> dict[str, Any]:
    several = facts.passengers > 1
    return {
        "id": issuer.pass_name(facts.ticket_id),
        "classId": issuer.name(f"tenant-{facts.tenant_id}"),
        "state": "ACTIVE",
        "tripType": "ONE_WAY",
        "ticketNumber": in_groups(facts.number),
        "passengerType": "MULTIPLE_PASSENGERS" if several else "SINGLE_PASSENGER",
        "validTimeInterval": {
            "start": {"date": utc(facts.valid_from)},
            "end": {"date": utc(facts.valid_until)},
        },
        "textModulesData": [
            {"id": f"fact-{number}", "header": name, "body": value}
            for number, (name, value) in enumerate(
                [(facts.issuer, facts.title), *facts.lines(language)]
            )
        ],
    }


def _barcode(shown: str | MovingValues, symbology: Symbology, number: str) -> dict[str, Any]:
    if isinstance(shown, str):
        told = {"type": STATIC_TYPE[symbology], "value": shown}
        return {"barcode": {**told, "alternateText": in_groups(number)}}
    if symbology not in MOVING_TYPE:
        raise ValueError(f"The Google wallet moves no {symbology} codes.")
    moving = {"type": MOVING_TYPE[symbology], "renderEncoding": "UTF_8"}
    return {
        "rotatingBarcode": {
            **moving,
            "initialRotatingBarcodeValues": shown.to_wire(),
            "alternateText": in_groups(number),
        }
    }


def values_of(windows: Sequence[tuple[datetime, str]], *, seconds: int) -> MovingValues:
    """Consecutive windows as the wallet takes them; each is the moment it begins and its text.

    ValueError if one does not follow the one before: the wallet counts in equal steps.
    """
    starts_at = windows[0][0]
    for number, (moment, _) in enumerate(windows):
        if (moment - starts_at).total_seconds() != number * seconds:
            raise ValueError("Values for a wallet must follow each other without a gap.")
    return MovingValues(starts_at, seconds, tuple(text for _, text in windows))
