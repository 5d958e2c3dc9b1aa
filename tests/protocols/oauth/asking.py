"""How a client asks for a token, and how it is refused."""

from __future__ import annotations

import base64


def basic(client_id: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()


def refusal(response):
    return response.status_code, response.json()["error"]
