"""Any item, opened, one field changed, sent back: every other attribute is what it was."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as repeated
from hypothesis import strategies as st

from entities.dynamodb.limits import check_value
from entities.errors import ValueInvalid
from entities.operations.typing import MANNERS, fits, text_of, value_of
from entities.schema.fields import Composite
from entities.schema.values import canonical, same
from tests.counts import count, in_turns
from tests.strategies import NAMES, numbers, values
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.editing.browser import Form, line_ends
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import EDIT, EXPENSES, have_expense, stored

DECLARED = [
    f.name
    for f in EXPENSES.fields
    if f.name not in EXPENSES.keys and not f.automatic and not isinstance(f, Composite)
]
UGLY = st.text(alphabet="\r\n\t\0 a<>&\"'{}:,é🏗️ש\u200f\u2028\ufeff", max_size=20)
ANY = values | UGLY | st.lists(UGLY, max_size=3) | st.dictionaries(UGLY, UGLY, max_size=3)


def is_storable(value) -> bool:
    try:
        check_value(value, "x")
    except ValueInvalid:
        return False
    return True


STORABLE = ANY.filter(is_storable)
ATTRIBUTES = st.sampled_from([*DECLARED, *NAMES, "two\nlines", 'quo"te', "<b>", "contract"])
INDEX_KEYS = {name for index in EXPENSES.indexes for name in index.keys}


def fits_index(item) -> bool:
    """An index key of another type than text, or empty, is refused by DynamoDB itself."""
    return all(isinstance(item.get(n, "x"), str) and item.get(n, "x") for n in INDEX_KEYS)


ITEMS = st.dictionaries(ATTRIBUTES, STORABLE, max_size=8).filter(fits_index)


def unedited(item) -> dict:
    """Every attribute with its type and exact value, but the one that was typed and its stamp."""
    return {n: canonical(v) for n, v in item.items() if n not in ("changed", "updatedAt")}


@pytest.mark.soak
@in_turns(10)
@repeated(
    max_examples=count(1_000, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(more=ITEMS, reason=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9))
def test_what_nobody_edited_is_what_it_was(ours, editor, turn, more, reason):
    have_expense(**more, changed="before")
    before = stored()
    page = editor.get(EDIT)
    assert page.status_code == 200

    answer = editor.post(EDIT, Form(page).sent(changed="after", reason=reason))

    assert answer.status_code == 303, answer.content.decode()
    after = stored()
    assert after["changed"] == "after"
    assert unedited(after) == unedited(before)


@pytest.mark.soak
@in_turns(5)
@repeated(
    max_examples=count(1_000, 40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=STORABLE, wished=STORABLE)
def test_any_value_becomes_any_other_as_typed_json(ours, editor, turn, before, wished):
    have_expense(odd=before, kept=Decimal("1E+3"))
    form = Form(editor.get(EDIT))
    state = {"odd__state": "json"} if f"{form.of('odd')}.state" in form.values else {}
    if state and "json" not in form.options[f"{form.of('odd')}.state"]:
        state = {"odd__state": "value"}

    answer = editor.post(EDIT, form.sent(odd=text_of(wished, "json"), **state))

    assert answer.status_code == 303, answer.content.decode()
    assert same(stored()["odd"], wished)
    assert stored()["kept"] == Decimal(1000)


@repeated(max_examples=count(20_000, 300), deadline=None)
@given(STORABLE)
def test_what_can_be_typed_in_some_way_comes_back_from_its_text(value):
    for manner in MANNERS:
        if fits(value, manner):
            assert same(value_of(line_ends(text_of(value, manner)), manner, "x"), value)


@repeated(deadline=None)
@given(text=st.text(max_size=30), manner=st.sampled_from(sorted(MANNERS)))
def test_whatever_is_typed_is_a_value_or_is_refused_with_a_sentence(text, manner):
    with contextlib.suppress(ValueInvalid):
        assert is_storable(value_of(text, manner, "x"))


@repeated(deadline=None)
@given(numbers)
def test_a_number_keeps_every_digit_through_its_text(number):
    assert same(value_of(text_of(number, "number"), "number"), number)


@pytest.mark.parametrize(
    ("text", "manner", "problem"),
    [
        ("1,5", "number", "“1,5” is not a number; write it like 1234.50."),
        ("NaN", "number", "“NaN” is not a number"),
        ("Infinity", "number", "is not a number"),
        ("١٢", "number", "is not a number"),
        ("9" * 39, "number", "at most 38 digits; this one has 39"),
        ("1E999", "number", "between 1E-130 and 9.99E+125"),
        ("perhaps", "flag", "This is yes or no."),
        ("a\nb\na", "lines", "“a” stands twice, on lines 1 and 3"),
        ("1\n1.0", "numbers", "“1.0” stands twice, on lines 1 and 2"),
        ("1\nx", "numbers", "Line 2: “x” is not a number"),
        ("", "lines", "A set is never empty"),
        ("a", "pairs", "Line 1: write a name, a colon and a text."),
        ("a: 1\na: 2", "pairs", "Line 2: “a” stands twice."),
        ('{"S": "a"', "json", "not JSON: line 1, column 10"),
        ('{"S": "a",\n "S": "b"}', "json", "“S” stands twice in one object"),
        ('{"N": 1.5}', "json", 'N holds a number in quotes, like {"N": "1.50"}'),
        ('{"N": NaN}', "json", "“NaN” is not a value in JSON"),
        ('{"M": {"a": {"N": "x"}}}', "json", "attr.a: “x” is not a number"),
        ('{"S": "\\ud800"}', "json", "half a character"),
        ('{"L": [' * 40 + "]}" * 40, "json", "nest at most 32 deep"),
        ('{"L": [' * 9_000, "json", "nest at most 32 deep"),
        ('{"SS": []}', "json", "a set is never empty"),
        ('{"SS": ["a", "a"]}', "json", "every member once"),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_the_place(text, manner, problem):
    with pytest.raises(ValueInvalid) as refused:
        value_of(text, manner, "attr")

    assert problem in str(refused.value)


def test_marks_of_direction_that_come_along_with_a_number_are_left_out():
    assert value_of("\u200f12.50\u202c ", "number") == Decimal("12.50")
