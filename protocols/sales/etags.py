"""Which version of an order a client knows (§7.4): `"<version>.<revision>"`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpResponse
from rest_framework.request import Request

from operators.tenancy.errors import DomainError
from protocols.caching import unless_known

ORDER_TAG = re.compile(r'"([0-9]{1,9})\.([0-9]{1,9})"', re.ASCII)


class PreconditionFailed(DomainError):
    """The order has changed since you read it; read it again and decide anew."""


class PreconditionRequired(DomainError):
    """Say with If-Match which version of the order you know; its ETag is in every answer."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a client says that the order is; with neither, anything will do."""

    tags: frozenset[tuple[int, int]] | None = None

    def check(self, version: int, revision: int) -> None:
        """PreconditionFailed unless the order is one that the client knows."""
        if self.tags is not None and (version, revision) not in self.tags:
            raise PreconditionFailed

    def revision_of(self, revision: int) -> int | None:
        """What the order's revision must still be when its row is locked; None for any."""
        return None if self.tags is None else revision


def order_tag(version: int, revision: int) -> str:
    return f'"{version}.{revision}"'


def known_order(request: Request) -> Known:
    """What If-Match says; a tag that is none of ours fits no order."""
    told = str(request.META.get("HTTP_IF_MATCH", "")).strip()
    if not told or told == "*":
        return Known()
    found = (ORDER_TAG.fullmatch(tag.strip()) for tag in told.split(","))
    return Known(frozenset((int(tag[1]), int(tag[2])) for tag in found if tag))


def not_modified(request: Request, response: HttpResponse, tag: str = "") -> HttpResponse:
    """Give the answer its ETag, of its body where there is no other; 304 if the client has it."""
    # If-Match is for those who change an order.
    short = unless_known(request._request, response, tag)
    return short if short.status_code == 304 else response
