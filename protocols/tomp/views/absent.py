"""Endpoints of TOMP that this operator does not serve."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from protocols.tomp.errors import NotServed
from protocols.tomp.views.operation import TompOperation


class Absent(TompOperation):
    """Any method on a path of TOMP that meta shows as NOT_IMPLEMENTED, or that is unknown."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotServed
