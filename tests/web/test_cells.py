"""Values as HTML: escaped, aligned, readable, and nothing breaks a cell."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.safestring import SafeString
from hypothesis import example, given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.operations.references import Pointer
from entities.operations.showing import Shown, ShownItem
from entities.schema import fields
from entities.schema.conditions import Equals
from entities.schema.masking import Masked
from entities.web import cells, trees
from tests.strategies import numbers, values

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
KINDS = (
    fields.Text("a"),
    fields.Money("a", minor_when_text=True),
    fields.Number("a"),
    fields.Flag("a"),
    fields.Choice("a", ("open",), tones=(("open", "ok"),)),
    fields.Choice("a", ("open",), names_of=(("open", "Open"),)),
    fields.Date("a"),
    fields.Timestamp("a"),
    fields.Epoch("a"),
    fields.Link("a"),
    fields.JsonText("a"),
    fields.Anything("a"),
    fields.TextSet("a"),
)
any_text = st.text(st.characters(exclude_categories=["Cs"]))


def short(field, value, **more) -> str:
    return cells.short(Shown(field, value, **more), now=NOW)


def full(field, value, **more) -> str:
    return cells.full(Shown(field, value, **more), now=NOW)


@given(st.sampled_from(KINDS), values | any_text | numbers)
@example(fields.Money("a", minor_when_text=True), "--5")
@example(fields.Money("a", minor_when_text=True), "²")
@example(fields.Money("a"), Decimal("9.99E+125"))
@example(fields.Money("a"), Decimal("1E-130"))
@example(fields.Timestamp("a"), "0001-01-01T00:00:00+14:00")
@example(fields.Timestamp("a"), "9999-12-31T23:59:59.999Z")
@example(fields.Epoch("a"), Decimal("1e10"))
def test_any_value_in_any_field_can_be_drawn_and_is_escaped(field, value):
    for zone in ("UTC", "Asia/Manila", "America/Los_Angeles"):
        with timezone.override(zone):
            drawn = [short(field, value), full(field, value), trees.tree(value)]

    assert all(isinstance(text, SafeString) for text in drawn)


@given(st.sampled_from(KINDS), any_text)
def test_no_text_becomes_markup(field, text):
    for drawn in (short(field, f"<b>{text}"), full(field, f"<b>{text}"), trees.tree(f"<b>{text}")):
        assert "<b>" not in drawn


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234567.5", "1,234,567.50"),
        ("0.125", "0.125"),
        ("-12", "-12.00"),
        ("0", "0.00"),
        ("12345678901234567890123456789012345678", "12,345,678,901,234,567,890,123,456,789,012"),
        ("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678"),
    ],
)
def test_money_has_two_places_or_all_of_them_and_never_loses_a_digit(value, text):
    assert short(fields.Money("amount"), Decimal(value)).startswith(text)
    assert "ILS" in full(fields.Money("amount"), Decimal(value))


def test_a_stored_text_of_hundredths_is_read_as_whole_units():
    field = fields.Money("amount", minor_when_text=True, currency="USD")

    assert short(field, "4900") == "49.00"
    assert short(field, "-4900") == "-49.00"
    assert "4900" in short(fields.Money("amount"), "4900")
    assert short(field, "9" * 37) == f"{int('9' * 35):,}.99"


@given(numbers)
def test_a_number_shows_every_digit(number):
    drawn = short(fields.Number("count"), number)

    assert Decimal(drawn.replace(",", "")) == number


def test_absent_empty_and_null_are_three_things():
    row = ShownItem(catalogue.entity("projects"), ("c", "p"), "House", "c", {})

    assert "–" in cells.cell(row, "name", now=NOW)
    assert "empty" in full(fields.Text("a"), "")
    assert "–" in short(fields.Text("a"), "")
    assert "null" in short(fields.Text("a"), None)


def test_the_key_of_a_row_leads_to_its_item_under_its_name():
    entity = catalogue.entity("projects")
    row = ShownItem(entity, ("c", "a/b"), "House", "c", {})
    shown = ShownItem(entity, ("c", "a/b"), "House", "c", {"projectId": Shown(KINDS[0], "a/b")})

    assert 'href="/data/projects/c,a~2fb/"' in cells.cell(row, "projectId", now=NOW)
    assert ">House</a>" in cells.cell(row, "projectId", now=NOW)
    assert ">a/b</a>" in cells.cell(shown, "projectId", now=NOW)


def test_a_moment_is_relative_with_the_exact_one_beside_it():
    drawn = short(fields.Timestamp("at"), "2025-06-01T09:00:00Z")

    assert ">3 h ago</time>" in drawn
    assert "2025-06-01 09:00:00 UTC" in drawn
    assert "3 h ago" in full(fields.Epoch("at"), Decimal(int(NOW.timestamp()) - 3 * 3600))


def test_a_moment_is_shown_in_the_zone_of_the_person_and_names_it():
    with timezone.override("Asia/Jerusalem"):
        assert "12:00:00 IDT" in full(fields.Timestamp("at"), "2025-06-01T09:00:00Z")


def test_what_is_no_moment_is_shown_as_it_is():
    assert "tomorrow" in short(fields.Timestamp("at"), "tomorrow")
    assert "1735689600000" in short(fields.Epoch("at"), Decimal(1735689600000))


def test_a_choice_has_its_tone_and_its_name():
    payment = catalogue.entity("expenses").fields_by_name["paymentMethod"]
    status = catalogue.entity("expenses").fields_by_name["status"]

    assert "Cash" in full(payment, "מזומן")
    assert '<span class="st ok">' in short(status, "approved")
    assert "no such status" in short(status, "no such status")


def test_only_plain_https_addresses_without_a_query_become_links():
    field = fields.Link("url")

    assert 'href="https://example.org/a"' in short(field, "https://example.org/a")
    assert 'rel="noreferrer noopener"' in short(field, "https://example.org/a")
    for other in ("https://example.org/a?sig=1", "javascript:alert(1)", "http://a", "receipts/1"):
        assert "href" not in full(field, other)


def test_a_reference_is_a_link_with_a_label_a_list_or_a_remark():
    projects = catalogue.entity("projects")
    field = catalogue.entity("expenses").fields_by_name["projectId"]
    there = Pointer(projects, ("c", "p"), label="House")
    plain = Pointer(projects, ("c", "p"))
    gone = Pointer(projects, ("c", "p"), dangling=True)
    named = Pointer(projects, None, (Equals("companyId", "c"), Equals("name", "House")))

    assert ">House</a>" in short(field, "p", pointer=there)
    assert "<code" in full(field, "p", pointer=there)
    assert ">p</a>" in full(field, "p", pointer=plain)
    assert "href" not in short(field, "p", pointer=gone)
    assert "no such project" in full(field, "p", pointer=gone)
    assert "/data/projects/?companyId.is=c&amp;name.is=House" in short(field, "p", pointer=named)


def test_a_masked_value_shows_its_mask_and_a_remark_is_marked_also_for_the_ear():
    assert "•••-12" in short(fields.Text("a"), Masked("•••-12"))
    drawn = short(fields.Text("a"), "x", flag="not one of the declared values")
    assert 'class="flag dot"' in drawn
    assert '<span class="vh">not one of the declared values</span>' in drawn


def test_nested_and_binary_values_say_what_they_are():
    field = fields.Anything("a")

    assert "map, 2 entries" in short(field, {"a": "1", "b": "2"})
    assert "list, 1 entry" in short(field, ["a"])
    assert "binary, 3 bytes" in short(field, b"abc")
    assert "a, b" in short(field, frozenset({"b", "a"}))
    assert "1, 2" in short(field, frozenset({Decimal(2), Decimal(1)}))
    assert "yes" in short(fields.Flag("a"), True)
    assert "no" in short(fields.Flag("a"), False)


def test_long_text_is_cut_in_lists_and_deep_in_trees_but_whole_on_its_page():
    long = "x" * 3000

    assert len(short(fields.Text("a"), long)) < 200
    assert long in full(fields.Text("a"), long)
    assert "(3,000 characters)" in trees.tree([long])


def test_a_tree_opens_and_holds_masks_and_emptiness():
    drawn = trees.tree({"b": [None, "", Masked("•••")], "a": {"x": True}, "c": b"1"})

    assert drawn.index(">a<") < drawn.index(">b<") < drawn.index(">c<")
    for words in ("null", "empty", "•••", "yes", "binary, 1 bytes", "map, 3 entries"):
        assert words in drawn


def test_json_is_laid_out_with_its_numbers_untouched():
    assert trees.pretty_json('{"a":1.10,"b":[12345678901234567890.5]}') == (
        '{\n  "a": 1.10,\n  "b": [\n    12345678901234567890.5\n  ]\n}'
    )
    assert trees.pretty_json("no json {") == "no json {"


@given(any_text | st.text(alphabet='"{}[]\\ud80:,1eE', max_size=20))
@example('{"a": "\\ud800"}')
def test_any_text_said_to_be_json_can_be_sent(text):
    trees.pretty_json(text).encode()


def test_numbers_and_dates_stand_under_each_other():
    assert cells.alignment(fields.Money("a")) == cells.alignment(fields.Date("a")) == "num"
    assert cells.alignment(fields.Text("a")) == ""
