"""The phrases that each language has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """All that the pages say in one language. Words in braces are filled in."""

    language: str
    """The name of the language, in itself."""
    ticket: str
    valid_from: str
    valid_until: str
    zones: str
    travellers: str
    number: str
    specimen: str
    barcode: str
    loading: str
    ready: str
    offline: str
    run_out: str
    trouble: str
    no_script: str
    not_valid_yet: str
    waiting: str
    start_before: str
    start: str
    start_question: str
    start_effect: str
    start_yes: str
    no: str
    too_late: str
    used: str
    expired: str
    voided: str
    move: str
    move_question: str
    move_effect: str
    move_yes: str
    moved: str
    moved_text: str
    back: str
    bind: str
    bind_text: str
    bound_elsewhere: str
    bind_here: str
    cannot_sign: str
    this_phone: str
    gone: str
    gone_text: str
    nothing: str
    nothing_text: str
    later: str
    later_text: str
    too_many: str
    too_many_text: str
    pdf: str
    apple: str
    google: str
    help: str


TOLD_BY_SCRIPT = (
    "barcode", "loading", "ready", "offline", "run_out", "trouble", "expired", "bind_text",
    "bound_elsewhere", "bind", "bind_here", "cannot_sign", "this_phone",
)  # fmt: skip
"""What the page's script says."""


def told_by_script(phrases: Phrases) -> dict[str, str]:
    """The phrases that the script needs, by their names."""
    return {name: getattr(phrases, name) for name in TOLD_BY_SCRIPT}
