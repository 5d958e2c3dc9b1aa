"""The operations on exports as they are described, and what their answers look like."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from protocols.sales.describing.parameters import HEADER
from protocols.sales.describing.schemas import Amount, Body, Many, Text, page_of, texts, word
from protocols.sales.describing.telling import Told
from protocols.sales.exports.requests import ExportRequest
from protocols.sales.exports.words import EXPORT_LIST
from sales.exports.datasets import DATASETS
from sales.exports.jobs.states import ExportState
from sales.exports.wishes import DIALECTS, Format

EXPORT = "exports/{exportId}"
MEDIA = sorted({one.media_type for one in Format})


class ControlSum(Body):
    """The sum of a column over the rows of one currency."""

    currency = serializers.CharField()
    column = serializers.CharField()
    amount = Amount()


class ControlTotals(Body):
    """What the rows of the file come to, found out together with them."""

    rows = serializers.IntegerField()
    sums = Many(child=ControlSum())


class Export(Body):
    """`export`: a file that is asked for, written by a worker, and kept until it expires."""

    exportId = serializers.UUIDField()
    dataset = word(list(DATASETS))
    columnSet = serializers.IntegerField()
    organisationId = serializers.IntegerField(
        allow_null=True, help_text="Null: all organisations of the tenant."
    )
    firstDay = serializers.DateField(allow_null=True)
    lastDay = serializers.DateField(allow_null=True)
    filter = texts()
    format = word([one.value for one in Format])
    dialect = word(list(DIALECTS))
    status = word(ExportState)
    doneRows = serializers.IntegerField(help_text="Rows that are written so far.")
    allRows = serializers.IntegerField(allow_null=True)
    totals = ControlTotals(allow_null=True, help_text="Once it is READY.")
    fileName = serializers.CharField()
    size = serializers.IntegerField(allow_null=True, help_text="Bytes.")
    sha256 = Text(help_text="Of the file, in hexadecimal digits.")
    failure = Text(help_text="Why it FAILED.")
    requestedAt = serializers.DateTimeField()
    startedAt = serializers.DateTimeField(allow_null=True)
    endedAt = serializers.DateTimeField(allow_null=True)
    expiresAt = serializers.DateTimeField(allow_null=True, help_text="No file from then on.")


TOLD: dict[tuple[str, str], Told] = {
    ("GET", "exports"): Told("listExports", page_of(Export), listing=EXPORT_LIST),
    ("POST", "exports"): Told("requestExport", Export, 202, ExportRequest),
    ("GET", EXPORT): Told("readExport", Export),
    ("DELETE", EXPORT): Told("cancelExport", Export),
    ("GET", f"{EXPORT}/file"): Told(
        "downloadExport",
        has_etag=True,
        refusals=[409, 410, 416],
        media=MEDIA,
        is_file=True,
        parameters=[
            OpenApiParameter("Range", str, HEADER, description="One range: bytes=1000-"),
            OpenApiParameter(
                "If-Range", str, HEADER, description="The ETag that the download began with."
            ),
        ],
    ),
}
