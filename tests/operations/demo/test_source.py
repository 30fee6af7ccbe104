"""Reading the source, and refusing one that is damaged."""

import csv
import gzip
from decimal import Decimal

import pytest

from entities.errors import DemoFileInvalid
from entities.operations.demo.source import FILE, read_contracts


@pytest.fixture
def damaged(tmp_path):
    """Writes a copy of the first line with some cells replaced or left out."""

    def write(**cells):
        with gzip.open(FILE, "rt", encoding="utf-8", newline="") as lines:
            line = next(csv.DictReader(lines)) | cells
        line = {name: cell for name, cell in line.items() if cell is not None}
        path = tmp_path / "contracts.csv.gz"
        with gzip.open(path, "wt", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, line)
            writer.writeheader()
            writer.writerow(line)
        return path

    return write


def test_the_source_holds_7383_contracts_of_198_offices_on_three_islands(contracts, offices):
    assert len(contracts) == 7_383
    assert {island: len(held) for island, held in offices.items()} == {
        "Luzon": 98,
        "Visayas": 45,
        "Mindanao": 55,
    }


def test_amounts_in_e_notation_are_read_exactly(contracts):
    first = contracts[0]
    assert (first.budget, first.cost) == (Decimal(96_500_000), Decimal(92_692_944))
    assert str(first.cost) == "92692944"


def test_a_joint_venture_is_read_as_its_firms(contracts):
    ventures = [contract for contract in contracts if len(contract.contractors) > 1]
    assert len(ventures) == 1_042
    assert not [
        name for c in contracts for name in c.contractors if name != name.strip() or not name
    ]


def test_a_missing_file_is_refused_with_its_name(tmp_path):
    with pytest.raises(DemoFileInvalid, match=r"nothing\.csv\.gz is missing"):
        read_contracts(tmp_path / "nothing.csv.gz")


def test_a_file_that_is_not_compressed_is_refused(tmp_path):
    path = tmp_path / "plain.csv.gz"
    path.write_text("MainIsland\n")
    with pytest.raises(DemoFileInvalid, match="damaged"):
        read_contracts(path)


def test_a_file_that_was_cut_off_is_refused(tmp_path):
    path = tmp_path / "half.csv.gz"
    path.write_bytes(FILE.read_bytes()[:5_000])
    with pytest.raises(DemoFileInvalid, match="damaged"):
        read_contracts(path)


def test_a_missing_column_is_named(damaged):
    with pytest.raises(DemoFileInvalid, match="the column ContractCost is missing"):
        read_contracts(damaged(ContractCost=None))


def test_an_amount_that_is_no_number_is_refused(damaged):
    with pytest.raises(DemoFileInvalid, match="not a number"):
        read_contracts(damaged(ContractCost="about a million"))
