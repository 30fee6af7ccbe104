"""Long work takes no more memory for a million items than for a few: measured, not reckoned."""

import pytest

from adminsite.embedded import PYTHON
from benchmarks.commands import measured, served
from entities.catalogue import catalogue
from tests.counts import SOAKING

MILLION = 1_000_000
MOST = 200  # MB

pytestmark = pytest.mark.skipif(
    not (SOAKING and PYTHON.exists()), reason="a million items take minutes: run `make soak`"
)


def test_a_backup_of_a_million_items_stays_below_200_mb(tmp_path):
    expenses = catalogue.entity("expenses")
    table = expenses.system.table_name(expenses.table, "dev", "")
    command = ("back_up", "--system", "construction", "--tables", table, "--no-native")
    with served(MILLION, tmp_path) as environment:
        run = measured(environment, MILLION, *command, says=f"{MILLION:,} items")

    assert run.peak < MOST
