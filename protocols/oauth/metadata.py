"""What programs read to know how to ask us (RFC 8414)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from sales.accounts.grants.states import GrantScope
from tickets.forms.languages import TravellerLanguage

WAYS_TO_SHOW = ["client_secret_basic", "client_secret_post", "none"]


def server_metadata() -> dict[str, Any]:
    """Where each thing is, and what of the standards is spoken here."""
    return {
        "issuer": settings.OAUTH_ISSUER,
        "authorization_endpoint": _address("oauth-authorize"),
        "token_endpoint": _address("oauth-token"),
        "revocation_endpoint": _address("oauth-revoke"),
        "userinfo_endpoint": _address("oauth-userinfo"),
        "jwks_uri": _address("oauth-jwks"),
        "scopes_supported": GrantScope.values,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
        "token_endpoint_auth_methods_supported": WAYS_TO_SHOW,
        "revocation_endpoint_auth_methods_supported": WAYS_TO_SHOW,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "ui_locales_supported": TravellerLanguage.values,
    }


def _address(name: str) -> str:
    return f"{settings.BASE_URL}{reverse(name)}"
