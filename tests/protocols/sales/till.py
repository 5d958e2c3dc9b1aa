"""A shop's program on the Sales face, for tests that look at the wire itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from operators.models import ApiClient
from sales.catalogue.rights import ChannelAction
from sales.models import SalesChannel
from tests.factories.clients import (
    ApiClientFactory,
    ChannelRightFactory,
    ClientChannelFactory,
    same_token,
)
from tests.factories.scenarios import Shop, open_shop
from tests.protocols.sales.described import check_answer

V1 = "/sales/v1"
POS = "Entur-APP"
SELLING = ["sales:read", "sales:write", "payments:write", "refunds:write", "reports:read"]
"""What a client may do that belongs to one organisation."""


@dataclass(frozen=True)
class Till:
    """Sends the headers of one client in one channel; a header set to "" is left out.

    Each answer is held against our description.
    """

    client: ApiClient
    channel: SalesChannel
    browser: Client = field(default_factory=Client)

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {same_token(self.client, at=timezone.now())}",
            "Entur-Distribution-Channel": self.channel.netex_id,
            "Entur-POS": POS,
        }

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        media: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """`body` is sent as JSON, or as it is if it is text or bytes."""
        content = body if isinstance(body, str | bytes) else self.browser._encode_json(body, media)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in (self.headers | named).items() if value}
        address = path if path.startswith("/sales/") else V1 + path
        response = self.browser.generic(
            method, address, b"" if body is None else content, media, headers=sent
        )
        if response.status_code != 500:
            check_answer(method, address, response)
        return response

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def read(self, path: str, **headers: str) -> Any:
        """The body of an answer with status 200."""
        return body_of(self.get(path, **headers), 200)

    def make(self, path: str, body: Any, **headers: str) -> Any:
        """The body of an answer with status 201."""
        return body_of(self.post(path, body, **headers), 201)


def body_of(response: HttpResponse, status: int) -> Any:
    assert response.status_code == status, response.content.decode()
    return response.json()


def open_till(
    channel: SalesChannel, *, actions: tuple[str, ...] = tuple(ChannelAction), **client: Any
) -> Till:
    """A client of the channel's seller that is linked to the channel and has these rights."""
    made = ApiClientFactory(organisation=channel.seller, **{"permissions": SELLING, **client})
    ClientChannelFactory(client=made, channel=channel)
    for action in actions:
        ChannelRightFactory(channel=channel, organisation=channel.seller, action=action)
    return Till(made, channel)


def norwegian_shop(**more: Any) -> Shop:
    """A shop that sells in crowns with twelve per cent of VAT."""
    shop = open_shop(
        {"vat_rate": "12.00"},
        tenant__currency="NOK",
        tenant__country="NO",
        single_product=False,
        timezone="Europe/Oslo",
        **more,
    )
    shop.fare.currency = "NOK"
    shop.fare.save()
    return shop
