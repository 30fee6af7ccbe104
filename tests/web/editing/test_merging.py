"""Two people, one item: disjoint changes merge, the same ones are chosen, nothing typed is lost."""

from decimal import Decimal

import pytest

from entities.schema.values import same
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
    stored,
)
from tests.web.html import problems, texts


@pytest.fixture
def two_browsers(ours, editor, operator):
    """Both have the same form open; the second one saves first."""

    def opened(edit=EDIT, **theirs):
        mine, other = Form(editor.get(edit)), Form(operator.get(edit))
        assert operator.post(edit, other.sent(**theirs)).status_code == 303
        return mine

    return opened


def test_disjoint_changes_merge_by_themselves_and_are_said(two_browsers, editor):
    mine = two_browsers(description="theirs")

    answer = editor.post(EDIT, mine.sent(invoiceNum="MINE-1"))

    assert answer.status_code == 303
    assert (stored()["description"], stored()["invoiceNum"]) == ("theirs", "MINE-1")
    assert any("“Description” meanwhile" in text for text in texts(editor.get(PAGE), "p"))


def test_the_same_field_opens_the_merge_page_with_everything_typed(two_browsers, editor):
    have_expense(description="base")
    mine = two_browsers(description="theirs", workId="work_1")

    answer = editor.post(EDIT, mine.sent(description="mine", invoiceNum="MINE-1", reason="Why"))

    assert answer.status_code == 409
    assert list(problems(answer)) == []
    form = Form(answer)
    start = form.of("description")
    assert form.options[f"{start}.pick"] == ["was", "theirs", "yours"]
    assert f"{start}.pick" not in form.values  # nothing is chosen for anybody
    assert form.values[f"{start}.text"] == "mine"
    assert form.values[f"{form.of('invoiceNum')}.text"] == "MINE-1"
    assert form.values["reason"] == "Why"
    page = answer.content.decode()
    assert "base" in page
    assert "theirs" in page
    assert "Work" in texts(answer, "span")  # changed by somebody else, merged already
    assert stored()["description"] == "theirs"


@pytest.mark.parametrize(
    ("pick", "text", "outcome"),
    [
        ("was", "mine", "base"),
        ("theirs", "mine", "theirs"),
        ("yours", "mine", "mine"),
        ("yours", "a third", "a third"),
    ],
)
def test_what_is_picked_is_saved_with_the_rest(two_browsers, editor, pick, text, outcome):
    have_expense(description="base")
    mine = two_browsers(description="theirs")
    answer = editor.post(EDIT, mine.sent(description="mine", invoiceNum="MINE-1"))

    done = editor.post(EDIT, Form(answer).sent(description=text, description__pick=pick))

    assert done.status_code == 303
    assert stored()["description"] == outcome
    assert stored()["invoiceNum"] == "MINE-1"


def test_nothing_chosen_shows_the_page_again_with_everything_typed(two_browsers, editor):
    mine = two_browsers(description="theirs")
    first = editor.post(EDIT, mine.sent(description="mine", invoiceNum="MINE-1"))

    answer = editor.post(EDIT, Form(first).sent())

    assert answer.status_code == 422
    assert list(problems(answer)) == []
    form = Form(answer)
    assert form.values[f"{form.of('description')}.text"] == "mine"
    assert form.values[f"{form.of('invoiceNum')}.text"] == "MINE-1"
    assert "Choose one of these." in answer.content.decode()


def test_a_third_change_meanwhile_opens_the_merge_page_anew(two_browsers, editor, operator):
    mine = two_browsers(description="theirs")
    first = editor.post(EDIT, mine.sent(description="mine"))
    operator.post(EDIT, Form(operator.get(EDIT)).sent(description="theirs again"))

    answer = editor.post(EDIT, Form(first).sent(description__pick="yours"))

    assert answer.status_code == 409
    assert "theirs again" in answer.content.decode()
    done = editor.post(EDIT, Form(answer).sent(description__pick="yours"))
    assert done.status_code == 303
    assert stored()["description"] == "mine"


def test_a_status_merges_with_nothing_and_says_what_somebody_else_did(two_browsers, editor):
    have_expense(status="pending")
    mine = two_browsers(description="theirs")

    answer = editor.post(EDIT, mine.sent(status="approved"))

    assert answer.status_code == 409
    form = Form(answer)
    assert form.options[f"{form.of('status')}.pick"] == ["theirs", "yours"]
    assert "Description" in texts(answer, "span")
    assert editor.post(EDIT, form.sent(status__pick="yours")).status_code == 303
    assert (stored()["status"], stored()["description"]) == ("approved", "theirs")


def test_a_hidden_value_that_clashes_is_shown_to_nobody(two_browsers, editor):
    have_contractor(phone="050-1234567")
    mine = two_browsers(CONTRACTOR_EDIT, phone="050-7654321")

    answer = editor.post(CONTRACTOR_EDIT, mine.sent(phone="050-0000000"))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "changed by operator" in page
    assert "1234567" not in page
    assert "7654321" not in page
    form = Form(answer)
    assert form.options[f"{form.of('phone')}.pick"] == ["theirs", "yours"]
    editor.post(CONTRACTOR_EDIT, form.sent(phone__pick="theirs"))
    assert stored(CONTRACTORS, CONTRACTOR)["phone"] == "050-7654321"
    mine = Form(editor.get(CONTRACTOR_EDIT))
    editor.post(CONTRACTOR_EDIT, mine.sent(phone="050-0000000"))
    assert stored(CONTRACTORS, CONTRACTOR)["phone"] == "050-0000000"


@pytest.mark.parametrize("picked", ["was", "theirs", "yours"])
def test_one_edited_what_the_other_removed(two_browsers, editor, picked):
    have_expense(odd="base")
    mine = two_browsers(odd__state="absent")

    answer = editor.post(EDIT, mine.sent(odd="mine"))
    assert answer.status_code == 409
    assert "not there" in answer.content.decode()
    assert editor.post(EDIT, Form(answer).sent(odd__pick=picked)).status_code == 303

    assert stored().get("odd") == {"was": "base", "theirs": None, "yours": "mine"}[picked]


@pytest.mark.parametrize("picked", ["was", "theirs", "yours"])
def test_one_edited_what_the_other_made_another_type_of(two_browsers, editor, picked):
    have_expense(odd="base")
    mine = two_browsers(odd='{"M": {"a": {"N": "1.0"}}}', odd__state="json")

    answer = editor.post(EDIT, mine.sent(odd="mine"))
    assert answer.status_code == 409
    assert "a value of another type" in answer.content.decode()
    assert editor.post(EDIT, Form(answer).sent(odd__pick=picked)).status_code == 303

    expected = {"was": "base", "theirs": {"a": Decimal("1.0")}, "yours": "mine"}[picked]
    assert same(stored()["odd"], expected)


def test_a_field_of_a_group_clashes_with_the_rest_of_it(two_browsers, editor):
    have_expense(amount=Decimal(118))
    mine = two_browsers(amount="236")

    answer = editor.post(EDIT, mine.sent(amount="354"))

    assert answer.status_code == 409
    editor.post(EDIT, Form(answer).sent(amount__pick="yours"))
    assert stored()["amount"] == Decimal(354)
