"""Changing many items at once: tick, preview, apply exactly that, look, undo."""

import pytest

from entities.catalogue import catalogue
from tests.web.cast import sign_in
from tests.web.html import find, problems, texts
from tests.web.records import OURS, contractor, expense, house, put
from tests.web.running import came_of, take_back

EXPENSES = catalogue.entity("expenses")
SET = {"action": "set", "field": "description", "value": "Gravel"}


@pytest.fixture
def housed(web):
    house(web)
    return web


def keys(*numbers: int) -> list[str]:
    return [f"{OURS},exp_{n:04}" for n in numbers]


def preview(client, name: str = "expenses", **sent):
    return client.post(f"/bulk/{name}/", {**SET, "step": "preview", **sent})


def hidden(answer, name: str) -> str:
    (found,) = find(answer, "input", name=name, type="hidden")
    return found["value"]


def apply(client, answer, name: str = "expenses", **more):
    fields = {"sealed": hidden(answer, "sealed"), "digest": hidden(answer, "digest"), **more}
    return client.post(f"/bulk/{name}/apply/", fields)


def one(store, number: int = 1):
    return store.find(EXPENSES, (OURS, f"exp_{number:04}"), consistent=True)


def test_the_list_has_boxes_that_belong_to_a_form(housed, operator):
    page = operator.get("/data/expenses/", {"companyId.is": OURS})

    boxes = find(page, "input", name="key", form="many")
    assert [box["value"] for box in boxes] == keys(1, 2, 3, 4, 5)
    assert len(find(page, "form", id="many")) == 1
    assert list(problems(page)) == []


@pytest.mark.parametrize("member", ["viewer", "editor", "approver", "limited"])
def test_who_may_not_change_many_has_no_boxes(housed, cast, member):
    page = cast[member].get("/data/expenses/", {"companyId.is": OURS})

    assert not find(page, "input", name="key")
    assert preview(cast[member], key=keys(1)).status_code == 403
    assert cast[member].post("/bulk/expenses/apply/", {}).status_code == 403


def test_step_by_step_to_a_preview_that_writes_nothing(housed, operator):
    first = operator.post("/bulk/expenses/", {"which": "ticked", "key": keys(1, 2)})
    assert texts(first, "h1") == ["Change 2 expenses"]
    assert not find(first, "input", id="bulk-value")

    sent = {"key": keys(1, 2), "action": "set", "field": "date", "step": "choose"}
    second = operator.post("/bulk/expenses/", sent)
    assert find(second, "input", id="bulk-value", type="date")

    third = preview(operator, key=keys(1, 2))
    assert "2 change" in texts(third, "span")
    assert texts(third, "ins") == ["Gravel", "Gravel"]
    for page in (first, second, third):
        assert list(problems(page)) == []
    assert "description" not in one(housed)


@pytest.mark.parametrize(
    ("field", "tag"),
    [
        ("status", "select"),
        ("missingReceipt", "select"),
        ("description", "textarea"),
        ("amount", "input"),
    ],
)
def test_every_field_has_its_input(housed, operator, field, tag):
    sent = {"key": keys(1), "action": "set", "field": field, "step": "choose"}

    assert find(operator.post("/bulk/expenses/", sent), tag, id="bulk-value")


def test_what_was_previewed_is_applied_told_and_undone_as_a_whole(housed, operator):
    """Hard cases 36 and 37."""
    before = [one(housed, n) for n in range(1, 6)]
    page = preview(operator, key=keys(1, 2, 3))

    answer = apply(operator, page, reason="a better word")
    assert answer.status_code == 303
    assert came_of(housed, answer) == {"done": 3}
    assert [one(housed, n).get("description") for n in (1, 2, 3, 4)] == ["Gravel"] * 3 + [None]

    undone = take_back(operator, answer, reason="no")
    assert came_of(housed, undone) == {"done": 3}
    assert [one(housed, n) for n in range(1, 6)] == before


def test_an_item_changed_after_the_preview_is_reported_and_left_alone(housed, operator):
    page = preview(operator, key=keys(1, 2))
    put(housed, "expenses", one(housed, 2) | {"notes": "somebody was here"})

    answer = apply(operator, page)

    assert came_of(housed, answer) == {"done": 1, "failed": 1}
    assert "description" not in one(housed, 2)


