"""The models of this app, where Django looks for them."""

from tickets import history
from tickets.models.barcode import Barcode
from tickets.models.key import IssuerKey, KeyEvent
from tickets.models.ticket import Ticket, TicketEvent
from tickets.models.ticket_type import TicketType

__all__ = ["Barcode", "IssuerKey", "KeyEvent", "Ticket", "TicketEvent", "TicketType", "history"]
