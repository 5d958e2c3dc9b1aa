"""Keeping the tally of orders short."""

from __future__ import annotations

from django.db import connection, transaction

from sales.orders.models.tallies import KIND

_KIND = ", ".join(KIND)
_SAME = " AND ".join(f"tally.{column} = kind.{column}" for column in KIND)
MERGE = f"""
    WITH kind AS (
        SELECT {_KIND} FROM sales_ordertally GROUP BY {_KIND} HAVING count(*) > 1
    ), taken AS (
        DELETE FROM sales_ordertally tally USING kind WHERE {_SAME} RETURNING tally.*
    ), kept AS (
        INSERT INTO sales_ordertally ({_KIND}, orders)
        SELECT {_KIND}, sum(orders) FROM taken GROUP BY {_KIND} HAVING sum(orders) <> 0
    )
    SELECT count(*) FROM taken
"""  # noqa: S608


@transaction.atomic
def merge_tallies() -> int:
    """Put the rows of each kind of orders together; returns how many were.

    One statement takes rows and puts back their sum, so the sums are the same at every moment,
    whatever is sold meanwhile and however many merge at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute(MERGE)
        return int(cursor.fetchone()[0])
