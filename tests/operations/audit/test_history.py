"""The history of an item: for whom it is, in which order, and what it does not tell."""

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all, put_all
from entities.errors import ActionNotAllowed, ItemNotFound, ScopeTooNarrow
from entities.operations.audit import record
from entities.operations.audit.reading import HISTORY_SIZE, history
from entities.operations.paging import FIRST
from entities.schema.viewer import Viewer
from entities.sealing import Sealer
from tests.operations.audit.acting import (
    AUDIT,
    PROJECTS,
    SEALER,
    act,
    created,
    deleted,
    do,
    edited,
    lived,
    project,
    put_back,
    stored,
)
from tests.operations.making import STAFF, limited

INVITATIONS = catalogue.entity("invitations")
KEY = ("C1", "P1")
TOKEN = "5f" * 32


def page(store, key=KEY, *, entity=PROJECTS, viewer=STAFF, sealer=SEALER, after=FIRST):
    return history(store, catalogue, entity, key, viewer=viewer, sealer=sealer, after=after)


def numbers(found) -> list[int]:
    return [entry.number for entry in found.entries]


def test_a_history_is_newest_first_and_one_query(store, sent):
    lived(store, edits=3)
    sent.clear()

    found = page(store)

    assert numbers(found) == [4, 3, 2, 1]
    assert (found.exists, found.heading, found.company) == (True, "House 1, called 3", "C1")
    assert found.next is None
    assert [name for name, _ in sent if name != "DescribeTable"] == ["GetItem", "Query"]
    (query,) = (arguments for name, arguments in sent if name == "Query")
    assert query["ConsistentRead"]


def test_an_entry_is_told_in_full(store):
    do(store, created(project()))
    by = act(1, reason="Typo", request_id="req1", run_id="run1", undoes="E0")
    do(store, edited(project(), name="Tower", status="active"), by=by)

    entry = page(store).entries[0]

    assert (entry.actor, entry.action, entry.reason) == ("dana", "edit", "Typo")
    assert (entry.request_id, entry.run_id, entry.undoes) == ("req1", "run1", "E0")
    assert (entry.entity, entry.key, entry.key_text) == (PROJECTS, KEY, "P1")
    assert entry.at == by.now
    assert entry.changed == ("name", "status")
    name, status = entry.differences
    assert (name.title, name.before.text, name.after.text) == ("Name", "House 1", "Tower")
    assert (status.before, status.after.type, status.told) == (None, "S", True)


def test_a_hidden_field_only_changed(store):
    contractors = catalogue.entity("contractors")
    item = {"companyId": "C1", "contractorId": "X1", "phone": "050-1234567"}
    do(store, created(item, contractors))

    found = page(store, ("C1", "X1"), entity=contractors)

    (phone,) = (d for d in found.entries[0].differences if d.name == "phone")
    assert not phone.told


def test_pages_of_a_long_history_lose_and_double_nothing(cut_short):
    lived(cut_short, edits=2 * HISTORY_SIZE + 3)
    seen, after = [], FIRST
    while after:
        found = page(cut_short, after=after)
        seen += numbers(found)
        after = found.next

    assert seen == list(range(2 * HISTORY_SIZE + 4, 0, -1))


def test_who_may_see_the_item_may_see_its_history_and_nobody_else(store):
    lived(store)

    assert numbers(page(store, viewer=limited("C1"))) == [3, 2, 1]
    with pytest.raises(ItemNotFound):
        page(store, viewer=limited("C2"))
    with pytest.raises(ActionNotAllowed):
        page(store, viewer=Viewer("nobody"))
    with pytest.raises(ScopeTooNarrow):
        page(store, ("x",), entity=catalogue.entity("counts"), viewer=limited("C1"))


def test_the_history_of_what_is_gone_is_for_its_company(store):
    item = lived(store)
    do(store, deleted(item), by=act(9))

    for viewer in (STAFF, limited("C1")):
        found = page(store, viewer=viewer)
        assert numbers(found) == [4, 3, 2, 1]
        assert (found.exists, found.heading, found.company) == (False, "P1", "C1")
    with pytest.raises(ItemNotFound):
        page(store, viewer=limited("C2"))


def test_an_item_without_entries_has_an_empty_history_and_no_item_none(store):
    put_all(store, PROJECTS, [project()])

    assert page(store).entries == []
    for key in (("C1", "P9"), ("C1",)):
        with pytest.raises(ItemNotFound):
            page(store, key)


def test_what_was_done_while_the_item_was_another_companys_is_left_out(store):
    users = next(
        e
        for e in catalogue.entities
        if e.company_attribute and e.company_attribute not in e.keys and e.view_action == "view"
    )
    item = {name: f"{name}-1" for name in users.keys} | {users.company_attribute: "C1"}
    do(store, created(item, users))
    do(store, edited(item, users, **{users.company_attribute: "C2"}), by=act(1))

    key = users.key_of(item)
    assert numbers(page(store, key, entity=users, viewer=limited("C2"))) == [2]
    assert numbers(page(store, key, entity=users)) == [2, 1]


def invited(store, sealer, minute=0, **changes):
    item = {"companyId": "C1", "invitationId": TOKEN, "email": "a@b.test"}
    deed = edited(item, INVITATIONS, **changes) if changes else created(item, INVITATIONS)
    records = record(store, catalogue, [deed], act(minute), sealer=sealer)
    put_all(store, AUDIT, [step.item for step in records.steps if hasattr(step, "item")])


def test_a_history_goes_on_under_the_secret_from_before_a_rotation(store):
    invited(store, Sealer("old"))
    invited(store, Sealer("new", "old"), 1, status="sent")

    found = page(
        store, ("C1", TOKEN), entity=INVITATIONS, sealer=Sealer("new", "old"), viewer=STAFF
    )

    assert [entry.action for entry in found.entries] == ["edit", "create"]
    assert [entry.key for entry in found.entries] == [("C1", TOKEN)] * 2
    assert TOKEN not in found.heading + "".join(entry.key_text for entry in found.entries)
    assert TOKEN not in str(stored(store))


def test_damaged_entries_break_no_page(store):
    do(store, created(project()))
    for number, broken in enumerate(
        (
            {},
            {"at": "yesterday", "key": "P1", "changed": "all", "changes": ["x", {"from": "y"}]},
            {"entity": "unheard-of", "number": "one", "changes": {"a": "b"}, "reason": None},
            {"entity": "projects", "changes": [{"name": "_", "to": {"text": None}}]},
        )
    ):
        put_back(store, {"itemKey": "projects#C1,P1", "entryId": f"2030-{number}", **broken})

    found = page(store)

    assert len(found.entries) == 5
    assert [entry.key_text for entry in found.entries][-1] == "P1"
    assert {entry.key_text for entry in found.entries} == {"P1", "C1,P1"}


def test_a_mark_of_another_chain_leads_nowhere(store):
    lived(store, edits=HISTORY_SIZE)
    mark = page(store).next
    lived(store, 2, edits=1)

    assert page(store, ("C1", "P2"), after=mark).entries == []


def test_a_removed_item_without_a_key_of_the_right_length_is_not_found(store):
    lived(store)
    delete_all(store, PROJECTS, [KEY])

    with pytest.raises(ItemNotFound):
        page(store, ("C1", "P1", "x"))
