"""What shows or opens a leg in TOMP 1.6, for the API description."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.tomp.v1_6.words import TOKEN_OF_DOCUMENT, TOKEN_TYPE, TOKEN_TYPES
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology

Wire = serializers.Serializer[dict[str, Any]]

BARCODE = {
    "type": "object",
    "description": "The barcode in the form asked for, and the right to travel behind it.",
    "properties": {
        "tokenType": {"type": "string", "enum": sorted({*TOKEN_TYPE.values(), TOKEN_OF_DOCUMENT})},
        "base64": {
            "type": "string",
            "description": "The image, the document, or the barcode's text or octets, in Base64.",
        },
        "version": {"type": "string"},
        "mediaType": {"type": "string", "enum": [media.value for media in Media]},
        "symbology": {"type": "string", "enum": [symbology.value for symbology in Symbology]},
        "ticketId": {"type": "string", "format": "uuid"},
        "ticketValidFrom": {"type": "string", "format": "date-time"},
        "ticketValidUntil": {
            "type": "string",
            "format": "date-time",
            "description": "First moment that is not valid.",
        },
    },
    "required": [
        "tokenType",
        "base64",
        "version",
        "mediaType",
        "symbology",
        "ticketId",
        "ticketValidFrom",
        "ticketValidUntil",
    ],
}
PASSED_ON = {
    "type": "object",
    "description": "Of what another operator provides: as that one made it.",
    "properties": {"tokenType": {"type": "string", "enum": sorted(TOKEN_TYPES)}},
    "required": ["tokenType"],
    "additionalProperties": {},
}


@extend_schema_field({"anyOf": [BARCODE, PASSED_ON]})
class TokenData(serializers.JSONField):
    """What shows or opens a leg: a barcode of ours, or what another operator made."""


class Token(Wire):
    """`token`: one barcode. Its times are those of the barcode, not of the ticket. Of what another
    operator provides: its token, with its times."""

    validFrom = serializers.DateTimeField()
    validUntil = serializers.DateTimeField(help_text="Fetch the leg again from then on.")
    tokenType = serializers.ChoiceField(choices=sorted(TOKEN_TYPES))
    tokenData = TokenData()
