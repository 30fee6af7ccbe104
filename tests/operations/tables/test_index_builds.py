"""Index builds as runs: looked at first, refused where items would be left out, counted after."""

from dataclasses import replace

import pytest

from entities.dynamodb.metering import metered
from entities.errors import (
    ActionNotAllowed,
    IndexUnknown,
    PrerequisitesMissing,
    ReasonMissing,
    TableChangeRefused,
    TableMissing,
)
from entities.operations.tables.indexing.queueing import queue_build
from entities.schema.entity import Index
from entities.schema.viewer import everyone
from tests.engines import as_production
from tests.operations.tables.by_hand import NAME
from tests.operations.tables.yard import Yard


@pytest.fixture
def yard(store):
    return Yard(as_production(store))


def test_an_index_is_built_once_it_was_looked_at_and_counted(yard):
    yard.fill({}, {}, {"owner": None})

    run = yard.driven(yard.build())

    assert (run.status, run.reason) == ("succeeded", "Every segment is done.")
    assert yard.index().status == "ACTIVE"
    assert run.facts == {"looked": 3, "eligible": 3, "indexed": 3, "leftOut": {}}
    assert (run.item["done"], run.item["total"]) == (10, 10)  # looked 3, built 1, counted 6
    assert yard.states() == ["intended", "done"]


def test_a_number_key_over_text_dates_lists_every_item_and_refuses(yard):
    yard.fill(*({"rank": f"2025-01-{day:02}"} for day in range(1, 8)), {"rank": 7})

    run = yard.driven(yard.build())

    assert run.status == "failed"
    assert run.reason.startswith(
        "Nothing was built: 7 items do not fit “rank-index”, of 8 in the table. Mend them"
    )
    assert yard.index() is None
    listed = yard.findings(run)
    assert sorted(found.key for found in listed) == [(f"thing-{n}", "2025") for n in range(7)]
    assert {found.said for found in listed} == {"rank is text, and the key is a number."}
    assert {found.entity.name for found in listed} == {"things"}
    assert yard.states() == []


def test_each_reason_has_its_own_list(yard):
    yard.fill({"topic": {"S": "t"}}, {"rank": "x"}, {"topic": ""}, {"topic": "é" * 1025})
    yard.fill_more({"topic": None}, {})

    run = yard.driven(yard.build())

    found = yard.preflight(run)
    wanted = {"nested": 1, "type": 1, "empty": 1, "long": 1, "lacking": 1}
    assert found.left == wanted
    assert found.blocking == wanted
    assert (found.looked, found.eligible) == (6, 1)
    for reason in wanted:
        assert len(yard.findings(run, reason)) == 1


def test_what_is_meant_to_be_left_out_is_told_and_blocks_nothing(yard):
    yard.fill({}, {"owner": None}, {"owner": None})

    run = yard.driven(yard.build("owner-index"))

    assert run.status == "succeeded"
    assert run.facts == {"looked": 3, "eligible": 1, "indexed": 1, "leftOut": {"lacking": 2}}
    found = yard.preflight(run)
    assert (found.meant, found.blocking) == (2, {})


def test_mended_items_let_the_same_run_go_on(yard):
    yard.fill({"rank": "x"}, {"rank": "y"})
    run = yard.driven(yard.build())
    assert len(yard.findings(run)) == 2
    yard.fill({}, {"rank": "y"})

    again = yard.driven(yard.again(run))

    assert again.status == "failed"
    assert [found.key for found in yard.findings(run)] == [("thing-1", "2025")]
    yard.fill({}, {})
    assert yard.driven(yard.again(run)).status == "succeeded"
    assert yard.findings(run) == []


def test_a_removal_is_a_run_too(yard):
    yard.driven(yard.build())

    run = yard.driven(yard.removal("rank-index"))

    assert run.status == "succeeded"
    assert yard.index() is None
    assert [segment.segment_id for segment in yard.segments(run)] == ["build", "turn"]
    assert yard.driven(yard.removal("rank-index")).status == "succeeded"
    assert yard.states() == ["intended", "done"] * 2


def test_what_is_there_already_is_counted_and_sent_no_more(yard):
    yard.fill({}, {})
    yard.driven(yard.build())

    with metered() as meter:
        run = yard.driven(yard.build())

    assert run.status == "succeeded"
    assert meter.calls["UpdateTable"] == 0


def test_only_a_declared_global_index_is_built_by_its_name(yard):
    with pytest.raises(IndexUnknown) as refused:
        yard.build("local-index")
    assert refused.value.hint == "Declared: rank-index, owner-index."


def test_production_asks_for_a_reason(yard):
    with pytest.raises(ReasonMissing):
        yard.build(reason="")


def test_thousands_are_looked_at_in_pages_and_slices(yard, monkeypatch):
    monkeypatch.setattr("entities.operations.tables.indexing.looking.PAGE", 10)
    monkeypatch.setattr("entities.operations.tables.indexing.queueing.FEW", 20)
    yard.fill(*({} if n % 3 else {"rank": None} for n in range(60)))
    yard.count_things(60)

    run = yard.build()

    looks = [s for s in yard.segments(run) if s.segment_id.startswith("look")]
    assert [(s.phase, s.total) for s in looks] == [(1, 15)] * 4
    run = yard.driven(run)
    assert yard.preflight(run).left["lacking"] == 20
    keys = [found.key for found in yard.findings(run)]
    assert len(keys) == len(set(keys)) == 20


def test_an_index_in_the_way_is_named(yard):
    yard.add_index("rank-index", "owner")

    run = yard.driven(yard.build())

    assert run.status == "failed"
    assert run.reason.startswith(f"“{NAME}” has an index “rank-index” with other keys")


def test_a_key_of_another_type_than_known_is_refused_before_anything_is_read(yard):
    wrong = Index("x-index", "owner", "at")
    with pytest.raises(TableChangeRefused, match="the attribute at is known there as S"):
        queue_build(yard.hands, yard.desired, wrong, yard.act(reason="x"), types={"at": "N"})


def test_a_run_that_could_not_be_kept_is_not_begun(yard):
    yard.store.client.delete_table(TableName="keyroom-dev-outcomes")
    yard.store.forget(yard.known.entity("outcomes"))

    with pytest.raises(PrerequisitesMissing) as refused:
        yard.build()
    assert (
        refused.value.hint == "First make keyroom-dev-outcomes: create_tables --system dashboard."
    )


def test_an_engine_that_builds_none_is_told(yard, faults):
    faults.refuse("UpdateTable", "UnknownOperationException")

    run = yard.driven(yard.build())

    assert run.reason.startswith("This engine does not offer to build the index rank-index.")


def test_an_index_of_a_missing_table_is_refused(store):
    with pytest.raises(TableMissing):
        Yard(as_production(store), like=None).build()


def test_who_may_not_manage_tables_starts_nothing(yard):
    yard.hands = replace(yard.hands, viewer_of=lambda name: everyone(name, "view"))

    with pytest.raises(ActionNotAllowed):
        yard.build()
    assert yard.store.find(yard.known.entity("claims"), (f"table#{NAME}",)) is None


def test_a_run_started_for_a_table_of_another_name_is_not_done(yard):
    run = yard.build()
    yard.store.prefixes = {**yard.store.prefixes, "made": "other-"}

    assert yard.driven(run).reason.startswith(f"The table of this run, “{NAME}”, is called “other-")
