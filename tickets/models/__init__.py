"""The models of this app, where Django looks for them."""

from tickets import history
from tickets.models.barcode import Barcode
from tickets.models.block_list import BlockList, BlockListEntry
from tickets.models.handsets import Handset
from tickets.models.key import IssuerKey, KeyEvent
from tickets.models.links import TicketLink
from tickets.models.style import TicketStyle
from tickets.models.ticket import Ticket, TicketEvent
from tickets.models.ticket_type import TicketType
from tickets.models.wallet import WalletAccount, WalletKind, WalletPass

__all__ = [
    "Barcode",
    "BlockList",
    "BlockListEntry",
    "Handset",
    "IssuerKey",
    "KeyEvent",
    "Ticket",
    "TicketEvent",
    "TicketLink",
    "TicketStyle",
    "TicketType",
    "WalletAccount",
    "WalletKind",
    "WalletPass",
    "history",
]
