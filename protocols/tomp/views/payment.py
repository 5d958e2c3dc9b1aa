"""Payment: what is settled between the operator and the partner of the channel."""

from __future__ import annotations

from dataclasses import replace

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.claims import claim_cost_of_booking
from bookings.models import Booking
from protocols.tomp.errors import PAYMENT
from protocols.tomp.kinds import KINDS
from protocols.tomp.pages import MAX_PAGE_SIZE
from protocols.tomp.views.operation import TompOperation
from sales.invoices.queries import read_invoiced_journal
from sales.settlement.queries import JournalWish, journal_entry_of


class JournalEntries(TompOperation):
    """GET /payment/journal-entry (TOMP, payment module)."""

    module = PAYMENT
    largest = MAX_PAGE_SIZE

    def get(self, request: Request) -> Response:
        """What the channel's partner is charged and credited: an entry for each sale, for what
        was given back, for each fee that was kept of it, and for extra costs, in that order.

        `journalId` is the id of the booking, and `journalSequenceId` counts its entries; neither
        changes. Sandbox sales are not in it. An entry is INVOICED while an invoice has it that was
        not taken back, and TO_INVOICE else. `offset` and `limit` page them.
        """
        query = self.dialect.payment.read_journal_query(request.query_params)
        wish = self._of_booking(query.wish, query.reference)
        if wish is None:
            return Response([])
        page = query.page
        found = read_invoiced_journal(
            self.channel, wish, invoiced=query.invoiced, offset=page.offset, limit=page.limit
        )
        told = self.dialect.payment.journal_entry_to_wire
        country = self.channel.tenant.country
        return Response([told(each.entry, country=country, invoice=each.invoice) for each in found])

    def _of_booking(self, wish: JournalWish, reference: str) -> JournalWish | None:
        """The wish narrowed to a booking; None where this channel sold none of that id."""
        if not reference:
            return wish
        sold = Booking.objects.sold_through(self.channel).filter(
            kind__in=KINDS, order__isnull=False
        )
        order_id = sold.filter(reference=reference).values_list("order", flat=True).first()
        return None if order_id is None else replace(wish, order_id=order_id)


class ExtraCosts(TompOperation):
    """POST /payment/{id}/claim-extra-costs (TOMP, payment module)."""

    module = PAYMENT

    def post(self, request: Request, reference: str) -> Response:
        """Claim costs of a committed booking beside its fare: a positive amount is charged to the
        channel's partner, a negative one is credited.

        It is noted at once and told in the journal; the operator judges it later. The same costs
        sent twice are one claim, unless they come with different `Idempotency-Key`s. All credits
        of a booking together are at most what is still paid for it: 403 beyond, and for a booking
        that was never committed.
        """
        words = self.dialect.payment
        key = request.headers.get("Idempotency-Key", "")
        facts = words.read_extra_costs(request.data, key=key)
        bookings = Booking.objects.sold_through(self.channel).filter(kind__in=KINDS)
        booking = bookings.select_related("order").get(reference=reference)
        claim = claim_cost_of_booking(booking, facts, by=self.actor, at=self.at)
        country = self.channel.tenant.country
        return Response(words.journal_entry_to_wire(journal_entry_of(claim), country=country))
