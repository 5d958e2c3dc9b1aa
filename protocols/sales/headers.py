"""What the headers of a request must say (§2)."""

from __future__ import annotations

import re

from django.http import HttpRequest
from rest_framework.request import Request

from operators.tenancy.errors import DomainError

POS = "Entur-POS"
SETTLEMENT = "Entur-Settlement-Id"
CHANNEL = "Entur-Distribution-Channel"
CLIENT_NAME = "ET-Client-Name"
POS_FORM = re.compile(r"[!-~]([ -~]{0,62}[!-~])?", re.ASCII)
CHANNEL_FORM = re.compile(r"[A-Z]{3}:DistributionChannel:[A-Za-z0-9_\-]+", re.ASCII)
LONGEST_CHANNEL = 100
UNNAMEABLE = re.compile(r"[^A-Za-z0-9 ._/-]+", re.ASCII)
LONGEST_NAME = 64


class HeaderFault(DomainError):
    """A header is missing or wrong."""

    def __init__(self, header: str, detail: str) -> None:
        super().__init__(detail)
        self.header = header


class HeaderMissing(HeaderFault):
    """A required header is missing."""

    def __init__(self, header: str) -> None:
        super().__init__(header, f"Send the header {header}.")


class HeaderInvalid(HeaderFault):
    """A header has a value that cannot be used."""


def read_pos(request: Request, *, required: bool) -> str:
    """The point of sale in the words of the client: 1 to 64 printable characters."""
    pos = str(request.META.get("HTTP_ENTUR_POS", "")).strip()
    if not pos:
        if required:
            raise HeaderMissing(POS)
        return ""
    if not POS_FORM.fullmatch(pos):
        raise HeaderInvalid(POS, f"{POS} has 1 to 64 printable ASCII characters.")
    return pos


def read_channel_id(request: Request) -> str:
    """The NeTEx id of the distribution channel."""
    channel = str(request.META.get("HTTP_ENTUR_DISTRIBUTION_CHANNEL", "")).strip()
    if not channel:
        raise HeaderMissing(CHANNEL)
    if len(channel) > LONGEST_CHANNEL or not CHANNEL_FORM.fullmatch(channel):
        raise HeaderInvalid(CHANNEL, f"{CHANNEL} looks like ENT:DistributionChannel:App.")
    return channel


def read_client_name(request: HttpRequest) -> str:
    """What the client calls itself, for the log: at most 64 harmless characters; others go."""
    told = str(request.META.get("HTTP_ET_CLIENT_NAME", ""))[: 4 * LONGEST_NAME]
    return UNNAMEABLE.sub("", told).strip()[:LONGEST_NAME].strip()


def read_settlement(request: Request) -> str:
    """The seller's name for the cash settlement that money belongs to; empty where none is told."""
    told = str(request.META.get("HTTP_ENTUR_SETTLEMENT_ID", "")).strip()
    if told and not POS_FORM.fullmatch(told):
        raise HeaderInvalid(SETTLEMENT, f"{SETTLEMENT} has 1 to 64 printable ASCII characters.")
    return told
