"""What the operations of operator information share."""

from __future__ import annotations

from django.utils.functional import cached_property
from rest_framework.request import Request

from protocols.tomp.dialect_operator import OperatorInformation
from protocols.tomp.errors import OPERATOR_INFORMATION
from protocols.tomp.narrowing import Narrowed, narrow
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.views.operation import TompOperation
from sales.catalogue.ranges import ChannelRange, read_range
from sales.models import SalesChannel


class InformingOperation(TompOperation):
    """An operation about what the channel sells: timetables, fleets, or both."""

    module = OPERATOR_INFORMATION

    @cached_property
    def opened(self) -> ChannelRange:
        """What the channel sells now; the channel comes with it, in the same query."""
        return read_range(self.caller.channel_id, at=self.at)

    @cached_property
    def channel(self) -> SalesChannel:
        return self.opened.channel

    @property
    def words(self) -> OperatorInformation:
        """How the version of the request tells it."""
        return self.dialect.operator

    def narrowed(self, request: Request) -> Narrowed:
        """The page, the region and the station that are asked for. RegionUnknown and
        StationUnknown, beside what the query may break."""
        largest = self.largest or MAX_PAGE_SIZE
        return narrow(self.opened, self.words.read_list(request.query_params, largest=largest))
