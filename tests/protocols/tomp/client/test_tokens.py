"""Tokens of suppliers, passed on in the version that our partner speaks."""

from __future__ import annotations

import pytest

from operators.supply.terms import RemoteToken
from protocols.tomp.v1_1 import supplied as v1_1
from protocols.tomp.v1_6 import supplied as v1_6
from tests.factories.moments import NOW, later

ENDS = {"validFrom": "2026-06-01T10:00:00Z", "validUntil": "2026-06-01T10:01:00Z"}


def token(form: str, **content: object) -> RemoteToken:
    return RemoteToken(form, NOW, later(minutes=1), content)


@pytest.mark.parametrize(
    ("told", "kind", "content"),
    [
        (
            token("AZTEC", base64="QQ=="),
            "tokenQR",
            {"base64": "QQ==", "symbology": "AZTEC", "version": "1"},
        ),
        (
            token("tokenQR", base64="QQ==", version="3"),
            "tokenQR",
            {"base64": "QQ==", "version": "3"},
        ),
        (
            token("DEEPLINK", web="https://a"),
            "tokenDeeplink",
            {"web": "https://a", "url": "https://a"},
        ),
        (token("PDF", url="https://a"), "tokenDefault", {"url": "https://a"}),
        (token("tokenEKey", ekey={}), "tokenEKey", {"ekey": {}}),
    ],
)
def test_token_in_1_6_has_its_type_outside_and_inside(told, kind, content):
    assert v1_6.token_to_wire(told) == {
        **ENDS,
        "tokenType": kind,
        "tokenData": {**content, "tokenType": kind},
    }


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (token("AZTEC", base64="QQ=="), "AZTEC"),
        (token("tokenQR", tokenType="tokenQR", base64="QQ==", symbology="AZTEC"), "AZTEC"),
        (token("tokenQR", tokenType="tokenQR", base64="QQ=="), "QR"),
        (token("tokenDeeplink", tokenType="tokenDeeplink", url="https://a"), "DEEPLINK"),
    ],
)
def test_token_in_1_1_is_named_by_its_form(told, kind):
    wire = v1_1.token_to_wire(told)

    assert (wire["tokenType"], wire["validUntil"]) == (kind, ENDS["validUntil"])
    assert "tokenType" not in wire["tokenData"]
