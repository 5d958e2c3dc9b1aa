"""What a member may do with orders, money and the books, by role."""

from __future__ import annotations

from operators.tenancy.models import Role, Tenant, User
from operators.tenancy.roles import check_role, holds


def check_user_can_read_orders(user: User, tenant: Tenant) -> None:
    """See orders with their lines, payments and credits. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT)


def user_can_read_orders(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_read_orders, user, tenant)


def check_user_can_read_books(user: User, tenant: Tenant) -> None:
    """See postings, and payments and credits over all orders. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_read_books(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_read_books, user, tenant)


def check_user_can_export(user: User, tenant: Tenant) -> None:
    """Ask for exports of the books and download their files. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_export(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_export, user, tenant)


def check_user_can_write_notes(user: User, tenant: Tenant) -> None:
    """Write notes on orders. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT)


def user_can_write_notes(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_write_notes, user, tenant)


def check_user_can_give_up_drafts(user: User, tenant: Tenant) -> None:
    """Cancel orders that were never sold, reset changes of those that were. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_give_up_drafts(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_give_up_drafts, user, tenant)


def check_user_can_refund(user: User, tenant: Tenant) -> None:
    """Give money back for lines, by the rules of their products. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT)


def user_can_refund(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_refund, user, tenant)


def check_user_can_waive_fees(user: User, tenant: Tenant) -> None:
    """Refund without the fee that the rules ask for. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_waive_fees(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_waive_fees, user, tenant)


def check_user_can_compensate(user: User, tenant: Tenant) -> None:
    """Lower the price of what was sold. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_compensate(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_compensate, user, tenant)


def check_user_can_move_money(user: User, tenant: Tenant) -> None:
    """Capture and cancel transactions, execute credits, give back what was paid too much. Raises
    NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_move_money(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_move_money, user, tenant)


def check_user_can_close_periods(user: User, tenant: Tenant) -> None:
    """Close accounting periods, for good. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_close_periods(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_close_periods, user, tenant)


def check_user_can_issue_invoices(user: User, tenant: Tenant) -> None:
    """Issue invoices, take them back, send them. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_issue_invoices(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_issue_invoices, user, tenant)


def check_user_can_settle(user: User, tenant: Tenant) -> None:
    """Write commission terms, issue statements, take in payouts. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_settle(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_settle, user, tenant)


def check_user_can_keep_cash(user: User, tenant: Tenant) -> None:
    """Open and close cash settlements, move cash into and out of drawers. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE)


def user_can_keep_cash(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_keep_cash, user, tenant)
