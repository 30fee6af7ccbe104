"""What runs say of themselves, in words."""

from datetime import timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.operations.runs.outcomes import Outcome
from entities.operations.runs.run import Run
from entities.schema.viewer import Viewer, everyone
from entities.web.runs.outcomes import HIDDEN, row
from entities.web.runs.words import facts_of, kind_of, span, title_of

WORKS = everyone("dana", "view")
LIMITED = Viewer("kim", frozenset({"view"}), frozenset({"comp_1"}))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (89, "89 s"), (90, "1 min"), (5400, "1 h"), (86400 * 3, "3 d")],
)
def test_a_span_is_said_in_one_unit(seconds, said):
    assert span(timedelta(seconds=seconds)) == said


def test_what_takes_an_unknown_time_says_nothing_of_it():
    assert span(None) == ""


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ({"operation": "bulk", "entities": ["expenses"]}, "Bulk change of expenses"),
        (
            {"operation": "backup", "entities": ["expenses", "works", "projects", "companies"]},
            "Backup of expenses, works, projects and more",
        ),
        ({"operation": "bulk", "entities": ["gone"], "plan": "p"}, "Bulk change: p"),
        ({"operation": "moon_landing"}, "Moon landing"),
        ({}, "Run"),
    ],
)
def test_a_run_is_called_by_its_kind_and_what_it_is_about(item, title):
    assert title_of(Run(item)) == title


def test_a_kind_that_nobody_declares_any_more_keeps_its_name():
    assert kind_of("index build") == "Index build"
    assert kind_of("") == "Run"


def test_facts_are_said_in_a_line_each_or_not_at_all():
    held = {
        "itemsFound": Decimal(1234),
        "tables": ["a", "b", {}],
        "names": {"x": "y", "empty": ""},
        "long": "w" * 300,
        "done": False,
        "content": b"\0",
        "nothing": None,
        "accessToken": "abc",
    }
    said = dict(facts_of(held))

    assert said["Items found"] == "1,234"
    assert (said["Tables"], said["Names"], said["Done"]) == ("a, b", "x: y", "no")
    assert len(said["Long"]) == 200 and said["Long"].endswith("…")
    assert "Content" not in said and "Nothing" not in said
    assert "abc" not in said.values()


def test_an_outcome_without_an_item_is_told_to_who_works_with_every_company():
    one = Outcome(3, "failed", "The file ended early.")

    assert row(one, None, WORKS).said == "The file ended early."
    assert row(one, catalogue.entity("expenses"), LIMITED).said == HIDDEN
