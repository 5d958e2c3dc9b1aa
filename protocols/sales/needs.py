"""What an operation needs: a permission of the client, and a right in the channel (§1.4)."""

from __future__ import annotations

from dataclasses import dataclass

from operators.tenancy.clients import ClientPermission
from sales.catalogue.rights import ChannelAction


@dataclass(frozen=True, slots=True)
class Need:
    """The permission that the access token must hold, and the action that the caller's
    organisation must have a right to in the channel; without one, no channel is named."""

    permission: ClientPermission
    action: ChannelAction | None = None


READ = Need(ClientPermission.SALES_READ, ChannelAction.INFORM)
LOOK_UP = Need(ClientPermission.SALES_READ)
"""Reference data, which belongs to no channel."""
SHOW = Need(ClientPermission.SALES_READ, ChannelAction.SELL)
"""Tickets in the hand: who sees a barcode can travel with it, so it is handed out as by a sale."""
SELL = Need(ClientPermission.SALES_WRITE, ChannelAction.SELL)
PAY = Need(ClientPermission.PAYMENTS_WRITE, ChannelAction.SELL)
GIVE_BACK = Need(ClientPermission.REFUNDS_WRITE, ChannelAction.REFUND)