def test_all_that_match_are_taken_with_the_filters_of_the_list(housed, operator):
    sent = {"which": "all", "companyId.is": OURS, "status.is": "pending"}

    page = preview(operator, **sent)

    assert "2 change" in texts(page, "span")
    assert "All that match: Company is" in page.content.decode()


def test_many_and_deletions_are_confirmed_by_typing(housed, operator):
    put(housed, "contractors", *(contractor(f"contr_{n}") for n in range(50, 80)))
    sent = {"field": "specialty", "which": "all", "companyId.is": OURS}
    page = preview(operator, "contractors", **sent)

    refused = apply(operator, page, "contractors")
    assert refused.status_code == 422
    assert "Type “change 31” to go on." in refused.content.decode()
    assert list(problems(refused)) == []
    assert apply(operator, refused, "contractors", confirm="change 31").status_code == 303


def test_items_are_deleted_and_come_back(housed, operator):
    before = one(housed, 2)
    page = operator.post("/bulk/expenses/", {"key": keys(1, 2, 4), "action": "delete"})
    assert list(problems(page)) == []

    assert apply(operator, page).status_code == 422
    count = next(n for n in (1, 2, 3) if f"{n} delete" in texts(page, "span"))
    answer = apply(operator, page, confirm=f"delete {count}")
    assert came_of(housed, answer) == {"done": count}
    assert one(housed, 2) is None

    assert came_of(housed, take_back(operator, answer)) == {"done": count}
    assert one(housed, 2) == before


def test_what_refers_to_an_item_keeps_it(housed, operator):
    page = operator.post("/bulk/contractors/", {"key": f"{OURS},contr_1", "action": "delete"})

    assert "1 refused" in texts(page, "span")
    assert not find(page, "input", name="sealed")


def test_a_broken_rule_is_told_at_its_item(housed, operator):
    page = preview(operator, key=keys(1), field="amount", value="0")

    assert "This must be more than 0." in page.content.decode()


def test_a_value_that_cannot_be_read_is_told_at_the_input(housed, operator):
    for value, sentence in (("many", "is not a number"), (" ", "nothing was typed")):
        page = preview(operator, key=keys(1), field="amount", value=value)
        assert page.status_code == 422
        assert sentence in page.content.decode().lower()
        assert list(problems(page)) == []


def test_no_field_is_told_at_the_input(housed, operator):
    for field in ("", "companyId", "updatedAt", "receiptImage"):
        page = preview(operator, key=keys(1), field=field)
        assert page.status_code == 422
        assert "Choose a field." in page.content.decode()


def test_masked_fields_are_not_offered(housed, operator):
    page = preview(operator, "contractors", key=f"{OURS},contr_1", field="phone")

    assert page.status_code == 422
    assert not find(page, "option", value="phone")


def test_nothing_ticked_is_told(housed, operator):
    answer = preview(operator)

    assert answer.status_code == 400
    assert "No item was chosen." in answer.content.decode()


def test_a_preview_without_an_action_asks_for_one(housed, operator):
    assert preview(operator, key=keys(1), action="explode").status_code == 200


def test_items_of_other_companies_are_not_taken(housed, db):
    theirs = sign_in("olga", role="operator", companies=["comp_other"])

    answer = preview(theirs, key=keys(1))

    assert answer.status_code == 400
    assert OURS not in answer.content.decode().replace(answer.request["PATH_INFO"], "")


def test_removing_a_field(housed, operator):
    put(housed, "expenses", expense(1, description="Sand"))

    page = preview(operator, key=keys(1, 2), action="remove")
    assert {"1 change", "1 same"} <= set(texts(page, "span"))
    apply(operator, page)

    assert "description" not in one(housed, 1)


def test_more_deletions_than_are_looked_at_are_refused_at_the_input(housed, operator, monkeypatch):
    monkeypatch.setattr("entities.web.views.bulk.MOST_DELETED", 2)

    page = operator.post("/bulk/expenses/", {"key": keys(1, 2, 3), "action": "delete"})

    assert page.status_code == 422
    assert "At most 2 items" in page.content.decode()
    assert list(problems(page)) == []
