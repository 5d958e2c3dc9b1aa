"""Who may do what inside a tenant, as sentences.

Each rule has a raising form and a boolean form built from it. A superuser may do everything. The
rules read `user.memberships`, so a door that asks many questions prefetches it once.
"""

from __future__ import annotations

from operators.tenancy.models import Role, Tenant, User
from operators.tenancy.roles import check_role, holds


def check_user_can_look_into_selling(user: User, tenant: Tenant) -> None:
    """See organisations, channels, products, fares and ticket types. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT)


def user_can_look_into_selling(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_selling, user, tenant)


def check_user_can_set_up_selling(user: User, tenant: Tenant) -> None:
    """Change what they see there. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_set_up_selling(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_set_up_selling, user, tenant)


def check_user_can_look_into_timetable(user: User, tenant: Tenant) -> None:
    """See feeds, stops, routes and trips. Raises NotPermitted."""
    check_role(user, tenant, *Role)


def user_can_look_into_timetable(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_timetable, user, tenant)


def check_user_can_tell_alerts(user: User, tenant: Tenant) -> None:
    """Write and end alerts about the service. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_tell_alerts(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_tell_alerts, user, tenant)


def check_user_can_look_into_fleets(user: User, tenant: Tenant) -> None:
    """See fleets, their regions, prices, stations and vehicles. Raises NotPermitted."""
    check_role(user, tenant, *Role)


def user_can_look_into_fleets(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_fleets, user, tenant)


def check_user_can_set_up_fleets(user: User, tenant: Tenant) -> None:
    """Change what they see there, and read feeds. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_set_up_fleets(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_set_up_fleets, user, tenant)


def check_user_can_stop_vehicles(user: User, tenant: Tenant) -> None:
    """Take vehicles out of service and put them back. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_stop_vehicles(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_stop_vehicles, user, tenant)


def check_user_can_manage_people(user: User, tenant: Tenant) -> None:
    """See the members and change their roles. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_manage_people(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_manage_people, user, tenant)


def check_user_can_manage_tokens(user: User, tenant: Tenant) -> None:
    """See, issue and revoke API tokens. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_manage_tokens(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_manage_tokens, user, tenant)


def check_user_can_manage_clients(user: User, tenant: Tenant) -> None:
    """See, issue, link and revoke the clients that buy access tokens. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_manage_clients(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_manage_clients, user, tenant)


def check_user_can_manage_keys(user: User, tenant: Tenant) -> None:
    """See, make, activate and revoke the keys that sign barcodes. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_manage_keys(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_manage_keys, user, tenant)


def check_user_can_look_into_tickets(user: User, tenant: Tenant) -> None:
    """See tickets, when their barcodes were shown and scanned, and by what device. Raises
    NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT, Role.INSPECTOR)


def user_can_look_into_tickets(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_tickets, user, tenant)


def check_user_can_change_tickets(user: User, tenant: Tenant) -> None:
    """Activate, use up, show, move and void tickets. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_change_tickets(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_change_tickets, user, tenant)


def check_user_can_inspect(user: User, tenant: Tenant) -> None:
    """Check barcodes with a device or the scan page. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.INSPECTOR)


def user_can_inspect(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_inspect, user, tenant)


def check_user_can_manage_devices(user: User, tenant: Tenant) -> None:
    """Register, change and stop the devices that inspect. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_manage_devices(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_manage_devices, user, tenant)


def check_user_can_settle_suspicions(user: User, tenant: Tenant) -> None:
    """Say what was found about scans that do not go together. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_settle_suspicions(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_settle_suspicions, user, tenant)


def check_user_can_look_into_bookings(user: User, tenant: Tenant) -> None:
    """See offers, bookings, legs, messages and customers. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_look_into_bookings(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_bookings, user, tenant)


def check_user_can_change_bookings(user: User, tenant: Tenant) -> None:
    """Cancel bookings, start legs, write to partners, block customers. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_change_bookings(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_change_bookings, user, tenant)


def check_user_can_look_into_callbacks(user: User, tenant: Tenant) -> None:
    """See where partners are called, and the calls. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_look_into_callbacks(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_callbacks, user, tenant)


def check_user_can_set_up_callbacks(user: User, tenant: Tenant) -> None:
    """Add and change where partners are called, and try it. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR)


def user_can_set_up_callbacks(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_set_up_callbacks, user, tenant)


def check_user_can_look_into_cases(user: User, tenant: Tenant) -> None:
    """See support cases with all that is written about them. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.FINANCE, Role.SUPPORT)


def user_can_look_into_cases(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_look_into_cases, user, tenant)


def check_user_can_work_on_cases(user: User, tenant: Tenant) -> None:
    """Open, take, answer and close support cases, and write notes. Raises NotPermitted."""
    check_role(user, tenant, Role.ADMINISTRATOR, Role.SUPPORT)


def user_can_work_on_cases(user: User, tenant: Tenant) -> bool:
    return holds(check_user_can_work_on_cases, user, tenant)
