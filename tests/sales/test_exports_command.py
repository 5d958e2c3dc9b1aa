"""The command that writes an export."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests.factories.moments import NOW
from tests.factories.orders import sold
from tests.factories.scenarios import Shop, open_shop
from tests.sales.exporting import wish, written
from tests.standing import standing


@standing
def shop(db) -> Shop:
    opened = open_shop()
    sold(opened)
    return opened


def run(shop: Shop, *more: str) -> None:
    number = shop.channel.seller.number
    call_command("export", "orders", f"--organisation={number}", *more)


def test_command_writes_the_file_and_tells_its_totals(shop, tmp_path, capsys):
    output = tmp_path / "orders.csv"

    run(shop, "--from=2026-06-01", "--to=2026-06-01", f"--output={output}")

    sellers = frozenset({shop.channel.seller_id})
    days = (NOW.date(),) * 2
    assert output.read_bytes() == written(wish(shop.tenant, "orders", *days, sellers=sellers))
    told = capsys.readouterr().out
    assert "booked_amount" in told
    assert "1 rows" in told
    assert [one.name for one in tmp_path.iterdir()] == ["orders.csv"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--from=2026-06-01"], "Give both"),
        (["--format=datev"], "not as DATEV"),
        (["--filter=nonsense=eq:1"], "nonsense"),
        (["--column-set=9"], "no version 9"),
    ],
)
def test_wish_that_cannot_be_is_explained(shop, tmp_path, more, told):
    with pytest.raises(CommandError, match=told):
        run(shop, *more, f"--output={tmp_path / 'file'}")
    assert list(tmp_path.iterdir()) == []


def test_unknown_organisation_and_folder_are_explained(shop, tmp_path):
    with pytest.raises(CommandError, match="There is no organisation 1;"):
        call_command("export", "orders", "--organisation=1", f"--output={tmp_path / 'file'}")
    with pytest.raises(CommandError, match="cannot be written"):
        run(shop, f"--output={tmp_path / 'nowhere' / 'file'}")
