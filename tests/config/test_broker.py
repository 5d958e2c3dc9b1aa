import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pgmq.base import PGMQConfig
from psycopg.conninfo import conninfo_to_dict

from config.broker import pgmq_options, pgmq_url, transport_options
from config.environment import parse_database

DATABASE = parse_database("postgres://ada:secret@db.example:6432/perron")


def test_pgmq_url_names_the_database_but_no_password():
    assert pgmq_url(DATABASE) == "pgmq://db.example:6432/perron"


def test_pgmq_url_fills_in_the_usual_host_and_port():
    assert pgmq_url(parse_database("postgres:///perron")) == "pgmq://localhost:5432/perron"


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("redis://redis.example/0", {"visibility_timeout": 300}),
        ("rediss://redis.example/0", {"visibility_timeout": 300}),
        ("amqp://rabbit.example/", {}),
        ("pgmq://db.example/perron", pgmq_options(DATABASE)),
    ],
)
def test_transport_options_suit_the_broker(url, options):
    assert transport_options(url, DATABASE) == options


def test_pgmq_options_do_not_create_the_extension():
    options = pgmq_options(DATABASE)

    assert options["init_extension"] is False
    assert options["visibility_timeout"] == 300


# libpq takes no zero bytes.
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_pgmq_connects_with_the_very_password_of_the_settings(password):
    options = pgmq_options({**DATABASE, "PASSWORD": password})

    dsn = PGMQConfig(conn_string=options["conn_string"]).dsn

    assert conninfo_to_dict(dsn) == {
        "host": "db.example",
        "port": "6432",
        "dbname": "perron",
        "user": "ada",
        "password": password,
    }


def test_pgmq_options_refuse_tls_options_that_pgmq_would_drop():
    database = parse_database("postgres://ada@db.example/perron?sslmode=verify-full")

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL has sslmode"):
        pgmq_options(database)
