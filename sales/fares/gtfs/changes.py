"""fare_transfer_rules.txt: what a change between two rides costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from operators.timetable.importing.problems import ProblemKind
from sales.catalogue.states import TimeLimit, TransferKind
from sales.fares.gtfs.files import FARE_LEG_RULES, FARE_PRODUCTS, FARE_TRANSFER_RULES
from sales.fares.gtfs.plans import PlannedTransfer
from sales.fares.gtfs.reading import FareFiles, Row

KINDS = {
    "0": TransferKind.INSTEAD_OF_NEXT,
    "1": TransferKind.ON_TOP,
    "2": TransferKind.INSTEAD_OF_BOTH,
}
LIMITS = {
    "0": TimeLimit.DEPARTURE_TO_ARRIVAL,
    "1": TimeLimit.DEPARTURE_TO_DEPARTURE,
    "2": TimeLimit.ARRIVAL_TO_DEPARTURE,
    "3": TimeLimit.ARRIVAL_TO_ARRIVAL,
}
ANY_NUMBER = -1
MOST_CHANGES = 1000


@dataclass(frozen=True, slots=True)
class TransferRule:
    """One rule, for all pairs of leg groups that it stands for."""

    row: Row
    pairs: tuple[tuple[str, str], ...]
    kind: TransferKind
    most: int | None
    limit_seconds: int | None
    limited: TimeLimit | str

    def fares(self, name: str, amount: Decimal, category: str | None) -> Iterator[PlannedTransfer]:
        """A transfer fare for each pair."""
        for first, second in self.pairs:
            yield PlannedTransfer(
                name=name,
                amount=amount,
                from_group=first,
                to_group=second,
                kind=self.kind,
                category=category,
                most=self.most,
                limit_seconds=self.limit_seconds,
                limited=self.limited,
            )


def read_transfer_rules(files: FareFiles) -> Iterator[TransferRule]:
    """The rules; an empty leg group stands for all that no other rule names in its column."""
    groups = {row["leg_group_id"] for row in files.of(FARE_LEG_RULES)} - {""}
    products = {row["fare_product_id"] for row in files.of(FARE_PRODUCTS)}
    rows = files.of(FARE_TRANSFER_RULES)
    others = {
        name: sorted(groups - {row[name] for row in rows})
        for name in ("from_leg_group_id", "to_leg_group_id")
    }
    for row in rows:
        known = [
            files.known(row, "fare_product_id", products, FARE_PRODUCTS, "fare_product_id"),
            *(files.known(row, name, groups, FARE_LEG_RULES, "leg_group_id") for name in others),
        ]
        rule = _rule(files, row, others)
        if all(known) and rule is not None:
            yield rule


def _rule(files: FareFiles, row: Row, others: dict[str, list[str]]) -> TransferRule | None:
    kind = _word(files, row, "fare_transfer_type", KINDS)
    seconds = files.integer(row, "duration_limit", low=1)
    limited = _word(files, row, "duration_limit_type", LIMITS) if seconds else ""
    most = files.integer(row, "transfer_count", low=ANY_NUMBER, high=MOST_CHANGES)
    if kind is None or limited is None or not _fits_count(files, row, most):
        return None
    firsts, seconds_groups = (
        [row[name]] if row[name] else others[name]
        for name in ("from_leg_group_id", "to_leg_group_id")
    )
    pairs = tuple((first, second) for first in firsts for second in seconds_groups)
    if not pairs:
        message = "No leg group is left for this rule to stand for; it is left out."
        files.findings.warn(row, "from_leg_group_id", message)
    return TransferRule(
        row, pairs, TransferKind(kind), None if most == ANY_NUMBER else most, seconds, limited
    )


def _fits_count(files: FareFiles, row: Row, most: int | None) -> bool:
    """transfer_count is for changes inside one leg group, and is not 0."""
    within = row["from_leg_group_id"] == row["to_leg_group_id"]
    text = row["transfer_count"]
    if text and not within:
        message = "Leave transfer_count empty between different leg groups."
    elif most == 0 or (not text and within and row["from_leg_group_id"]):
        message = "Write how many changes are covered, or -1 for any number."
    else:
        return True
    files.findings.refuse(row, "transfer_count", message, ProblemKind.NUMBER_INVALID)
    return False


def _word(
    files: FareFiles, row: Row, name: str, words: dict[str, TransferKind] | dict[str, TimeLimit]
) -> TransferKind | TimeLimit | None:
    if row[name] in words:
        return words[row[name]]
    message = f"“{row[name]}” is none of {', '.join(words)}; correct it."
    files.findings.refuse(row, name, message, ProblemKind.NUMBER_INVALID)
    return None
