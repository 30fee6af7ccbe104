"""Revealing one hidden value: recorded first, shown then, and nothing but that value."""

import json
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.errors import (
    ActionNotAllowed,
    AttributeNotFound,
    ItemNotFound,
    ReasonTooLong,
    ReasonTooShort,
    UndoRefused,
)
from entities.operations.audit.images import open_images
from entities.operations.audit.shown import entry_of
from entities.operations.deeds import Act
from entities.operations.hiding import said_of
from entities.operations.items import show_item
from entities.operations.revealing import reveal
from entities.operations.undo import undo
from entities.schema.hidden import hidden_within
from entities.schema.masking import mask_deep
from entities.schema.viewer import Viewer, everyone
from tests.operations.audit.acting import SEALER, entries_of, problems, put_back
from tests.operations.making import NOW, put

CONTRACTORS = catalogue.entity("contractors")
KEY = ("C1", "contr_1")
HEX = "0123456789abcdef" * 4
ADMIN = everyone("dana", "view", "reveal", "administer")
ITEM = {
    "companyId": "C1",
    "contractorId": "contr_1",
    "name": "Mason",
    "phone": "050-1234567",
    "taxId": "514-33-1234",
    "apiToken": "tok_live_9",
    "note": f"opens with {HEX}",
    "bank": {"accountNumber": Decimal(5550001112), "name": "Poalim", "keys": [{"token": "t1"}]},
    "payload": json.dumps({"a": [{"ssn": "123-45-6789"}], "rate": 1.10, "inner": '{"cvv": 123}'}),
    "links": frozenset({f"https://a.il/x?Signature={HEX}", "plain"}),
    "broken": '{"token": "tok_live_8", ',
}


@pytest.fixture
def item(store):
    put(store, "contractors", ITEM)
    return store


def look(store, *path: str, reason: str = "Caller gave the wrong one", viewer: Viewer = ADMIN):
    act = Act(viewer.name, NOW, reason, "req9")
    facts = {"viewer": viewer, "act": act, "sealer": SEALER}
    return reveal(store, catalogue, CONTRACTORS, KEY, path, **facts)


PLACES = {
    ("phone",): "050-1234567",
    ("taxId",): "514-33-1234",
    ("apiToken",): "tok_live_9",
    ("note",): ITEM["note"],
    ("bank", "accountNumber"): Decimal(5550001112),
    ("bank", "keys", "0", "token"): "t1",
    ("payload", "a", "0", "ssn"): "123-45-6789",
    ("payload", "inner", "cvv"): Decimal(123),
    ("links",): ITEM["links"],
    ("broken",): ITEM["broken"],
}


def test_every_hidden_place_of_an_item_is_offered_and_nothing_else(item):
    detail = show_item(item, catalogue, CONTRACTORS, KEY, viewer=ADMIN, now=NOW)

    assert {tuple(map(str, path)) for path in detail.hidden} == PLACES.keys()


@pytest.mark.parametrize("path", PLACES, ids=".".join)
def test_each_is_revealed_by_its_path_and_alone(item, path):
    assert look(item, *path).value == PLACES[path]


def test_the_entry_says_who_when_where_why_and_never_what(item):
    look(item, "bank", "keys", "0", "token")

    (entry,) = entries_of(item)
    assert (entry["actor"], entry["action"], entry["revealed"]) == (
        "dana",
        "reveal",
        "bank.keys[0].token",
    )
    assert (entry["reason"], entry["requestId"]) == ("Caller gave the wrong one", "req9")
    assert (entry["companyId"], entry["changed"], entry["changes"]) == ("C1", [], [])
    assert open_images(item, catalogue, entry_of(catalogue, entry, SEALER), SEALER) == (None, None)
    assert problems(item) == []
    assert item.find(CONTRACTORS, KEY) == ITEM


def test_each_look_is_an_entry_of_its_own_chained_like_every_other(item):
    look(item, "phone")
    look(item, "phone")

    first, second = entries_of(item)
    assert (second["number"], second["previousHash"]) == (Decimal(2), first["hash"])
    assert problems(item) == []


