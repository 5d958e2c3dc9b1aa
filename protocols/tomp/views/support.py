"""Support: requests of travellers are not taken yet, and these paths say so."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from protocols.tomp.errors import SUPPORT, NotServed
from protocols.tomp.views.operation import TompOperation


class SupportAbsent(TompOperation):
    """POST /support, GET /support/{id}/status (TOMP 1.1, support module), which meta shows as
    NOT_IMPLEMENTED."""

    module = SUPPORT
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotServed(
            "Support requests are not taken here; GET /operator/information tells how to reach "
            "the operator."
        )
