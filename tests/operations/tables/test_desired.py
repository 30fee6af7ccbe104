"""A table as declared: found by any of its names."""

import pytest

from entities.errors import TableUnknown
from entities.operations.tables.desired import desired_named
from tests.operations.tables.by_hand import KNOWN, NAME


@pytest.mark.parametrize("name", ["made-things", "things"])
def test_a_table_is_found_by_any_of_its_names(bare, name):
    assert desired_named(bare, KNOWN, name).name == NAME


def test_a_name_that_no_table_has_is_refused(bare):
    with pytest.raises(TableUnknown, match="“nothing” is not a declared table"):
        desired_named(bare, KNOWN, "nothing")
