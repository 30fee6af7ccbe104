"""A table as the ways into it, and the questions each of them answers."""

from dataclasses import replace

from entities.catalogue import catalogue
from entities.operations.tables.desired import desired_table
from entities.operations.tables.picture import picture
from entities.operations.tables.standing import stand
from entities.schema.entity import Index
from tests.operations.making import NOW, Declared, entity
from tests.operations.tables.by_hand import KNOWN, LOCAL, OWNERS, THINGS, TOPICS, indexes, make


def drawn(store, declared, known=catalogue):
    (standing,) = stand(store, [desired_table(store, known, declared)], now=NOW)
    return picture(standing)


def test_the_questions_of_expenses_stand_at_the_way_that_answers_them(store):
    table, invoices, contractors = drawn(store, entity("expenses")).ways

    assert table.keys == (("companyId", "S"), ("expenseId", "S"))
    assert table.answers == (
        "one expense by its key",
        "expenses of one company",
        "expenses of one project, filtered",
        "expenses of one work, filtered",
    )
    assert invoices.answers == ("an invoice number within a company",)
    assert "expenses of one contractor" in contractors.answers
    assert (invoices.projection, contractors.projection) == ("keys only", "whole items")
    assert {way.state for way in (table, invoices, contractors)} == {""}


def test_a_composite_key_answers_within_a_partition(store):
    ways = {way.name: way for way in drawn(store, entity("multi-expenses")).ways}

    assert "multi-table expenses of one project" in ways["project-date-index"].answers


def test_what_only_a_scan_answers_is_told(store):
    declared = replace(entity("paddle-payments"), indexes=())

    found = drawn(store, declared, Declared(declared))

    assert "payments of one company" in found.scanned


def test_indexes_that_differ_are_drawn_with_what_is_the_matter(bare):
    extra = Index("extra-index", "owner", projection="KEYS_ONLY")
    make(bare.client, indexes(replace(TOPICS, sort=None), LOCAL, extra))

    ways = {way.name: way for way in drawn(bare, THINGS, KNOWN).ways}

    assert {name: way.state for name, way in ways.items()} == {
        "": "",
        TOPICS.name: "differs",
        OWNERS.name: "missing",
        LOCAL.name: "",
        "extra-index": "not declared",
    }
    assert ways[OWNERS.name].projection == "keys, topic, rank"
    assert ways[OWNERS.name].held is None
    assert ways[TOPICS.name].keys == (("topic", "S"), ("rank", "N"))


def test_an_index_under_way_says_so(bare, faults):
    make(bare.client)
    table = bare.client.describe_table(TableName="made-things")["Table"]
    building, going = table["GlobalSecondaryIndexes"]
    building["IndexStatus"], going["IndexStatus"] = "CREATING", "DELETING"
    faults.answer("DescribeTable", {"Table": {**table, "CreationDateTime": 0}})

    states = {way.state for way in drawn(bare, THINGS, KNOWN).ways}

    assert states == {"", "being built", "deleting"}
