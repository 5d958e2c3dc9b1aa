"""In which language customers are written to; answers to programs are English (§2)."""

from __future__ import annotations

import re

from rest_framework.request import Request

from sales.letters.states import Language
from sales.models import Order

LONGEST = 200
QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)
LANGUAGES = {
    **dict.fromkeys(("nb", "nob", "no", "nor", "nn", "nno"), Language.BOKMAL),
    **dict.fromkeys(("en", "eng"), Language.ENGLISH),
}
"""By ISO 639; who asks for Nynorsk gets Bokmål, the nearest that there is."""


def language_for(order: Order, request: Request, told: str | None) -> Language:
    """What the body says, else Accept-Language, else what the seller's country speaks."""
    if told:
        return Language(told)
    return accepted_language(request) or language_of(order)


def accepted_language(request: Request) -> Language | None:
    """The one that Accept-Language likes best, by ISO 639 or BCP 47; None if it likes none that
    there is."""
    header = str(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))[:LONGEST]
    liked = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.partition(";")
        language = LANGUAGES.get(re.split("[-_]", tag.strip())[0].lower())
        quality = QUALITY.fullmatch(weight.strip() or "q=1")
        if language and quality and float(quality[1]) > 0:
            liked.append((-float(quality[1]), place, language))
    return min(liked)[2] if liked else None


def language_of(order: Order) -> Language:
    """What is written to the customers of a tenant that say nothing else."""
    return Language.BOKMAL if order.tenant.country == "NO" else Language.ENGLISH
