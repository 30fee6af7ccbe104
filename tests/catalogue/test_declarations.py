"""What holds for every declaration, whichever system it belongs to."""

import re

import pytest

from entities.catalogue import catalogue
from entities.schema.fields import Composite, Reference

ICONS = {
    "layout-dashboard",
    "building-2",
    "users",
    "folder-kanban",
    "hard-hat",
    "receipt",
    "hammer",
    "mail",
    "credit-card",
    "banknote",
    "webhook",
    "skull",
    "route",
    "archive",
    "shield-check",
    "scroll-text",
    "search",
    "plus",
    "download",
    "filter",
    "clock",
    "flag",
    "lock",
    "user-check",
    "activity",
    "database",
    "circle-dot",
}
KEY_TEXT = re.compile(r"[a-z0-9-]+")

every_entity = pytest.mark.parametrize("entity", catalogue.entities, ids=lambda e: e.name)


def test_the_declarations_do_not_contradict_each_other():
    assert list(catalogue.problems()) == []


@every_entity
def test_an_entity_has_a_name_for_addresses_and_an_icon(entity):
    assert KEY_TEXT.fullmatch(entity.name)
    assert entity.icon in ICONS
    assert entity.generation in dict(entity.system.generations)


@every_entity
def test_a_list_shows_between_four_and_nine_columns_and_nothing_heavy(entity):
    assert 4 <= len(entity.columns) <= 9
    assert not [name for name in entity.columns if entity.fields_by_name[name].heavy]


@every_entity
def test_every_index_says_what_question_it_answers(entity):
    assert all(index.purpose for index in entity.indexes)


@every_entity
def test_what_is_named_beside_the_fields_is_a_field(entity):
    named = {
        *(name for group in entity.merge_groups for name in group),
        *(name for unique in entity.uniques for name in (unique.attribute, *unique.within)),
        *(derived.attribute for derived in entity.derived),
        *(secret.attribute for secret in entity.secret_keys),
        *(part for f in entity.fields if isinstance(f, Composite) for part in f.parts),
        *(part for f in entity.fields if isinstance(f, Reference) for part in f.through),
    }
    assert named - set(entity.fields_by_name) == set()


@every_entity
def test_watches_judge_any_item_without_failing(entity):
    odd = {name: value for name in entity.fields_by_name for value in ({},)}
    for watch in entity.watches:
        assert watch.test({}) in (True, False)
        assert watch.test(odd) in (True, False)


@every_entity
def test_a_project_page_names_entities_and_attributes_that_exist(entity):
    board = entity.dashboard
    if board is None:
        return
    expenses, works = catalogue.entity(board.expenses), catalogue.entity(board.works)
    assert {board.by, board.contractor, board.amount, board.date} <= set(expenses.fields_by_name)
    assert {board.by, board.contractor, board.cost} <= set(works.fields_by_name)
    assert {board.match, board.budget, board.stated} - {""} <= set(entity.fields_by_name)
    assert catalogue.entity(board.contractors)
