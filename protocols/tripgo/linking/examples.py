"""Examples of the description, those of the reference (§12)."""

from __future__ import annotations

from typing import Any

LISTED: list[dict[str, Any]] = [
    {
        "modeIdentifier": "ps_tnc_veloride",
        "provider": "veloride",
        "action": "signin",
        "actionTitle": "Connect",
        "status": "Account not yet connected",
        "url": "https://maas.example/v1/auth/veloride/signin",
        "companyInfo": {"name": "Veloride", "website": "https://veloride.example"},
    }
]
TOKENS: dict[str, Any] = {
    "input": [
        {"id": "access_token", "type": "string", "value": "AT"},
        {"id": "refresh_token", "type": "string", "value": "RT"},
        {"id": "expires_in", "type": "string", "value": "3600"},
    ]
}
TOLD = {
    "provider": "ps_tnc_veloride",
    "clientID": "cid",
    "clientSecret": "sec",
    "authURL": "https://veloride.example/oauth/authorize",
    "tokenURL": "https://veloride.example/oauth/token",
    "scope": "rides",
    "accessTokenBasicAuth": "true",
    "redirectUri": "tripgo://oauth-callback",
}
ASKED = {
    "access_token": ("Access token", "TEXT"),
    "refresh_token": ("Refresh token", "TEXT"),
    "expires_in": ("Expiry", "NUMBER"),
}
AUTH_FORM: dict[str, Any] = {
    "type": "authForm",
    "title": "Veloride",
    "value": "veloride",
    "action": {
        "title": "Authenticate",
        "url": "https://maas.example/v1/auth/signin/18e19f60",
        "hudText": "Validating user",
        "enabled": True,
        "finalStep": True,
    },
    "form": [
        {
            "fields": [
                {
                    "type": "string",
                    "id": name,
                    "title": title,
                    "value": "",
                    "required": False,
                    "readOnly": False,
                    "hidden": True,
                    "keyboardType": keyboard,
                }
                for name, (title, keyboard) in ASKED.items()
            ]
            + [
                {
                    "type": "string",
                    "id": name,
                    "title": name,
                    "value": value,
                    "required": False,
                    "readOnly": True,
                    "hidden": True,
                    "keyboardType": "TEXT",
                }
                for name, value in TOLD.items()
            ]
        }
    ],
}
