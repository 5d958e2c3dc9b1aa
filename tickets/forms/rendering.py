"""One call for every form of a ticket (barcode format §4, §8)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from operators.tenancy.actors import Actor
from tickets.actions.links import make_link
from tickets.actions.showing import hand_out_ahead, hand_out_static, show_ticket
from tickets.actions.wallet_values import offer_pass
from tickets.actions.wallets import apple_signer, google_account, google_issuer
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.rotation import Window
from tickets.errors import FormUnavailable, TicketNotActive
from tickets.forms.apple import build_pass
from tickets.forms.facts import TicketFacts, facts_of
from tickets.forms.google import MOVING_TYPE, MovingValues, save_url, values_of
from tickets.forms.languages import TravellerLanguage
from tickets.forms.media import OF_A_BARCODE, Media, render_barcode, symbol_content
from tickets.forms.page import page_of
from tickets.forms.pdf import print_ticket
from tickets.forms.styling import language_of, style_of
from tickets.forms.symbols import Symbology
from tickets.links import address_of
from tickets.models import Barcode, Ticket

BY = Actor.timer("show-ticket")
"""Links that come to be because a form needs one."""
DRAWN_BY_PHONE = frozenset({Media.PNG, Media.SVG, Media.TEXT})
FIRST_VALUES = timedelta(minutes=10)
"""What a wallet shows until more was sent; more of them make the link too long."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A ticket in the form that was asked for."""

    content: bytes
    media: Media
    starts_at: datetime
    ends_at: datetime
    """When what is shown changes, so that it is fetched again then: the end of the barcode's
    window, or of the ticket for what never changes."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A ticket that may be shown, as it is stored, and for whom."""

    ticket: Ticket
    facts: TicketFacts
    language: TravellerLanguage
    at: datetime

    @property
    def symbology(self) -> Symbology:
        return Symbology(self.ticket.ticket_type.symbology)

    def as_long_as_the_ticket(self, content: bytes, media: Media) -> Rendered:
        """Of what never changes."""
        assert self.ticket.activated_at is not None
        assert self.ticket.valid_until is not None
        return Rendered(content, media, self.ticket.activated_at, self.ticket.valid_until)


@transaction.atomic
def render_ticket(
    ticket: Ticket, media: Media, *, at: datetime, languages: Sequence[str] = ()
) -> Rendered:
    """The ticket in that form, as it may be shown at that moment; documents are in the first of the
    languages (tags such as nl-BE) that its style has.

    TicketNotActive while it may not be shown, NoSigningKey if no key is active, NoHandset if a
    phone must sign and none is registered, FormUnavailable if it does not come in that form,
    NoWalletAccount if the tenant has none.
    """
    ticket.ticket_type.choose_media(media=media)
    if media in OF_A_BARCODE:
        return _barcode(ticket, media, at=at)
    wanted = _wanted(ticket, languages, at=at)
    content = DOCUMENTS[media](wanted)
    return wanted.as_long_as_the_ticket(content, media)


def render_shown(ticket: Ticket, barcode: Barcode, media: Media) -> Rendered:
    """A barcode that was handed out already, in one of the forms of a barcode.

    FormUnavailable if its symbol is drawn by the phone that signs it.
    """
    if ticket.ticket_type.device_signed and media in DRAWN_BY_PHONE:
        raise FormUnavailable("The traveller's phone draws the barcodes of this product.")
    content = render_barcode(
        barcode.octets,
        BarcodeFormat(barcode.format),
        Symbology(ticket.ticket_type.symbology),
        media,
        life=Window(barcode.starts_at, barcode.ends_at, barcode.dies_at),
    )
    return Rendered(content, media, barcode.starts_at, barcode.ends_at)


def _barcode(ticket: Ticket, media: Media, *, at: datetime) -> Rendered:
    shown, barcode = show_ticket(ticket, at=at)
    if barcode is None:
        raise TicketNotActive
    return render_shown(shown, barcode, media)


def _wanted(ticket: Ticket, languages: Sequence[str], *, at: datetime) -> _Wanted:
    """The row is locked, so that no document is made of a ticket that is voided meanwhile."""
    locked = Ticket.objects.select_related("ticket_type__style", "tenant").lock(ticket)
    if not locked.may_be_shown(at):
        raise TicketNotActive
    style = style_of(locked.ticket_type)
    return _Wanted(locked, facts_of(locked, style), language_of(style, languages), at)


def _page(wanted: _Wanted) -> bytes:
    link = make_link(wanted.ticket, by=BY, at=wanted.at)
    return page_of(wanted.facts.title, address_of(link), language=wanted.language)


def _pdf(wanted: _Wanted) -> bytes:
    barcode = hand_out_static(wanted.ticket, at=wanted.at)
    content = symbol_content(barcode.octets, BarcodeFormat(barcode.format))
    return print_ticket(wanted.facts, content, wanted.symbology, language=wanted.language)


def _apple(wanted: _Wanted) -> bytes:
    signer = apple_signer(wanted.ticket.tenant_id, at=wanted.at)
    barcode = hand_out_static(wanted.ticket, at=wanted.at)
    return build_pass(wanted.facts, barcode.octets, wanted.symbology, signer)


def _google(wanted: _Wanted) -> bytes:
    """The address under a name; what moves is noted, so that the wallet gets more values."""
    kind = wanted.ticket.ticket_type
    account = google_account(wanted.ticket.tenant_id)
    if kind.barcode_format != BarcodeFormat.T1:
        raise FormUnavailable("The Google wallet shows texts, and these barcodes are octets.")
    if kind.is_rotating and wanted.symbology not in MOVING_TYPE:
        raise FormUnavailable(f"The Google wallet moves no {wanted.symbology} codes.")
    shown = _first_values(wanted) if kind.is_rotating else _static_text(wanted)
    if isinstance(shown, MovingValues):
        offer_pass(wanted.ticket, account, values_until=shown.ends_at, at=wanted.at)
    address = save_url(
        wanted.facts,
        shown,
        wanted.symbology,
        google_issuer(account),
        language=wanted.language,
        at=wanted.at,
    )
    return json.dumps({"saveUrl": address}).encode()


def _static_text(wanted: _Wanted) -> str:
    return hand_out_static(wanted.ticket, at=wanted.at).text


def _first_values(wanted: _Wanted) -> MovingValues:
    seconds = int(FIRST_VALUES.total_seconds())
    barcodes = hand_out_ahead(wanted.ticket, seconds=seconds, at=wanted.at)
    texts = [(barcode.starts_at, barcode.text) for barcode in barcodes]
    return values_of(texts, seconds=wanted.ticket.ticket_type.rotation_seconds)


DOCUMENTS: dict[Media, Callable[[_Wanted], bytes]] = {
    Media.HTML: _page,
    Media.PDF: _pdf,
    Media.PKPASS: _apple,
    Media.GOOGLE: _google,
}