def test_an_altered_entry_of_a_look_is_found(item):
    look(item, "phone")
    (entry,) = entries_of(item)
    put_back(item, entry | {"revealed": "name"})

    assert any("its hash is not" in problem for problem in problems(item))


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("", ReasonTooShort), ("  for dana ", ReasonTooShort), ("y" * 501, ReasonTooLong)],
)
def test_without_a_full_reason_nothing_is_read_or_written(item, reason, refusal):
    with pytest.raises(refusal):
        look(item, "phone", reason=reason)
    assert entries_of(item) == []


def test_who_may_not_reveal_is_refused_and_offered_nothing(item):
    others = everyone("eve", "view", "edit", "administer")

    with pytest.raises(ActionNotAllowed, match="reveal"):
        look(item, "phone", viewer=others)
    detail = show_item(item, catalogue, CONTRACTORS, KEY, viewer=others, now=NOW)
    assert detail.hidden == ()
    with pytest.raises(ItemNotFound):
        look(item, "phone", viewer=Viewer("mia", frozenset({"view", "reveal"}), frozenset({"C2"})))
    assert entries_of(item) == []


@pytest.mark.parametrize(
    "path", [("name",), ("nothing",), ("contractorId",), ("bank",), ("payload",), ("phone", "0")]
)
def test_what_is_not_hidden_or_not_one_value_is_not_revealed(item, path):
    with pytest.raises(AttributeNotFound):
        look(item, *path)
    assert entries_of(item) == []


def test_an_item_gone_between_the_read_and_the_record_leaves_no_entry(item, monkeypatch):
    from_now = item.find

    def gone_after(entity, key, **options):
        found = from_now(entity, key, **options)
        if entity.name == "contractors":
            delete_all(item, CONTRACTORS, [KEY])
        return found

    monkeypatch.setattr(item, "find", gone_after)
    with pytest.raises(ItemNotFound, match="was not found"):
        look(item, "phone")
    assert entries_of(item) == []


def test_a_look_cannot_be_taken_back(item):
    look(item, "phone")
    entry = entry_of(catalogue, entries_of(item)[0], SEALER)

    with pytest.raises(UndoRefused, match="It changed nothing"):
        undo(
            item,
            catalogue,
            entry,
            viewer=everyone("dana", "view", "undo", "administer"),
            act=Act("dana", NOW),
            sealer=SEALER,
        )


def test_a_key_that_is_a_secret_is_never_revealed(store):
    invitations = catalogue.entity("invitations")
    token = "5e" * 32
    put(store, "invitations", {"companyId": "C1", "invitationId": token, "token": token})

    detail = show_item(store, catalogue, invitations, ("C1", token), viewer=ADMIN, now=NOW)

    assert detail.hidden == (("token",),)


def test_nothing_of_our_own_tables_is_revealed(item):
    look(item, "phone")
    audit = catalogue.entity("audit")
    key = audit.key_of(entries_of(item)[0])
    put(item, "segments", {"runId": "r", "segmentId": "s", "cursor": {"token": "x"}})

    for entity, of in ((audit, key), (catalogue.entity("segments"), ("r", "s"))):
        detail = show_item(item, catalogue, entity, of, viewer=ADMIN, now=NOW)
        assert detail.hidden == ()


def test_a_path_is_written_as_people_write_it():
    assert said_of(("payload", "cards", 0, "token")) == "payload.cards[0].token"


@pytest.mark.parametrize(
    "text",
    [
        '{"token": "' + "\\ud800" + '"}',
        '{"' + "\\ud800" + '": {"token": "x"}}',
        "[" * 3000 + f'"{HEX}"' + "]" * 3000,
        f'"{HEX}"',
        '{"token": ' + "9" * 5000 + "}",
    ],
)
def test_odd_json_is_revealed_in_part_or_as_a_whole(text):
    assert mask_deep(text, "payload") != text
    ((path, value),) = hidden_within(text, "payload")
    assert path in ((), ("token",))
    assert value == text or path
