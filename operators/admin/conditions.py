"""Conditions in the address of a list, with the same grammar as the faces have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.contrib.admin import ListFilter
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.text import capfirst
from unfold.widgets import INPUT_CLASSES, SELECT_CLASSES

from operators.listing.fields import Leaf
from operators.listing.grammar import Operator, split
from operators.listing.listings import Listing
from operators.listing.matching import matching
from operators.listing.problems import UnusableListing

Pairs = list[tuple[str, str]]
FIELD, OPERATOR, VALUE = "condition_field", "condition_operator", "condition_value"
WORDS = {
    Operator.EQ: "is",
    Operator.NE: "is not",
    Operator.GT: "more than",
    Operator.GTE: "at least",
    Operator.LT: "less than",
    Operator.LTE: "at most",
    Operator.IN: "one of",
    Operator.NIN: "none of",
}


@dataclass(frozen=True)
class InForce:
    """A condition that the list is narrowed by, and the list without it."""

    sentence: str
    without: str


@dataclass(frozen=True)
class Line:
    """One line of the form: a field with an operator and a value, both empty on a spare one."""

    leaf: Leaf
    operator: str = ""
    value: str = ""

    @property
    def label(self) -> str:
        return label_of(self.leaf.name)

    @property
    def operators(self) -> list[tuple[str, str]]:
        return [
            (one.value, WORDS[one]) for one in Operator if one in self.leaf.field.kind.operators
        ]


class ConditionFilter(ListFilter):
    """All conditions of the address. It stands last: what no other filter took is one of its own.

    Names with two underscores are Django's own; it refuses those that it does not know.
    """

    title = "conditions"
    template = "admin/conditions.html"
    input_classes = " ".join(INPUT_CLASSES)
    select_classes = " ".join(SELECT_CLASSES)

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.listing: Listing = model_admin.listing
        names = [name for name in params if name in self.listing.leaves or "__" not in name]
        self.pairs: Pairs = [(name, text) for name in names for text in params.pop(name)]
        self.refused: tuple[str, ...] = ()
        try:
            self.conditions = self.listing.conditions(self.pairs)
        except UnusableListing as refusal:
            self.refused = tuple(problem.message for problem in refusal.problems)

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.listing.leaves)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What matches; nothing at all while a condition cannot be used."""
        return queryset.none() if self.refused else matching(queryset, self.conditions)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        yield {
            "lines": list(self._lines()),
            "others": _other_parameters(self.request, {name for name, _ in self.pairs}),
        }

    @property
    def in_force(self) -> list[InForce]:
        """Each condition of the address, also those that cannot be used."""
        names = {name for name, _ in self.pairs}
        others = _other_parameters(self.request, names)
        return [
            InForce(sentence_of(*pair), _address([*others, *_without(self.pairs, place)]))
            for place, pair in enumerate(self.pairs)
        ]

    def _lines(self) -> Iterator[Line]:
        for name, leaf in self.listing.leaves.items():
            for asked, text in self.pairs:
                if asked == name:
                    yield Line(leaf, *split(text))
            yield Line(leaf)


class FiltersByListing:
    """A list page that can be asked with the conditions of `listing`.

    The same pairs find the same rows here and on a face. They stand in the address, so that it
    can be handed on; the form beside the list writes that address.
    """

    listing: Listing
    list_before_template = "admin/conditions_in_force.html"

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        return [*super().get_list_filter(request), ConditionFilter]  # type: ignore[misc]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist: ChangeList = super().get_changelist_instance(request)  # type: ignore[misc]
        for spec in changelist.filter_specs:
            for sentence in getattr(spec, "refused", ()):
                messages.error(request, sentence)
        return changelist

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if FIELD in request.GET:
            return HttpResponseRedirect(request.path + _address(written_conditions(request)))
        if ERROR_FLAG in request.GET:
            messages.error(request, "The address could not be understood, so no filter is set.")
        view: HttpResponse = super().changelist_view(request, extra_context)  # type: ignore[misc]
        return view


def written_conditions(request: HttpRequest) -> Pairs:
    """The parameters of the list that the form asks for; its spare lines say nothing."""
    lines = zip_longest(*(request.GET.getlist(name) for name in (FIELD, OPERATOR, VALUE)))
    written = [
        (field or "", f"{operator or Operator.EQ.value}:{value or ''}")
        for field, operator, value in lines
        if operator or value
    ]
    return [*_other_parameters(request, {FIELD, OPERATOR, VALUE}), *written]


def label_of(name: str) -> str:
    """The name of a field as people read it."""
    return capfirst(name.replace("_", " ").replace(".", ": "))


def sentence_of(name: str, text: str) -> str:
    """A condition as people read it."""
    written, value = split(text)
    operator = WORDS[Operator(written)] if written in set(Operator) else written
    return f"{label_of(name)} {operator} {value.replace(',', ', ') or '(empty)'}"


def _other_parameters(request: HttpRequest, names: Iterable[str]) -> Pairs:
    # A list that is narrowed differently begins at its first page.
    left_out = {*names, PAGE_VAR, ERROR_FLAG}
    return [
        (name, text)
        for name, texts in request.GET.lists()
        if name not in left_out
        for text in texts
    ]


def _without(pairs: Pairs, place: int) -> Pairs:
    return [*pairs[:place], *pairs[place + 1 :]]


def _address(parameters: Pairs) -> str:
    return f"?{urlencode(parameters)}"
