"""In production nothing is changed without a reason, whichever way it is changed."""

import pytest

from entities.errors import ReasonMissing, ReasonTooLong
from entities.operations.bulk.applying import Hand
from entities.operations.bulk.preview import CHANGE, Change, plan_of, preview
from entities.operations.bulk.starting import start_bulk
from entities.operations.bulk.taking_back import start_undo
from entities.schema.viewer import everyone
from tests.engines import as_production
from tests.operations.making import NOW
from tests.operations.transfer.desk import MOVER, Carrier
from tests.operations.writing.desk import C1, SEALER, contractor

SENTENCE = "In production every change needs a reason."
EXPENSE = (C1, "exp_1")
CONTRACTOR = (C1, "contr_2")
WAYS = {
    "edit": lambda desk, act: desk.save("expenses", EXPENSE, act, description="Gravel"),
    "create": lambda desk, act: desk.create("contractors", act, **new_contractor()),
    "delete": lambda desk, act: desk.delete("contractors", CONTRACTOR, act=act),
    "move": lambda desk, act: desk.move("contractors", CONTRACTOR, (C1, "contr_9"), act),
}


def new_contractor() -> dict:
    made = contractor(9)
    return {name: made[name] for name in ("companyId", "userId", "name", "status")}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_changing_an_item_needs_a_reason_in_production(desk, way):
    as_production(desk.store)
    before = desk.data()

    with pytest.raises(ReasonMissing, match=SENTENCE):
        WAYS[way](desk, desk.act(reason="  "))
    assert desk.data() == before
    assert desk.claims("deleting") == []
    WAYS[way](desk, desk.act(reason="Asked by phone"))
    assert desk.data() != before


@pytest.mark.parametrize("way", WAYS)
def test_elsewhere_a_reason_is_welcome_and_not_needed(desk, way):
    before = desk.data()

    WAYS[way](desk, desk.act())

    assert desk.data() != before


def test_an_undo_needs_one_of_its_own(desk):
    saved = desk.save("expenses", EXPENSE, desk.act(reason="x"), description="Gravel")
    as_production(desk.store)

    with pytest.raises(ReasonMissing):
        desk.undo(saved)
    assert desk.item("expenses", EXPENSE)["description"] == "Gravel"
    desk.undo(saved, desk.act(reason="A mistake"))
    assert desk.item("expenses", EXPENSE)["description"] == "Sand"


def test_a_bulk_change_and_its_undo_are_refused_item_by_item(desk):
    carrier = Carrier(desk.store)
    hand = Hand(desk.store, desk.catalogue, desk.entity("expenses"), MOVER, SEALER)
    change = Change("set", "description", "Gravel")
    seen = preview(
        desk.store,
        desk.catalogue,
        hand.entity,
        [desk.item("expenses", EXPENSE)],
        change,
        viewer=MOVER,
        sealer=SEALER,
        now=NOW,
    )
    assert [one.verdict for one in seen] == [CHANGE]
    plan = plan_of(hand.entity, seen, change, token="t", sealer=SEALER)  # noqa: S106
    as_production(desk.store)

    entity, hands = hand.entity, carrier.hands
    refused = start_bulk(hands, entity, plan, plan.digest, carrier.act())
    done = start_bulk(hands, entity, plan, plan.digest, carrier.act(reason="Cleaning up"))
    (said,) = carrier.outcomes(carrier.drive(refused))
    done = carrier.drive(done)
    (kept,) = carrier.outcomes(carrier.drive(start_undo(hands, done, carrier.act())))

    assert (said.status, said.said) == ("failed", SENTENCE)
    assert done.status == "succeeded"
    assert (kept.status, kept.said) == ("failed", SENTENCE)
    assert desk.item("expenses", EXPENSE)["description"] == "Gravel"


def test_an_import_is_refused_line_by_line(desk):
    carrier = Carrier(desk.store)
    text = f"companyId,contractorId,name\n{C1},contr_1,Other\n{C1},contr_9,New\n"
    plan = carrier.plan("contractors", text)
    as_production(desk.store)

    outcomes = carrier.outcomes(carrier.drive(carrier.start_import("contractors", plan)))

    assert [(one.status, one.said) for one in outcomes] == [("failed", SENTENCE)] * 2
    assert desk.item("contractors", (C1, "contr_9")) is None


def test_a_reason_has_an_end_everywhere(desk):
    with pytest.raises(ReasonTooLong, match="at most 500 characters"):
        desk.save("expenses", EXPENSE, desk.act(reason="y" * 501), description="Gravel")


def test_an_export_changes_nothing_and_needs_none(desk):
    as_production(desk.store)

    carrier = Carrier(desk.store, everyone("omer", "view", "export", "administer"))

    assert carrier.export("expenses").count("\n") == 2
