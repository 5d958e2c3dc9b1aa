"""The public keys of tickets."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from rest_framework.exceptions import Throttled

from operators.tenancy.correlation import current_correlation_id
from protocols.caching import unless_known
from protocols.models import Limited
from protocols.strangers import client_of, count_client
from tickets.models import IssuerKey

MAX_AGE_SECONDS = 3600


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """Every issuer key as a JWK Set (RFC 7517), revoked ones too, so that devices can say so.

    The keys of all tenants are public. `iss` is the slug of the tenant that signs with the key: a
    device trusts those of its own operator, which `?issuer=slug` asks for alone. `kid` is the
    first four bytes of the RFC 7638 thumbprint in hex; `nbf` and `exp` are Unix seconds; `status`
    is next, active, retired or revoked (barcode format §6). 429 with Retry-After for an address
    that asks without end.
    """
    try:
        count_client(Limited.ANONYMOUS, client_of(request), at=timezone.now())
    except Throttled as refusal:
        return _come_back_later(refusal)
    keys = IssuerKey.objects.published().select_related("tenant")
    if issuer := request.GET.get("issuer", "").replace("\0", ""):
        keys = keys.filter(tenant__slug=issuer)
    body = json.dumps({"keys": [{**key.to_jwk(), "iss": key.tenant.slug} for key in keys]}).encode()
    response = HttpResponse(body, content_type="application/jwk-set+json")
    response["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return unless_known(request, response)


def _come_back_later(refusal: Throttled) -> HttpResponse:
    seconds = int(getattr(refusal, "wait", None) or 1)
    told = {"detail": str(refusal.detail), "correlation_id": current_correlation_id()}
    return JsonResponse(told, status=429, headers={"Retry-After": str(seconds)})
