"""Typed CSV and JSON lines: what is written comes back exactly as it was."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.dynamodb.limits import check_value
from entities.errors import ValueInvalid
from entities.operations.transfer.columns import (
    GUARDED,
    Column,
    columns_for,
    guarded,
    read_header,
    unguarded,
)
from entities.operations.transfer.errors import FileInvalid
from entities.operations.transfer.exporting import _csv, _json
from entities.operations.transfer.lines import read_file
from entities.schema.masking import Masked
from entities.schema.values import same, type_of
from tests.counts import count
from tests.samples import INVOICES
from tests.strategies import items, texts, values

KEYS = {"companyId": "C1"}
D = Decimal


def is_storable(value) -> bool:
    """Whether DynamoDB holds it at all: names inside maps are never empty."""
    try:
        check_value(value, "")
    except ValueInvalid:
        return False
    return True


held = items.map(lambda item: {n: v for n, v in item.items() if n not in INVOICES.keys})
held = held.filter(lambda item: is_storable(item))


def numbered(found: list[dict]) -> list[dict]:
    return [{**item, **KEYS, "invoiceId": f"I{n}"} for n, item in enumerate(found)]


def written(found: list[dict], form: str) -> str:
    write = _csv if form == "csv" else _json
    return "".join(write(INVOICES, iter(found)))


def lines(text: str, form: str = "csv", **options):
    stream = io.StringIO(text, newline="")
    return list(read_file(INVOICES, stream, form=form, **options).lines)


@pytest.mark.soak
@settings(max_examples=count(2500, 25), deadline=None)
@given(st.lists(held, max_size=4), st.sampled_from(["csv", "json"]))
def test_every_item_comes_back_from_a_file_exactly_as_it_was(found, form):
    found = numbered(found)

    back = lines(written(found, form), form)

    assert [line.problems for line in back] == [{}] * len(found)
    assert all(same(line.given, item) for line, item in zip(back, found, strict=True))


@settings(max_examples=count(2500, 25), deadline=None)
@given(values.filter(is_storable))
def test_every_value_comes_back_from_its_cell_in_a_column_of_its_type_and_in_a_mixed_one(value):
    (plain,) = columns_for(INVOICES, {"x": {type_of(value)}})[-1:]

    for column in (plain, Column("x", "*")):
        assert same(column.read(column.write(value)), value)


@given(texts)
def test_no_text_is_a_formula_in_a_spreadsheet_and_none_is_lost(text):
    """Hard case 39: a cell never begins like a formula, and reading takes nothing else away."""
    cell = guarded(text)

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell != ""
    assert unguarded(cell) == text


@pytest.mark.parametrize("start", GUARDED)
def test_formulas_are_guarded_by_an_apostrophe_that_reading_removes(start):
    text = f"{start}cmd|' /C calc'!A0"

    assert guarded(text) == f"'{text}"
    assert unguarded(f"'{text}") == text


def test_names_of_attributes_are_guarded_in_the_header_too():
    (column,) = columns_for(INVOICES, {"=1+1": {"S"}})[-1:]

    assert column.header == "'=1+1:S"
    assert read_header(INVOICES, [column.header]) == [column]


def test_empty_text_null_and_absent_are_three_things():
    """Hard case 5, in files."""
    found = numbered([{"note": ""}, {"note": None}, {}, {"note": "a"}])

    text = written(found, "csv")

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["note:*"] for row in rows] == ['{"S":""}', '{"NULL":true}', "", '{"S":"a"}']
    assert [line.given.get("note", "absent") for line in lines(text)] == ["", None, "absent", "a"]


def test_a_column_of_texts_has_plain_cells():
    text = written(numbered([{"note": ""}, {}, {"note": "'a"}]), "csv")

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["note:S"] for row in rows] == ["'", "", "''a"]


def test_numbers_stay_numbers_whatever_their_size():
    found = numbered(
        [{"amount": D("-1.50")}, {"amount": D("1E+100")}, {"amount": D("12345678901234567890.5")}]
    )

    rows = list(csv.DictReader(io.StringIO(written(found, "csv"), newline="")))

    assert [row["amount:N"] for row in rows] == ["-1.50", "1E+100", "12345678901234567890.5"]


def test_masked_and_clear_values_of_one_attribute_stand_in_two_columns():
    found = [{"x": "clear", **item} for item in numbered([{}])]
    found += [{**KEYS, "invoiceId": "I2", "x": Masked("=•••")}]

    text = written(found, "csv")

    assert text.splitlines()[0].endswith(",x:S,x:masked")
    assert text.splitlines()[2].endswith(",,'=•••")
    clear, masked = lines(text)
    assert (clear.given["x"], clear.masked) == ("clear", frozenset())
    assert ("x" in masked.given, masked.masked) == (False, frozenset({"x"}))


def test_masked_values_stand_beside_the_item_in_json_lines():
    found = [{**KEYS, "invoiceId": "I1", "x": Masked("•••")}]

    text = written(found, "json")

    assert '"Masked":{"x":"•••"}' in text
    (line,) = lines(text, "json")
    assert (line.given, line.masked) == ({**KEYS, "invoiceId": "I1"}, frozenset({"x"}))


def test_every_declared_field_has_a_column_with_its_type():
    header = written([], "csv").strip().split(",")

    assert header == [
        "companyId:S",
        "invoiceId:S",
        "amount:N",
        "anything:*",
        "userId#projectId:S",
        "status:S",
        "paid.on date:S",
    ] or set(header) >= {"companyId:S", "amount:N", "anything:*"}


def test_columns_without_a_type_get_that_of_the_field():
    columns = read_header(INVOICES, ["companyId", "amount", "note", "a:b", "anything"])

    assert [column.kind for column in columns] == ["S", "N", "S", "S", "S"]
    assert all(column.guessed for column in columns)


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("", "it has no header line"),
        ("companyId,,amount\r\n", "Column 2 has no name"),
        ("companyId,companyId:S\r\n", "Two columns are called “companyId”"),
        ("amount:NUMBER\r\n", "“NUMBER” of “amount” is no type"),
        ('"companyId\r\n', "the CSV is broken"),
    ],
)
def test_a_header_that_makes_no_sense_is_refused_with_its_line(header, sentence):
    with pytest.raises(FileInvalid) as refused:
        lines(header)

    assert sentence in str(refused.value)
    assert str(refused.value).endswith("Line 1.")


@pytest.mark.parametrize(
    ("head", "cell", "sentence"),
    [
        ("amount:N", "12a", "“12a” is not a number"),
        ("amount:N", "1" * 39, "a number has at most 38 digits"),
        ("amount:N", "1E9999", "a number lies between"),
        ("x:BOOL", "perhaps", "“perhaps” is neither true nor false"),
        ("x:SS", '"{""L"":[]}"', "the column holds SS, and this is L"),
        ("x:M", "{", "this is not JSON"),
        ("x:B", '"{""B"":""?""}"', "B holds base64 text"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_line_and_column(head, cell, sentence):
    (line,) = lines(f"companyId,invoiceId,{head}\r\nC1,I1,{cell}\r\n")

    ((column, said),) = line.problems.items()
    assert (line.number, column) == (2, head.partition(":")[0])
    assert sentence.lower() in said.lower()


def test_a_line_with_too_many_cells_is_told():
    (line,) = lines("companyId,invoiceId\r\nC1,I1,more\r\n")

    assert line.problems == {"": "The line has 3 cells, the header has 2."}


def test_line_numbers_are_those_of_the_file_also_after_texts_with_line_ends():
    found = lines('companyId,invoiceId,x\r\nC1,I1,"a\r\nb"\r\n\r\nC1,I2,c\r\n')

    assert [line.number for line in found] == [2, 5]
    assert found[0].given["x"] == "a\r\nb"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "a line is an object like"),
        ('{"Item": {}, "More": 1}', "a line is an object like"),
        ('{"Item": {"a": {"N": 1.5}}}', "N holds a number in quotes"),
        ('{"Item": {"a": {"N": 15}}}', "N holds a number in quotes"),
        ('{"Item": {"a": {"N": "1E400"}}}', "a number lies between"),
        ('{"Item": {"a": {"N": NaN}}}', "is not a value in JSON"),
        ('{"Item": {"a": {"S": "x"}, "a": {"S": "y"}}}', "a name stands twice"),
        ('{"Item": {"a": {"S": "x"}}, "Masked": {"a": "x"}}', "it stands in the item and among"),
        ('{"Item": {"a": {"S": "x"}}, "Masked": []}', "“Masked” is an object of texts"),
        ('{"Item": ', "this is not JSON"),
        ('{"Item": ' + "[" * 100_000, "nest at most 32 deep"),
    ],
)
def test_a_line_of_json_that_is_none_of_ours_is_told(text, sentence):
    (line,) = lines(text, "json")

    (said,) = line.problems.values()
    assert sentence.lower() in said.lower()


def test_a_text_that_stands_clear_and_masked_is_no_value():
    (line,) = lines("companyId,invoiceId,x:S,x:masked\r\nC1,I1,a,b\r\n")

    assert line.problems == {"x": "x: it stands in a clear and in a masked column."}


def test_what_is_not_utf_8_is_refused_in_either_format():
    for form in ("csv", "json"):
        stream = io.TextIOWrapper(io.BytesIO(b"companyId\n\xff\xfe"), "utf-8", newline="")
        with pytest.raises(FileInvalid, match="not UTF-8"):
            list(read_file(INVOICES, stream, form=form).lines)


def test_more_lines_than_are_taken_are_refused():
    text = "companyId,invoiceId\r\n" + "C1,I1\r\n" * 3

    assert len(lines(text, most=3)) == 3
    with pytest.raises(FileInvalid, match="more than 2 items"):
        lines(text, most=2)


def test_a_line_that_is_longer_than_any_item_is_no_item(monkeypatch):
    monkeypatch.setattr("entities.operations.transfer.lines.LONGEST", 20)

    (line,) = lines('{"Item": {"a": {"S": "xxxxxxxxxxxx"}}}', "json")

    assert "longer than 20 characters" in line.problems[""]


def test_a_value_is_refused_where_it_is_not_one():
    with pytest.raises(ValueInvalid):
        Column("x", "N").read("x")
