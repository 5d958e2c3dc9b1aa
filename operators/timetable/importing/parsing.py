"""SQL functions that read GTFS values; each gives null for a text that is no such value."""

from __future__ import annotations

from django.db import connection

INTEGER = """
CREATE OR REPLACE FUNCTION pg_temp.gtfs_integer(value text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN length(value) BETWEEN 1 AND 9 AND translate(value, '0123456789', '') = ''
        THEN value::integer
    END
$$
"""
SECONDS = """
CREATE OR REPLACE FUNCTION pg_temp.gtfs_seconds(value text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN value ~ '^([0-9]{1,2}|0[0-9]{2}|1[0-5][0-9]|16[0-7]):[0-5][0-9]:[0-5][0-9]$'
            OR value = '168:00:00'
        THEN split_part(value, ':', 1)::integer * 3600
            + split_part(value, ':', 2)::integer * 60
            + split_part(value, ':', 3)::integer
    END
$$
"""
DEGREES = """
CREATE OR REPLACE FUNCTION pg_temp.gtfs_degrees(value text) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN value ~ '^[+-]?[0-9]{1,3}([.][0-9]{0,20})?([eE][+-]?[0-9])?$' THEN value::numeric
    END
$$
"""
DATE = """
CREATE OR REPLACE FUNCTION pg_temp.gtfs_date(value text) RETURNS date
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN value ~ '^(19|2[0-9])[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$'
        THEN CASE
            WHEN substr(value, 7, 2)::integer <= extract(
                day FROM make_date(substr(value, 1, 4)::integer, substr(value, 5, 2)::integer, 1)
                    + interval '1 month' - interval '1 day'
            )
            THEN make_date(
                substr(value, 1, 4)::integer,
                substr(value, 5, 2)::integer,
                substr(value, 7, 2)::integer
            )
        END
    END
$$
"""


def create_functions() -> None:
    """Make the functions for as long as the connection lasts."""
    with connection.cursor() as cursor:
        for statement in (INTEGER, SECONDS, DEGREES, DATE):
            cursor.execute(statement)
