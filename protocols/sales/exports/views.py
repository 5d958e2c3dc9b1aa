"""Exports: asking, looking, cancelling, and taking the file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse

from operators.models import Organisation, Tenant
from operators.tenancy.clients import ClientPermission
from protocols.sales.errors import BodyUnusable, NotThere, RangeUnsatisfiable
from protocols.sales.exports.requests import ExportRequest
from protocols.sales.exports.words import EXPORT_LIST, our_pairs, written_pairs
from protocols.sales.lists import page_answer
from protocols.sales.needs import Need
from protocols.sales.operation import SalesOperation
from protocols.sales.wire import answer, utc, utc_or_none
from sales.exports.datasets import find_dataset
from sales.exports.jobs.actions import cancel_export, note_download, request_export
from sales.exports.jobs.serving import UNSATISFIABLE, serve
from sales.exports.wishes import DIALECTS, ExportWish, Format, Period
from sales.models import Export
from sales.tasks import run_export

REPORT = Need(ClientPermission.REPORTS_READ)
ASKED = ("Range", "If-Range", "If-None-Match")


class OnExports(SalesOperation):
    """What the operations on exports share. What the caller may see is found out each time."""

    def exports(self) -> QuerySet[Export]:
        """Those of the caller's organisation, or of its tenant."""
        found = Export.objects.filter(tenant_id=self.caller.tenant_id)
        found = found.select_related("tenant", "organisation")
        if self.sees_all_organisations:
            return found
        return found.filter(organisation_id=self.caller.organisation_id)

    def export_of(self, reference: str) -> Export:
        """NotThere for an export that the caller may not see."""
        export = self.exports().filter(reference=reference).first()
        if export is None:
            raise NotThere
        return export


class Exports(OnExports):
    """GET and POST /exports."""

    needs = {"GET": REPORT, "POST": REPORT}
    asks = {"GET": None}

    def get(self, request: Any) -> Any:
        """A page of exports, the last one first."""
        return page_answer(self.exports(), EXPORT_LIST, request.query_params, export_to_wire)

    def post(self, request: Any) -> Any:
        """Ask for an export. A worker writes it: look at the export until its status is READY, then
        take the file. 409 while too many exports wait or run."""
        members = self.read(ExportRequest)
        export = request_export(self.wish(members), by=self.actor, at=self.at)
        run_export.delay_on_commit(export=export.pk)
        where = {"Location": f"{request.path}/{export.reference}"}
        return answer(
            export_to_wire(self.export_of(str(export.reference))), status=202, headers=where
        )

    def wish(self, members: dict[str, Any]) -> ExportWish:
        """What the body says. NotThere for another organisation than the caller may see."""
        first, last = members.get("firstDay"), members.get("lastDay")
        if (first is None) != (last is None):
            raise BodyUnusable("Send both firstDay and lastDay, or neither.")
        return ExportWish(
            find_dataset(members["dataset"]),
            Tenant.objects.get(pk=self.caller.tenant_id),
            sellers=self.sellers(members.get("organisationId")),
            period=Period(first, last) if first and last else None,
            pairs=our_pairs(members["dataset"], members.get("filter", [])),
            format=Format(members["format"]),
            dialect=DIALECTS[members["dialect"]],
            version=members.get("columnSet"),
        )

    def sellers(self, number: int | None) -> frozenset[int] | None:
        if number is None:
            own = frozenset({self.caller.organisation_id})
            return None if self.sees_all_organisations else own
        known = Organisation.objects.filter(tenant_id=self.caller.tenant_id, number=number)
        if not self.sees_all_organisations:
            known = known.filter(pk=self.caller.organisation_id)
        found = known.first()
        if found is None:
            raise NotThere
        return frozenset({found.pk})


class ExportByReference(OnExports):
    """GET and DELETE /exports/{exportId}."""

    needs = {"GET": REPORT, "DELETE": REPORT}

    def get(self, request: Any, export: str) -> Any:
        """One export: how far it has come, and its control totals once it is READY."""
        return answer(export_to_wire(self.export_of(export)))

    def delete(self, request: Any, export: str) -> Any:
        """Cancel an export that waits or runs. 409 if it has ended."""
        cancel_export(self.export_of(export), by=self.actor, at=self.at)
        return answer(export_to_wire(self.export_of(export)))


class ExportFile(OnExports):
    """GET /exports/{exportId}/file."""

    needs = {"GET": REPORT}

    def get(self, request: Any, export: str) -> Any:
        """The file. A download that was broken off goes on with Range and If-Range. 409 while it is
        not ready, 410 once it expired."""
        found = self.export_of(export)
        asked = {name: request.headers[name] for name in ASKED if name in request.headers}
        served = serve(found, asked, at=self.at, body=request.method == "GET")
        if served.status == UNSATISFIABLE:
            raise RangeUnsatisfiable(served.headers["Content-Range"])
        if served.is_begin:
            note_download(found, by=self.actor, at=self.at)
        told: dict[str, Any] = {"content_type": served.media_type, "headers": dict(served.headers)}
        if served.body is None:
            return HttpResponse(status=served.status, **told)
        return FileResponse(served.body, status=served.status, **told)


def export_to_wire(export: Export) -> dict[str, Any]:
    organisation = export.organisation
    return {
        "exportId": str(export.reference),
        "dataset": export.dataset,
        "columnSet": export.column_set,
        "organisationId": organisation.number if organisation else None,
        "firstDay": export.first_day.isoformat() if export.first_day else None,
        "lastDay": export.last_day.isoformat() if export.last_day else None,
        "filter": written_pairs(export.dataset, export.pairs),
        "format": export.format,
        "dialect": export.dialect,
        "status": export.state,
        "doneRows": export.done_rows,
        "allRows": export.all_rows,
        "totals": export.totals,
        "fileName": export.file_name,
        "size": export.size,
        "sha256": export.digest or None,
        "failure": export.failure or None,
        "requestedAt": utc(export.requested_at),
        "startedAt": utc_or_none(export.started_at),
        "endedAt": utc_or_none(export.ended_at),
        "expiresAt": utc_or_none(export.expires_at),
    }
