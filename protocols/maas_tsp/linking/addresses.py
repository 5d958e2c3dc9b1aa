"""Where a traveller comes from and goes back to."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

LONGEST_ADDRESS = 2000
HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?", re.ASCII)
"""Nothing else stands in a header that names the host."""
CODE, ERROR = "encodedData", "error"
"""Query parameters of the return address."""


def page_address(secret: str) -> str:
    """The page where the traveller decides."""
    return f"{settings.BASE_URL}{reverse('maas-link', args=[secret])}"


def is_good_return(address: str, *, allows_http: bool) -> bool:
    """Whether a traveller may be sent there: https, or http where the tenant allows that."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable():
        return False
    if " " in address or "\\" in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    schemes = ("https", "http") if allows_http else ("https",)
    return parts.scheme in schemes and HOST.fullmatch(parts.netloc) is not None


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def return_address(address: str, *, code: str, error: str = "") -> str:
    """The address with our parameters after its own; theirs of the same name are left out."""
    parts = urlsplit(address)
    own = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in (CODE, ERROR)
    ]
    told = [*own, (CODE, code), *([(ERROR, error)] if error else [])]
    return urlunsplit(parts._replace(query=urlencode(told)))


def read_code(told: str) -> str:
    """The code of what came back: the parameter, the whole query, or the whole address."""
    query = told.rpartition("?")[2].partition("#")[0]
    return parse_qs(query).get(CODE, [told])[0]
