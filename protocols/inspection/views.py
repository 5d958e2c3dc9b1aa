"""The public keys of tickets."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tickets.models import IssuerKey

MAX_AGE_SECONDS = 3600


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """Every issuer key as a JWK Set (RFC 7517), revoked ones too, so that devices can say so.

    The keys of all tenants are public. `iss` is the slug of the tenant that signs with the key: a
    device trusts those of its own operator, which `?issuer=slug` asks for alone. `kid` is the
    first four bytes of the RFC 7638 thumbprint in hex; `nbf` and `exp` are Unix seconds; `status`
    is next, active, retired or revoked (barcode format §6).
    """
    keys = IssuerKey.objects.published().select_related("tenant")
    if issuer := request.GET.get("issuer", "").replace("\0", ""):
        keys = keys.filter(tenant__slug=issuer)
    body = json.dumps({"keys": [{**key.to_jwk(), "iss": key.tenant.slug} for key in keys]}).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/jwk-set+json")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return get_conditional_response(request, etag=etag, response=response) or response
