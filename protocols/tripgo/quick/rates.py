"""What a rental costs, in words: `€1.00 to unlock, then €0.19 a minute`. VAT included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from operators.fleet.states import PartType, PlanUnit, VehicleUse
from operators.fleet.terms import PartTerms, PlanTerms
from protocols.tripgo.money import number_text, percent_text, price_text, rate_text
from protocols.tripgo.quick.wording.phrases import Phrases
from protocols.tripgo.trips.segments import Segment
from sales.fares.metering import Use
from sales.fares.rentals import price_rental
from sales.models import Offer
from sales.money import round_in

SYMBOLS = {
    PlanUnit.SECOND: "s",
    PlanUnit.MINUTE: "min",
    PlanUnit.HOUR: "h",
    PlanUnit.KM: "km",
    PlanUnit.MILE: "mi",
}
"""The same in every language."""


def rental_in_words(offer: Offer, segment: Segment, phrases: Phrases) -> str:
    """The rates of the vehicle that is offered, and what they come to for the segment where that
    is not what is due in any case. No query."""
    plan = offer.pricing_plan()
    seconds = round((segment.ends_at - segment.starts_at).total_seconds())
    use = Use(seconds_in_use=max(0, seconds), metres=segment.metres)
    price = price_rental(plan, use, vat_rate=offer.vat_rate)
    told = [rates_in_words(plan, phrases, vat_rate=offer.vat_rate)]
    if price.amount != offer.amount:
        about = price_text(price.amount, price.currency, phrases.language)
        told.append(phrases.about.format(price=about))
    return "; ".join(filter(None, told))


def rates_in_short(plan: PlanTerms, phrases: Phrases, *, vat_rate: Decimal) -> tuple[str, ...]:
    """What a ride costs from its beginning on beside what is due in any case: `€0.19/min`. What
    counts later, in pauses or by percent is left to the words."""
    told = _Told(plan, phrases, vat_rate)
    return tuple(told.short(part) for part in plan.parts if _is_counting(part))


def rates_in_words(plan: PlanTerms, phrases: Phrases, *, vat_rate: Decimal) -> str:
    """What unlocking costs, then every rate in the order of the plan, then the cap; the VAT rate is
    in percent. Empty for a plan that asks for nothing."""
    told = _Told(plan, phrases, vat_rate)
    asked = [part for part in plan.parts if part.amount and part.type != PartType.MAX]
    unlocking = sum((told.paid(part) for part in asked if _is_unlocking(part)), Decimal(0))
    rates = [told.rate(part) for part in asked if not _is_unlocking(part)]
    rest = ", ".join([*rates, *told.cap(plan.parts)])
    if not unlocking:
        return rest
    first = phrases.to_unlock.format(price=price_text(unlocking, plan.currency, phrases.language))
    return phrases.then.format(first=first, rest=rest) if rest else first


@dataclass(frozen=True, slots=True)
class _Told:
    """The parts of a plan in one language, with their amounts as customers pay them."""

    plan: PlanTerms
    phrases: Phrases
    vat_rate: Decimal

    def paid(self, part: PartTerms) -> Decimal:
        """In coins."""
        return round_in(self.plan.currency, self._with_vat(part.amount))

    def rate(self, part: PartTerms) -> str:
        """One part, with when it counts and its limits."""
        told = self._scaled(part, self._asked(part))
        if part.use == VehicleUse.PAUSED:
            told = self.phrases.paused.format(rate=told)
        limits = ", ".join(self._limits(part))
        return f"{told} ({limits})" if limits else told

    def short(self, part: PartTerms) -> str:
        """A part that counts time or distance."""
        unit = SYMBOLS[PlanUnit(part.unit)]
        many = "" if part.units == 1 else f"{self._plain(part.units)} "
        return f"{self._finely(part.amount)}/{many}{unit}"

    def cap(self, parts: Iterable[PartTerms]) -> Iterator[str]:
        """The lowest of the caps, if there is any."""
        caps = [self.paid(part) for part in parts if part.type == PartType.MAX]
        if caps:
            yield self.phrases.at_most.format(price=self._priced(max(Decimal(0), min(caps))))

    def _asked(self, part: PartTerms) -> str:
        if part.unit == PlanUnit.PERCENTAGE:
            sign = self.phrases.off if part.amount < 0 else self.phrases.on_top
            return sign.format(rate=percent_text(abs(part.amount), self.phrases.language))
        told = self._stepped(part) if part.type == PartType.FLEX else self._once(part)
        return self.phrases.off.format(rate=told) if part.amount < 0 else told

    def _once(self, part: PartTerms) -> str:
        return self._priced(abs(self.paid(part)))

    def _stepped(self, part: PartTerms) -> str:
        """A part that counts time or distance, step by step."""
        price, unit = self._finely(abs(part.amount)), PlanUnit(part.unit)
        if part.units == 1:
            return self._for_each(unit).format(price=price)
        return self.phrases.per_many.format(
            price=price, count=self._plain(part.units), unit=SYMBOLS[unit]
        )

    def _for_each(self, unit: PlanUnit) -> str:
        return {
            PlanUnit.SECOND: self.phrases.per_second,
            PlanUnit.MINUTE: self.phrases.per_minute,
            PlanUnit.HOUR: self.phrases.per_hour,
            PlanUnit.KM: self.phrases.per_km,
            PlanUnit.MILE: self.phrases.per_mile,
        }[unit]

    def _scaled(self, part: PartTerms, told: str) -> str:
        """What is charged once is charged when its scale is reached, wherever that ends."""
        if not part.scale_unit:
            return told
        unit = SYMBOLS[PlanUnit(part.scale_unit)]
        if part.scale_from:
            told = self.phrases.from_on.format(
                rate=told, begin=f"{self._plain(part.scale_from)} {unit}"
            )
        if part.scale_to is not None and part.type == PartType.FLEX:
            told = self.phrases.up_to.format(rate=told, end=f"{self._plain(part.scale_to)} {unit}")
        return told

    def _limits(self, part: PartTerms) -> Iterator[str]:
        if part.minimum is not None:
            yield self.phrases.at_least.format(price=self._finely(part.minimum))
        if part.maximum is not None:
            yield self.phrases.at_most.format(price=self._finely(part.maximum))

    def _finely(self, amount: Decimal) -> str:
        return rate_text(self._with_vat(amount), self.plan.currency, self.phrases.language)

    def _priced(self, amount: Decimal) -> str:
        return price_text(amount, self.plan.currency, self.phrases.language)

    def _plain(self, number: Decimal) -> str:
        return number_text(number, self.phrases.language)

    def _with_vat(self, amount: Decimal) -> Decimal:
        return amount if self.plan.tax_included else amount * (100 + self.vat_rate) / 100


def _is_unlocking(part: PartTerms) -> bool:
    """Whether it is a plain amount that everybody pays once."""
    is_plain = part.unit == "" and part.minimum is None and part.maximum is None
    is_at_once = part.use != VehicleUse.PAUSED and not (part.scale_unit and part.scale_from)
    return part.type == PartType.FIXED and part.amount > 0 and is_plain and is_at_once


def _is_counting(part: PartTerms) -> bool:
    """Whether it counts time or distance from the beginning on."""
    is_at_once = part.use != VehicleUse.PAUSED and not (part.scale_unit and part.scale_from)
    is_counted = part.type == PartType.FLEX and part.unit in SYMBOLS
    return is_counted and part.amount > 0 and is_at_once
