"""Operations that need a linked account."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from protocols.tripgo.linking.needed import form_if_unlinked, need_links
from protocols.tripgo.operation import TripGoOperation


class Book(TripGoOperation):
    """Books whatever it is made with."""

    products: Any = ()
    after = ""

    def post(self, request):
        form = form_if_unlinked(self, self.products, after=self.after, facts={"of": "seven"})
        return Response(form or {"booked": True})


class Pay(TripGoOperation):
    """What can answer with no form."""

    products: Any = ()

    def post(self, request):
        need_links(self, self.products)
        return Response({"paid": True})
