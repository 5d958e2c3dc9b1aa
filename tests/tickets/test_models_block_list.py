"""What the database keeps true of the numbers of block lists."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError

from tests.factories.handsets import BlockListEntryFactory
from tests.violations.ways import write
from tickets.actions.blocking import number_block_entries
from tickets.models import BlockList

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """An entry that has its number."""
    made = BlockListEntryFactory()
    number_block_entries(made.tenant)
    made.refresh_from_db()
    return made


def refused_by(**values):
    row, changes = values.pop("row"), values
    with pytest.raises(IntegrityError) as refusal:
        write(row, **changes)
    return refusal.value.__cause__.diag.constraint_name


def test_block_list_never_goes_back(entry):
    numbers = BlockList.objects.get(tenant=entry.tenant)

    assert refused_by(row=numbers, last_sequence=0) == "blocklist_only_grows"


def test_block_list_is_never_deleted(entry):
    with pytest.raises(DatabaseError, match="Cannot delete rows from tickets_blocklist table"):
        BlockList.objects.all()._raw_delete("default")


@pytest.mark.parametrize("number", [None, 2])
def test_entry_keeps_its_number(entry, number):
    assert refused_by(row=entry, sequence=number) == "blocklistentry_number_is_drawn_once"


@pytest.mark.parametrize("has_list", [False, True])
def test_entry_gets_no_number_that_was_not_drawn(has_list):
    waiting = BlockListEntryFactory()
    if has_list:
        BlockList.objects.create(tenant=waiting.tenant)

    assert refused_by(row=waiting, sequence=1) == "blocklistentry_number_is_drawn_once"
