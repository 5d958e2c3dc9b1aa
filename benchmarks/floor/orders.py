"""Orders as JSON that PostgreSQL builds alone: the very members that the Sales API answers with.

What Perron's list is measured by. Nobody is let in, nothing is counted, no filter is understood.
"""

from __future__ import annotations

PAGE_SIZE = 50


def moment(column: str) -> str:
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"


def price(amount: str, tax: str, part: str) -> str:
    """`part` is the table of the rate and its code."""
    return f"""json_build_object(
        'amount', ({amount})::text, 'currency', ord.currency, 'taxAmount', ({tax})::text,
        'taxRate', {part}.vat_rate::text, 'taxCode', {part}.vat_code
    )"""


CHARGES = """coalesce((
    SELECT json_agg(json_build_object(
        'name', nullif(charge ->> 'name', ''),
        'amount', charge ->> 'amount',
        'taxAmount', charge ->> 'tax_amount',
        'units', CASE WHEN charge ->> 'unit' <> '' THEN charge -> 'units' END,
        'unitType', nullif(charge ->> 'unit', ''),
        'reason', charge ->> 'rule'
    )) FROM jsonb_array_elements(line.charges) charge
), '[]')"""
FULL = "coalesce(line.full_amount, line.amount)"
FULL_TAX = f"round({FULL} * line.vat_rate / (100 + line.vat_rate), 2)"
LEGS = f"""coalesce((
    SELECT json_agg(json_build_object(
        'mode', CASE ride ->> 'route_type' WHEN '0' THEN 'tram' WHEN '3' THEN 'bus' END,
        'serviceJourneyId', ride ->> 'trip_id',
        'datedServiceJourneyId', concat(ride ->> 'trip_id', ':', ride ->> 'service_date'),
        'fromStopPlaceId', ride -> 'origin' ->> 'stop_id',
        'toStopPlaceId', ride -> 'destination' ->> 'stop_id',
        'startTime', {moment("(ride ->> 'departs_at')::timestamptz")},
        'endTime', {moment("(ride ->> 'arrives_at')::timestamptz")}
    )) FROM jsonb_array_elements(line.rides) ride
), '[]')"""  # noqa: S608  # only constants are written into it
SEATED = """coalesce((
    SELECT json_agg(seat ->> 'reference') FROM jsonb_array_elements(line.travellers) seat
    WHERE seat ->> 'reference' IN (
        SELECT traveller.reference::text FROM sales_traveller traveller
        WHERE traveller.order_id = ord.id
    )
), '[]')"""  # only constants are written into it
LINES = f"""coalesce((
    SELECT json_agg(json_build_object(
        'id', line.reference,
        'status', line.state,
        'version', line.added_in_version,
        'price', {price("line.amount", "line.tax_amount", "line")},
        'originalPrice', {price(FULL, FULL_TAX, "line")},
        'travellerIds', {SEATED},
        'salesPackage', json_build_object(
            'id', concat(tenant.codespace, ':SalesPackage:', product.code), 'version', '1'
        ),
        'fareProducts', json_build_array(json_build_object(
            'id', concat(
                tenant.codespace,
                CASE WHEN line.supplement_to_id IS NULL THEN ':PreassignedFareProduct:'
                ELSE ':SupplementProduct:' END,
                product.code
            ), 'version', '1'
        )),
        'legs', {LEGS},
        'reservationIds', '[]'::json,
        'externalReference', nullif(line.external_reference, ''),
        'privateCode', product.code,
        'metadata', line.metadata,
        'externalConfirmation', NULL,
        'effectiveCancellationDate', {moment("line.taken_back_at")},
        'operatorRef', concat(tenant.codespace, ':Operator:', operator.code),
        'description', line.description,
        'passengerCategory', line.passenger_category,
        'count', line.count,
        'supplementTo', main.reference,
        'charges', {CHARGES}
    ) ORDER BY line.id)
    FROM sales_orderline line
    JOIN sales_product product ON product.id = line.product_id
    JOIN operators_operator operator ON operator.id = line.operator_id
    LEFT JOIN sales_orderline main ON main.id = line.supplement_to_id
    WHERE line.order_id = ord.id
), '[]')"""  # noqa: S608  # only constants are written into it
FEES = f"""coalesce((
    SELECT json_agg(json_build_object(
        'id', fee.reference,
        'type', fee.type,
        'version', fee.added_in_version,
        'price', {price("fee.amount", "fee.tax_amount", "fee")},
        'reason', nullif(fee.reason, ''),
        'orderLineIds', fee.lines
    ) ORDER BY fee.id)
    FROM sales_fee fee WHERE fee.order_id = ord.id AND fee.removed_in_version IS NULL
), '[]')"""  # noqa: S608  # only constants are written into it
TRAVELLERS = """coalesce((
    SELECT json_agg(json_build_object(
        'id', traveller.reference,
        'externalReference', nullif(traveller.external_reference, ''),
        'name', nullif(traveller.name, ''),
        'age', traveller.age,
        'email', nullif(traveller.email, ''),
        'phone', nullif(traveller.phone, '')
    ) ORDER BY traveller.id)
    FROM sales_traveller traveller
    WHERE traveller.order_id = ord.id AND traveller.removed_in_version IS NULL
), '[]')"""  # only constants are written into it
PAID = f"""coalesce((
    SELECT json_agg(json_build_object(
        'orderVersion', payment.order_version,
        'paymentId', payment.number,
        'amount', payment.captured_amount::text,
        'currency', ord.currency,
        'completedAt', {moment("coalesce(payment.completed_at, payment.updated_at)")}
    ) ORDER BY payment.id)
    FROM sales_payment payment WHERE payment.order_id = ord.id AND payment.captured_amount > 0
), '[]')"""  # noqa: S608  # only constants are written into it
GIVEN = f"""coalesce((
    SELECT json_agg(json_build_object(
        'orderVersion', credit.order_version,
        'creditId', credit.number,
        'amount', credit.total_amount::text,
        'currency', ord.currency,
        'completedAt', {moment("credit.executed_at")}
    ) ORDER BY credit.id)
    FROM sales_credit credit WHERE credit.order_id = ord.id AND credit.executed_at IS NOT NULL
), '[]')"""  # noqa: S608  # only constants are written into it
ORDER = f"""json_build_object(
    'id', ord.code,
    'version', ord.version,
    'status', ord.state,
    'totalAmount', ord.total_amount::text,
    'totalTaxAmount', ord.total_tax_amount::text,
    'balance', ord.balance::text,
    'currency', ord.currency,
    'paymentRefs', {PAID},
    'creditRefs', {GIVEN},
    'travellers', {TRAVELLERS},
    'reservations', '[]'::json,
    'orderLines', {LINES},
    'fees', {FEES},
    'organisationId', seller.number,
    'pos', ord.pos,
    'distributionChannelId', channel.netex_id,
    'externalReference', nullif(ord.external_reference, ''),
    'contactInfo', json_build_object(
        'contact', nullif(ord.contact_name, ''),
        'email', nullif(ord.contact_email, ''),
        'phone', nullif(ord.contact_phone, ''),
        'createdBy', nullif(ord.created_by, '')
    ),
    'failed', ord.failed,
    'createdAt', {moment("ord.created_at")},
    'lastConfirmedAt', {moment("ord.confirmed_at")},
    'expireAt', {moment("ord.expires_at")}
)"""
TABLES = """
    JOIN operators_organisation seller ON seller.id = ord.seller_id
    JOIN operators_tenant tenant ON tenant.id = ord.tenant_id
    JOIN sales_saleschannel channel ON channel.id = ord.channel_id
"""


def page(condition: str, *, number: int = 1) -> str:
    """One page of the orders, the newest first, and how many there are in all, exactly.

    `condition` is on sales_order. Keys are found first, as Perron does: the least for a deep page.
    """
    found = f"FROM sales_order WHERE {condition}"
    keys = f"""
        SELECT id, created_at {found} ORDER BY created_at DESC, id DESC
        LIMIT {PAGE_SIZE} OFFSET {(number - 1) * PAGE_SIZE}
    """
    return f"""
        WITH key AS MATERIALIZED ({keys}), counted AS (SELECT count(*) AS total {found})
        SELECT json_build_object(
            'items', (
                SELECT coalesce(json_agg({ORDER} ORDER BY key.created_at DESC, key.id DESC), '[]')
                FROM key JOIN sales_order ord ON ord.id = key.id {TABLES}
            ),
            'totalItems', total,
            'totalPages', ceil(total / {PAGE_SIZE}.0)
        )::text
        FROM counted
    """  # noqa: S608  # nobody but the measure writes into it


def one(code: str) -> str:
    """One order by its code."""
    found = f"{TABLES} WHERE ord.code = '{code}'"
    return f"SELECT {ORDER}::text FROM sales_order ord {found}"  # noqa: S608  # so here
