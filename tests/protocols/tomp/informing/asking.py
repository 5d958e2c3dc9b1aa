"""Asking for operator information in either version. Every answer is held against the published
file of that version and against our own description of it, read strictly."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.protocols.tomp import described, published
from tests.protocols.tomp.v1_6 import described as described_1_6
from tests.protocols.tomp.v1_6 import published as published_1_6
from tests.protocols.worlds import tomp_headers

VERSIONS = ("1.1.3", "1.6.1")


class Asker:
    """A partner's program that asks what there is, in one version."""

    def __init__(self, secret: str, version: str) -> None:
        self.client = Client()
        self.headers = tomp_headers(secret, version)
        if version.startswith("1.1"):
            self.file = published.read_published("1.1.0")
            self.description = described.read_description()
        else:
            self.file = published_1_6.read_published()
            self.description = described_1_6.read_description()

    def send(self, path: str) -> HttpResponse:
        """The answer to GET /operator/…, which both documents allow."""
        response = self.client.get(f"/operator/{path}", headers=self.headers)
        bare = f"/operator/{path.split('?')[0]}"
        if self.file is not None:
            self.file.check("GET", bare, response)
        self.description.check("GET", f"/tomp{bare}", response)
        return response

    def ask(self, path: str) -> Any:
        """The body of an answer with status 200."""
        response = self.send(path)
        assert response.status_code == 200, response.content
        return response.json()

    def refusal(self, path: str) -> tuple[int, int, str]:
        """Status, errorcode and type of a refusal."""
        told = self.send(path).json()
        return told["status"], told["errorcode"], told["type"]
