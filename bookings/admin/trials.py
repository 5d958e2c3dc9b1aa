"""Trying a channel: what its partner would be offered between two stops, and why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminSplitDateTimeWidget, UnfoldAdminTextInputWidget

from bookings.actions.planning import TripWish, plan_journey
from operators.admin.zones import check_year
from operators.tenancy.errors import DomainError
from operators.timetable.names import StopNames
from operators.timetable.stops import StopReference, StopReferenceKind
from sales.admin.guides import address_of_guide
from sales.admin.promises import price_sentence
from sales.models import Offer, SalesChannel
from sales.offers.actions import OfferWish
from sales.offers.terms import TravellerWish

TRIAL_PAGE = "admin/channel_trial.html"
NAMES_OFFERED = 500
"""Stop names that the page completes by itself."""
OLDEST = 120
MOST_TRAVELLERS = 9
NO_RIDE = (
    "No ride goes from {origin} to {destination} within a day after {moment}. Choose another time "
    "or other stops."
)


class TrialForm(forms.Form):
    """From where to where, when, and for whom."""

    origin = forms.CharField(label="From", widget=UnfoldAdminTextInputWidget({"list": "stops"}))
    destination = forms.CharField(label="To", widget=UnfoldAdminTextInputWidget({"list": "stops"}))
    departs_after = forms.SplitDateTimeField(
        label="Leaving after",
        required=False,
        widget=UnfoldAdminSplitDateTimeWidget,
        validators=[check_year],
        help_text="Empty for now.",
    )
    ages = forms.CharField(
        label="Ages of the travellers",
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="With commas between them, such as 35, 8; empty for one of no known age.",
    )

    def __init__(self, *args: Any, names: StopNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean_origin(self) -> str:
        return self._known("origin")

    def clean_destination(self) -> str:
        return self._known("destination")

    def clean_ages(self) -> list[int | None]:
        words = self.cleaned_data["ages"].replace(",", " ").split()
        if not all(word.isdecimal() and int(word) <= OLDEST for word in words):
            raise forms.ValidationError("Write ages in whole years, such as 35, 8.")
        if len(words) > MOST_TRAVELLERS:
            raise forms.ValidationError(f"Write at most {MOST_TRAVELLERS} ages.")
        return [int(word) for word in words] or [None]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        origin, destination = cleaned.get("origin", ""), cleaned.get("destination", "")
        if origin and origin.casefold() == destination.casefold():
            self.add_error("destination", "Choose another stop than the one it begins at.")
        return cleaned

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        if stop := self.names.called(text).first():
            return stop.name
        like = ", ".join(self.names.like(text))
        hint = f" Did you mean: {like}?" if like else " Import a timetable that has it first."
        raise forms.ValidationError(f"No stop is called “{text}”.{hint}")


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: offers, or the reason why there are none. `stops` are GTFS stop ids."""

    stops: tuple[str, str]
    departs_after: datetime
    travellers: int
    offers: list[Offer] = field(default_factory=list)
    refusal: str = ""


def try_channel(channel: SalesChannel, wish: dict[str, Any], *, at: datetime) -> Trial:
    """Ask the channel as its partner would; nothing is stored."""
    stops = StopNames(channel.tenant).pair(wish["origin"], wish["destination"])
    assert stops is not None
    departs_after = wish["departs_after"] or at
    origin, destination = (StopReference(StopReferenceKind.STOP_ID, stop) for stop in stops)
    travellers = tuple(
        TravellerWish(f"traveller-{place}", age) for place, age in enumerate(wish["ages"], 1)
    )
    facts = stops, departs_after, len(travellers)
    try:
        offers = plan_journey(
            channel,
            TripWish((origin,), (destination,), departs_after),
            wish=OfferWish(travellers),
            binding=False,
            at=at,
        )
    except DomainError as refusal:
        return Trial(*facts, refusal=refusal.detail)
    if not offers:
        moment = f"{timezone.localtime(departs_after):%-d %b %Y %H:%M}"
        return Trial(*facts, refusal=NO_RIDE.format(**{**wish, "moment": moment}))
    return Trial(*facts, offers=offers)


def show_trial(page: Any, request: HttpRequest, channel: SalesChannel) -> HttpResponse:
    """The form, and below it what came of it once it was sent."""
    names = StopNames(channel.tenant)
    if request.GET:
        form = TrialForm(request.GET, names=names)
    else:
        origin, destination = names.example() or ("", "")
        first = {"origin": origin, "destination": destination}
        form = TrialForm(initial=first, names=names)
    trial = None
    if form.is_bound and form.is_valid():
        trial = try_channel(channel, form.cleaned_data, at=timezone.now())
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"Try {channel}",
        "object": channel,
        "form": form,
        "names": names.first(NAMES_OFFERED),
        "trial": trial,
        "offers": [offer_in_words(offer) for offer in trial.offers] if trial else [],
        "examples": page.examples(channel, trial) if trial and trial.offers else [],
        "guide": address_of_guide(channel),
    }
    return TemplateResponse(request, TRIAL_PAGE, context)


def offer_in_words(offer: Offer) -> dict[str, Any]:
    """One offer, for people."""
    rides = offer.itinerary_rides()
    return {
        "product": offer.product,
        "price": f"{offer.amount:.2f} {offer.currency}",
        "why": price_sentence(offer),
        "rules": [f"{part.title}: {part.rule}" for part in offer.parts() if part.rule],
        "rides": [
            f"{ride.route_name}: {ride.origin.name} "
            f"{timezone.localtime(ride.departs_at):%-d %b %H:%M} – {ride.destination.name} "
            f"{timezone.localtime(ride.arrives_at):%H:%M}"
            for ride in rides
        ],
        "media": offer.media,
    }
