"""The one statement that reads orders with all that is told of them.

A page of orders made of models costs Django ten times what it costs the database to put the same
facts together as JSON. So the statement is written by hand and prepared. What comes back has the
shape that versions are kept in: `order_facts` reads the same of one order, as models. Moments are
in UTC as well, and where they have a fraction it may be shorter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from operators.prepared import Row, fetch_rows

LINES = """
    SELECT json_agg(json_build_object(
        'id', line.id,
        'reference', line.reference,
        'external_reference', line.external_reference,
        'metadata', line.metadata,
        'state', line.state,
        'version', line.added_in_version,
        'cancelled_in_version', line.cancelled_in_version,
        'taken_back_at', line.taken_back_at,
        'product', product.code,
        'description', line.description,
        'passenger_category', line.passenger_category,
        'count', line.count,
        'unit_amount', line.unit_amount::text,
        'amount', line.amount::text,
        'full_amount', coalesce(line.full_amount, line.amount)::text,
        'tax_amount', line.tax_amount::text,
        'vat_rate', line.vat_rate::text,
        'vat_code', line.vat_code,
        'operator', operator.code,
        'rides', line.rides,
        'starts_at', line.starts_at,
        'charges', line.charges,
        'travellers', line.travellers,
        'is_group_ticket', line.is_group_ticket,
        'bundle', line.bundle,
        'supplement_to', main.reference
    ) ORDER BY line.id)
    FROM sales_orderline line
    JOIN sales_product product ON product.id = line.product_id
    JOIN operators_operator operator ON operator.id = line.operator_id
    LEFT JOIN sales_orderline main ON main.id = line.supplement_to_id
    WHERE line.order_id = ord.id
"""
FEES = """
    SELECT json_agg(json_build_object(
        'id', fee.id,
        'reference', fee.reference,
        'type', fee.type,
        'reason', fee.reason,
        'lines', fee.lines,
        'amount', fee.amount::text,
        'tax_amount', fee.tax_amount::text,
        'vat_rate', fee.vat_rate::text,
        'vat_code', fee.vat_code,
        'version', fee.added_in_version,
        'removed_in_version', fee.removed_in_version
    ) ORDER BY fee.id)
    FROM sales_fee fee WHERE fee.order_id = ord.id
"""
TRAVELLERS = """
    SELECT json_agg(json_build_object(
        'reference', traveller.reference,
        'external_reference', traveller.external_reference,
        'name', traveller.name,
        'age', traveller.age,
        'email', traveller.email,
        'phone', traveller.phone,
        'version', traveller.added_in_version,
        'removed_in_version', traveller.removed_in_version
    ) ORDER BY traveller.id)
    FROM sales_traveller traveller WHERE traveller.order_id = ord.id
"""
PAYMENTS = """
    SELECT json_agg(json_build_object(
        'number', payment.number,
        'version', payment.order_version,
        'amount', payment.captured_amount::text,
        'captured_at', coalesce(payment.completed_at, payment.updated_at)
    ) ORDER BY payment.id)
    FROM sales_payment payment WHERE payment.order_id = ord.id AND payment.captured_amount > 0
"""
CREDITS = """
    SELECT json_agg(json_build_object(
        'number', credit.number,
        'version', credit.order_version,
        'amount', credit.total_amount::text,
        'executed_at', credit.executed_at
    ) ORDER BY credit.id)
    FROM sales_credit credit WHERE credit.order_id = ord.id AND credit.executed_at IS NOT NULL
"""
FACTS = f"""
    json_build_object(
        'code', ord.code,
        'version', ord.version,
        'state', ord.state,
        'currency', ord.currency,
        'total_amount', ord.total_amount::text,
        'total_tax_amount', ord.total_tax_amount::text,
        'captured_amount', ord.captured_amount::text,
        'credited_amount', ord.credited_amount::text,
        'balance', ord.balance::text,
        'failed', ord.failed,
        'external_reference', ord.external_reference,
        'pos', ord.pos,
        'contact', json_build_object(
            'name', ord.contact_name, 'email', ord.contact_email, 'phone', ord.contact_phone
        ),
        'created_by', ord.created_by,
        'created_at', ord.created_at,
        'confirmed_at', ord.confirmed_at,
        'expires_at', ord.expires_at,
        'lines', coalesce(({LINES}), '[]'),
        'fees', coalesce(({FEES}), '[]'),
        'travellers', coalesce(({TRAVELLERS}), '[]'),
        'payments', coalesce(({PAYMENTS}), '[]'),
        'credits', coalesce(({CREDITS}), '[]')
    )
"""
TABLES = """
    FROM sales_order ord
    JOIN operators_organisation seller ON seller.id = ord.seller_id
    JOIN sales_saleschannel channel ON channel.id = ord.channel_id
"""
SELECT = f"SELECT ord.id, ord.revision, seller.number, channel.netex_id, {FACTS}::text {TABLES}"
BY_KEYS = f"{SELECT} WHERE ord.id = ANY (%(keys)s::bigint[])"
BY_CODE = f"""{SELECT}
    WHERE ord.code = %(code)s AND ord.tenant_id = %(tenant)s
        AND (%(seller)s::bigint IS NULL OR ord.seller_id = %(seller)s)
"""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as it is stored now, with all its parts, also those that were taken back."""

    pk: int
    revision: int
    seller: int
    """The number of the organisation."""
    channel: str
    """The NeTEx id of the channel."""
    facts: dict[str, Any]
    """In the shape of a snapshot."""

    @property
    def version(self) -> int:
        version: int = self.facts["version"]
        return version


def read_orders(keys: Sequence[int]) -> list[OrderRow]:
    """The orders with these keys, in their order; one query."""
    found = {row[0]: _order_row(row) for row in fetch_rows(BY_KEYS, {"keys": list(keys)})}
    return [found[key] for key in keys if key in found]


def find_order(code: str, *, tenant_id: int, seller_id: int | None) -> OrderRow | None:
    """The order with this code of the tenant, and of this seller unless that is None; one query."""
    values = {"code": code, "tenant": tenant_id, "seller": seller_id}
    for row in fetch_rows(BY_CODE, values):
        return _order_row(row)
    return None


def _order_row(row: Row) -> OrderRow:
    pk, revision, seller, channel, facts = row
    return OrderRow(pk, revision, seller, channel, json.loads(facts))
