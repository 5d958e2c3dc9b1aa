"""What exports can be filtered and sorted by."""

from __future__ import annotations

from operators.listing.fields import Field
from operators.listing.kinds import Choice, Integer, Moment, Reference, Text
from operators.listing.listings import Listing
from sales.exports.jobs.models import Export
from sales.exports.jobs.states import FORMATS, ExportState

EXPORTS = Listing(
    Export,
    [
        Field("reference", Reference()),
        Field("dataset", Text()),
        Field("state", Choice(ExportState.values)),
        Field("format", Choice([one for one, _ in FORMATS])),
        Field("organisation", Integer(), path="organisation__number"),
        Field("requested_at", Moment()),
        Field("ended_at", Moment()),
        Field("expires_at", Moment()),
    ],
    order="requested_at",
)
