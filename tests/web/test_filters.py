"""Filters in addresses: what can be asked of which field, and what makes no sense said plainly."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.errors import FilterInvalid
from entities.operations.browsing import refuse_hidden
from entities.schema import conditions, fields
from entities.schema.entity import Entity
from entities.schema.viewer import everyone
from entities.web.filters import OPERATORS, conditions_of, operators_of, questions, read_filters
from tests.samples import SYSTEM

KINDS = (
    fields.Text("text"),
    fields.LongText("longText"),
    fields.Email("email"),
    fields.Phone("phone"),
    fields.Link("link"),
    fields.Date("day"),
    fields.Timestamp("at"),
    fields.Epoch("seconds"),
    fields.Number("number"),
    fields.Money("money"),
    fields.Flag("flag"),
    fields.Choice("choice", ("a", "b")),
    fields.Reference("companyId", to="companies"),
    fields.Composite("whole", parts=("text", "choice")),
    fields.Picture("picture"),
    fields.JsonText("json"),
    fields.Map("map"),
    fields.List("list"),
    fields.TextSet("texts"),
    fields.NumberSet("numbers"),
    fields.Binary("binary"),
    fields.Anything("anything"),
)
THINGS = Entity(
    "things",
    system=SYSTEM,
    generation="one",
    table="things",
    label="Thing",
    partition="id",
    fields=(fields.Text("id"), *KINDS),
    columns=("id",),
)
GOOD = {
    fields.Number: "12.50",
    fields.Epoch: "1735689600",
    fields.NumberSet: "3",
    fields.Flag: "yes",
    fields.Date: "2025-01-31",
    fields.Timestamp: "2025-01-31T10:00",
}


def read(query: str | dict, entity: Entity = THINGS):
    asked = QueryDict(query) if isinstance(query, str) else QueryDict(mutable=True)
    if isinstance(query, dict):
        asked.update(query)
    return conditions_of(entity, read_filters(entity, asked))


def good(field: fields.Field) -> str:
    return next((text for kind, text in GOOD.items() if isinstance(field, kind)), "some text")


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("field", KINDS, ids=lambda field: type(field).__name__)
def test_a_field_answers_the_questions_of_its_kind_and_refuses_others(field, operator):
    query = {f"{field.name}.{operator}": good(field)}
    if operator in operators_of(field):
        (condition,) = read(query)
        assert condition.attribute == field.name
    else:
        with pytest.raises(FilterInvalid) as refusal:
            read(query)
        assert refusal.value.field == field.name
        assert field.title in str(refusal.value)


@given(
    st.sampled_from(KINDS),
    st.sampled_from(sorted(OPERATORS)),
    st.text(max_size=30) | st.text(alphabet="0123456789-:.TZ+eE,", max_size=30),
)
def test_any_text_typed_is_a_condition_or_a_sentence_at_its_field(field, operator, text):
    try:
        made = read({f"{field.name}.{operator}": text})
    except FilterInvalid as refusal:
        assert refusal.field == field.name
        assert str(refusal).endswith(".")
    else:
        assert all(isinstance(condition, conditions.Condition) for condition in made)


@pytest.mark.parametrize(
    ("query", "made"),
    [
        ("text.is=a", conditions.Equals("text", "a")),
        ("text.is=", conditions.Equals("text", "")),
        ("text.not=a", conditions.NotEquals("text", "a")),
        ("text.in=a&text.in=b&text.in=a", conditions.In("text", ("a", "b"))),
        ("text.begins=a", conditions.BeginsWith("text", "a")),
        ("text.contains=a", conditions.Contains("text", "a")),
        ("text.exists=1", conditions.Exists("text")),
        ("text.missing=", conditions.Missing("text")),
        ("number.is=1,234.5", conditions.Equals("number", Decimal("1234.5"))),
        ("money.from=10", conditions.Compare("money", ">=", Decimal(10))),
        ("money.to=10", conditions.Compare("money", "<=", Decimal(10))),
        ("money.from=1&money.to=9", conditions.Between("money", Decimal(1), Decimal(9))),
        ("flag.is=No", conditions.Equals("flag", False)),
        ("flag.is=true", conditions.Equals("flag", True)),
        ("numbers.contains=3", conditions.Contains("numbers", Decimal(3))),
        ("day.from=2025-01-31", conditions.Compare("day", ">=", "2025-01-31")),
        ("day.is=undated", conditions.Equals("day", "undated")),
        ("at.from=2025-01", conditions.Compare("at", ">=", "2025-01")),
        ("at.to=2025-01-31", conditions.Compare("at", "<=", "2025-01-31T23:59:59.999Z")),
        ("at.to=2025-01-31T10:00Z", conditions.Compare("at", "<=", "2025-01-31T10:00Z")),
        ("text.is=a&text.is=b", conditions.Equals("text", "b")),
    ],
)
def test_a_question_becomes_one_condition(query, made):
    assert read(query) == (made,)


@pytest.mark.parametrize(
    "query",
    ["scan=1&order=descending", "text.not=", "text.contains=&text.begins=", "a.b=c", "index=x.y"],
)
def test_what_is_no_filter_or_holds_nothing_is_left_alone(query):
    assert read(query) == ()


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("colour.is=red", "colour", "no field “colour”"),
        ("number.is=ten", "number", "“ten” is none"),
        ("number.is=NaN", "number", "needs a number"),
        ("number.is=1e999", "number", "needs a number"),
        (f"number.is={'9' * 39}", "number", "needs a number"),
        ("flag.is=maybe", "flag", "yes or no"),
        ("day.from=31.1.2025", "day", "a date like 2025-01-31"),
        ("day.to=2025-02-30", "day", "“2025-02-30” is none"),
        ("at.from=yesterday", "at", "moment"),
        ("at.from=2025-02-30T10:00", "at", "date"),
        ("money.from=9&money.to=1", "money", "after its end"),
        ("id.is=", "id", "needs a value"),
        (f"text.is={'x' * 2049}", "text", "2,048 bytes"),
        (f"text.is={'ש' * 1025}", "text", "2,048 bytes"),
        ("&".join(f"text.in={n}" for n in range(101)), "text", "100 values"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(query, field, words):
    with pytest.raises(FilterInvalid, match=words) as refusal:
        read(query)
    assert refusal.value.field == field


def test_a_secret_key_is_not_looked_for_in_a_list():
    invitations = catalogue.entity("invitations")

    with pytest.raises(FilterInvalid, match="a secret is not looked for"):
        read(f"companyId.is=c&invitationId.is={'ab' * 32}", invitations)


@pytest.mark.parametrize("entity", catalogue.entities, ids=lambda entity: entity.name)
def test_every_declared_field_can_be_asked_every_question_of_its_kind(entity):
    for field in entity.fields:
        for operator in operators_of(field):
            assert read({f"{field.name}.{operator}": good(field)}, entity)


@pytest.mark.parametrize("entity", catalogue.entities, ids=lambda entity: entity.name)
def test_what_is_offered_to_be_asked_is_just_what_is_not_refused(entity):
    for field in entity.fields:
        offered = set(questions(entity, field))
        assert offered == {o for o in operators_of(field) if not is_refused(entity, field, o)}


def is_refused(entity: Entity, field: fields.Field, operator: str) -> bool:
    made = read({f"{field.name}.{operator}": good(field)}, entity)
    try:
        refuse_hidden(entity, made, everyone("staff", "view"))
    except FilterInvalid:
        return True
    return False
