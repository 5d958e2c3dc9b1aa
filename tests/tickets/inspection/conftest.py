"""Tickets that are inspected."""

from __future__ import annotations

import pytest

from tests.factories.tickets import TicketFactory
from tickets.models import Ticket


@pytest.fixture
def ticket() -> Ticket:
    return TicketFactory()


@pytest.fixture
def single() -> Ticket:
    return TicketFactory(ticket_type__single_use=True)
