"""What an order holds, as tables: lines with their tickets, fees, travellers, notes, postings."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.html import format_html

from operators.admin.event_words import in_words
from operators.timetable.itineraries import Ride
from sales.admin.order_parts import OrderFile
from sales.admin.order_sections import (
    Amounts,
    Links,
    Section,
    amount,
    label,
    stacked,
    unbroken,
    when,
)
from sales.books.models import Posting
from sales.fares.rentals import ChargedPart
from sales.models import OrderLine, OrderNote
from sales.orders.states import LineState
from tickets.models import Ticket
from tickets.states import TicketState

LINE_COLOURS = {
    LineState.DRAFT: "info",
    LineState.CONFIRMED: "success",
    LineState.CANCELLED: "danger",
}
TICKET_COLOURS = {
    TicketState.ISSUED: "info",
    TicketState.ACTIVE: "success",
    TicketState.VOIDED: "danger",
    TicketState.EXPIRED: "warning",
}


def line_section(file: OrderFile, links: Links) -> Section:
    """What was bought, each line with the tickets that it was fulfilled with."""
    currency = file.order.currency
    rows = [
        [
            stacked([links.to(line.product, line), *_about(line, currency)]),
            stacked([line.passenger_category, *_travellers_of(line, file)]),
            stacked(ticket_in_words(row.ticket, links) for row in line.fulfilments.all()),
            label(line.get_state_display(), LINE_COLOURS[LineState(line.state)]),
            stacked(_versions_of(line.added_in_version, line.cancelled_in_version, "cancelled")),
            amount(line.unit_amount, currency),
            amount(line.amount, currency),
            stacked([amount(line.tax_amount, currency), f"at {line.vat_rate} %"]),
        ]
        for line in file.lines
    ]
    return Section(
        "lines",
        "Lines and tickets",
        [
            "Bought", "For", "Tickets", "State", "Version", Amounts("Each"), Amounts("Amount"),
            Amounts("In this VAT"),
        ],
        rows,
        "Nothing is on the order.",
    )  # fmt: skip


def ticket_in_words(ticket: Ticket, links: Links) -> object:
    """A ticket by the start of its id, with its state."""
    state = label(ticket.get_state_display(), TICKET_COLOURS.get(TicketState(ticket.state), ""))
    return format_html("{} {}", links.to(ticket, str(ticket.pk)[:8]), state)


def fee_section(file: OrderFile) -> Section:
    """What is charged besides, or taken off."""
    lines = {str(line.reference): str(line) for line in file.lines}
    rows = [
        [
            in_words(fee.type),
            fee.reason,
            ", ".join(lines.get(reference, reference[:8]) for reference in fee.lines) or "All",
            stacked(_versions_of(fee.added_in_version, fee.removed_in_version, "removed")),
            amount(fee.amount, file.order.currency),
            stacked([amount(fee.tax_amount, file.order.currency), f"at {fee.vat_rate} %"]),
        ]
        for fee in file.fees
    ]
    columns = ["Fee", "Why", "For", "Version", Amounts("Amount"), Amounts("In this VAT")]
    return Section("fees", "Fees and reductions", columns, rows)


def traveller_section(file: OrderFile) -> Section:
    """Who rides."""
    rows = [
        [
            traveller.name or str(traveller.reference)[:8],
            traveller.age,
            stacked([traveller.email, traveller.phone]),
            traveller.external_reference,
            stacked(
                _versions_of(traveller.added_in_version, traveller.removed_in_version, "removed")
            ),
        ]
        for traveller in file.travellers
    ]
    columns = ["Traveller", "Age", "Reached at", "The seller's reference", "Version"]
    return Section("travellers", "Travellers", columns, rows)


def note_section(file: OrderFile, *, link: tuple[str, str] | None) -> Section:
    """What people wrote, newest first."""
    lines = {line.reference: str(line) for line in file.lines}
    rows = [
        [
            unbroken(when(note.written_at)),
            in_words(note.type),
            _on_line(note, lines),
            note.written_by,
        ]
        for note in file.notes
    ]
    columns = ["When", "About", "Note", "By"]
    return Section("notes", "Notes", columns, rows, "Nobody has written anything.", link=link)


def posting_section(
    postings: Sequence[Posting], links: Links, *, are_stored: bool = True
) -> Section:
    """What is in the books, or would be; each document balances."""
    columns = [
        "Document", "Account", "Party", "Operator", "VAT rate", Amounts("Debit"),
        Amounts("Credit"), *(["When"] if are_stored else []),
    ]  # fmt: skip
    rows = [
        [
            f"{in_words(posting.kind)}, version {posting.order_version}",
            links.to(posting, name_of(posting)) if are_stored else name_of(posting),
            links.to(posting.party),
            links.to(posting.operator),
            "" if posting.vat_rate is None else f"{posting.vat_rate} %",
            amount(posting.amount, posting.currency) if posting.amount > 0 else "",
            amount(-posting.amount, posting.currency) if posting.amount < 0 else "",
            *([stacked(_booked(posting))] if are_stored else []),
        ]
        for posting in postings
    ]
    return Section("postings", "Books", columns, rows, "Nothing is in the books.")


def _booked(posting: Posting) -> list[object]:
    late = posting.late_for is not None
    return [
        unbroken(when(posting.posted_at)),
        f"Late, booked on {posting.booked_on:%-d %b %Y}" if late else "",
    ]


def name_of(posting: Posting) -> str:
    return in_words(posting.account)


def _about(line: OrderLine, currency: str) -> list[object]:
    rides = [_ride_in_words(Ride.from_json(facts)) for facts in line.rides]
    start = f"From {when(line.starts_at)}" if line.starts_at and not rides else ""
    theirs = f"Reference {line.external_reference}" if line.external_reference else ""
    full = line.full_amount
    off = f"Before discounts {amount(full, currency)}" if full and full != line.amount else ""
    return [*rides, *_rental_in_words(line), start, theirs, off, f"Run by {line.operator}"]


def _rental_in_words(line: OrderLine) -> list[str]:
    """When a vehicle was used, and what each part of the price was for."""
    charges = [ChargedPart.from_json(charge) for charge in line.charges or []]
    told = [f"{charge.title}: {charge.amount}. {charge.rule}" for charge in charges]
    if line.is_rental and line.departs_at and line.arrives_at:
        return [f"{when(line.departs_at)} – {when(line.arrives_at)}", *told]
    return told


def _ride_in_words(ride: Ride) -> str:
    stops = f"{ride.origin.name} – {ride.destination.name}"
    return f"{ride.route_name}: {stops}, {when(ride.departs_at)}"


def _travellers_of(line: OrderLine, file: OrderFile) -> list[str]:
    names = {str(one.reference): str(one) for one in file.travellers}
    return [names.get(seat["reference"], seat["reference"]) for seat in line.travellers]


def _versions_of(added: int, gone: int | None, word: str) -> list[str]:
    return [f"since {added}", f"{word} in {gone}" if gone is not None else ""]


def _on_line(note: OrderNote, lines: dict[uuid.UUID, str]) -> object:
    if note.line_reference is None:
        return note.text
    name = lines.get(note.line_reference, str(note.line_reference)[:8])
    return stacked([note.text, f"On {name}"])
