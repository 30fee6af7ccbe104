"""A new attribute that nobody declared: added by name, type and value, refused clearly, undone."""

from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import (
    CONTRACTOR,
    CONTRACTOR_EDIT,
    CONTRACTORS,
    EDIT,
    PAGE,
    have_contractor,
    have_expense,
    others,
    stored,
)
from tests.web.html import find
from tests.web.records import OURS, work
from tests.web.records import put as put_items

WORKS = catalogue.entity("works")
WORK = (OURS, "work_1")


def add(client, called: str, text: str = "", kind: str = "text", path: str = EDIT, **more):
    typed = {"new.name": called, "new.type": kind, "new.text": text}
    return client.post(path, Form(client.get(path)).sent(**typed, **more))


def said_at(answer, place: str) -> str:
    return find(answer, "span", id=f"{place}-error")[0].text.strip()


@pytest.mark.parametrize(
    "name", ["plain", "two words", "a.b.c", "#", "_", "name#x", "size", "reason", "שם", "new.name"]
)
def test_an_attribute_of_any_name_is_added_and_the_rest_stays(ours, editor, name):
    before = stored()

    assert add(editor, name, "1.50", "number").status_code == 303

    assert stored()[name] == Decimal("1.5")
    assert others(stored(), name) == others(before, name)
    assert editor.get(PAGE).status_code == editor.get(EDIT).status_code == 200


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", " as typed ", " as typed "),
        ("flag", "yes", True),
        ("lines", "b\na", frozenset({"a", "b"})),
        ("numbers", "1\n2.5", frozenset({Decimal(1), Decimal("2.5")})),
        ("list", "b\na", ["b", "a"]),
        ("pairs", "a: 1", {"a": "1"}),
        ("json", '{"M": {"deep": {"L": [{"B": "aGk="}]}}}', {"deep": [b"hi"]}),
        ("empty", "", ""),
        ("null", "", None),
    ],
)
def test_every_type_can_be_added(ours, editor, kind, text, value):
    assert add(editor, "extra", text, kind).status_code == 303

    assert stored()["extra"] == value


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "A new attribute needs a name."),
        ("x" * 256, "A name takes 255 bytes at most."),
        ("a\tb", "A name has no line ends and no invisible characters."),
        ("odd", "“odd” is there already; change it above."),
        ("status", "“status” is there already; change it above."),
        ("STATUS", "That is “Status”; type it there."),
        ("expenseId", "“expenseId” is its key; a key is changed by moving the item."),
        ("ExpenseID", "“expenseId” is its key; a key is changed by moving the item."),
        ("updatedAt", "“updatedAt” is worked out and never typed."),
    ],
)
def test_a_name_that_is_none_of_a_new_attribute_is_refused_at_its_input(
    ours, editor, name, problem
):
    have_expense(odd="text")
    before = stored()

    answer = add(editor, name, "1.50", "number", description="kept")

    assert answer.status_code == 422
    assert said_at(answer, "new-name") == problem
    form = Form(answer)
    assert form.values["new.name"] == name
    assert (form.values["new.text"], form.values["new.type"]) == ("1.50", "number")
    assert form.values[f"{form.of('description')}.text"] == "kept"
    assert stored() == before


def test_an_alias_of_a_declared_field_is_refused_in_any_casing(ours, editor):
    put_items(ours, "works", work())
    aliases = [alias for declared in WORKS.fields for alias in declared.aliases]
    address = item_url(WORKS, WORK, "edit")

    for alias in aliases:
        assert add(editor, alias.upper(), "x", path=address).status_code == 422
    assert aliases


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("number", "12,5", "“12,5” is not a number; write it like 1234.50."),
        ("text", "", "Nothing was typed."),
        ("null", "x", "A value was typed and “null” was chosen; one of them."),
        ("json", "{", "This is not JSON: line 1, column 2"),
    ],
)
def test_a_value_of_another_type_is_refused_at_its_input(ours, editor, kind, text, problem):
    answer = add(editor, "extra", text, kind)

    assert answer.status_code == 422
    assert said_at(answer, "new-text").startswith(problem)
    assert Form(answer).values["new.text"] == text
    assert "extra" not in stored()
    kinds = {"new.type": "text", "new.text": "better"}
    assert editor.post(EDIT, Form(answer).sent(**kinds)).status_code == 303
    assert stored()["extra"] == "better"


def test_what_is_added_under_a_secret_name_is_hidden_from_then_on(ours, editor):
    have_contractor()

    add(editor, "apiToken", "tops3cret", path=CONTRACTOR_EDIT)

    assert stored(CONTRACTORS, CONTRACTOR)["apiToken"] == "tops3cret"
    for page in ("", "edit", "history", "raw"):
        text = editor.get(item_url(CONTRACTORS, CONTRACTOR, page)).content.decode()
        assert "apiToken" in text
        assert "tops3cret" not in text


def test_the_meter_counts_what_is_added(ours, editor):
    def size(page) -> int:
        return int(find(page, "div", class_="size")[0]["data-size"])

    before = size(editor.get(EDIT))

    wrong = add(editor, "extra", "x" * 5000, amount="x")

    assert size(wrong) == before + len("extra") + 5000


def test_an_attribute_is_removed_and_both_are_taken_back_by_undo(ours, editor):
    def undo() -> None:
        button = next(b for b in find(editor.get(PAGE), "button") if b["name"] == "entry")
        editor.post("/undo/", {"entry": button["value"]})

    before = stored()
    add(editor, "extra one", "text")
    undo()
    assert "extra one" not in stored()

    add(editor, "extra one", "text")
    editor.post(EDIT, Form(editor.get(EDIT)).sent(**{"extra one__state": "absent"}))
    assert "extra one" not in stored()
    undo()
    assert stored()["extra one"] == "text"
    assert others(stored(), "extra one") == others(before)


def test_two_people_who_add_the_same_name_are_asked(ours, editor):
    first, second = Form(editor.get(EDIT)), Form(editor.get(EDIT))
    typed = {"new.name": "extra", "new.type": "text"}
    editor.post(EDIT, first.sent(**typed, **{"new.text": "theirs"}))

    merging = editor.post(EDIT, second.sent(**typed, **{"new.text": "mine"}, description="too"))

    assert merging.status_code == 409
    form = Form(merging)
    start = next(n for n in form.options if n.endswith(".pick")).removesuffix(".pick")
    assert form.values[f"{start}.text"] == "mine"
    assert editor.post(EDIT, form.sent(**{f"{start}.pick": "yours"})).status_code == 303
    assert (stored()["extra"], stored()["description"]) == ("mine", "too")


def test_a_new_item_takes_one_as_well(ours, editor):
    path = "/new/contractors/"
    typed = {"companyId": OURS, "contractorId": "contr_9", "name": "Nine"}

    assert add(editor, "extra", "3", "number", path, **typed).status_code == 303

    assert stored(CONTRACTORS, (OURS, "contr_9"))["extra"] == 3


def test_what_was_being_added_comes_back_when_the_sign_in_ended(ours, editor):
    form = Form(editor.get(EDIT))
    staff = editor.staff
    editor.session.flush()
    sent = form.sent(**{"new.name": "a b", "new.type": "numbers", "new.text": "1\n2"})
    assert editor.post(EDIT, sent).status_code == 302
    editor.force_login(staff)

    again = Form(editor.get(EDIT))

    assert again.values["new.name"] == "a b"
    assert editor.post(EDIT, again.sent()).status_code == 303
    assert stored()["a b"] == frozenset({Decimal(1), Decimal(2)})
