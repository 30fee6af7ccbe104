"""Look-ups are hints: what is gone, changed or undeclared by now is no hit."""

from dataclasses import replace

from entities.dynamodb.batches import delete_all, put_all
from entities.operations.lookups import lookups_of
from entities.schema.masking import Mask
from tests.operations.finding import C1, find, keys
from tests.operations.making import NOW, Declared, entity, item_of, put


def test_an_item_that_is_gone_is_not_shown(people):
    delete_all(people, entity("company-users"), [("C1", "u1")])

    assert find(people, "u1").hits == []
    assert keys(find(people, "dan")) == [("company-users", "C1", "u0")]


def test_an_item_that_changed_is_not_shown_under_what_it_was(people):
    changed = item_of(entity("company-users"), 1, **C1, userId="u1", name="Ruth", email=None)
    put(people, "company-users", changed)

    assert find(people, "u1@acme.il").hits == []
    assert find(people, "daniel").hits == []
    assert len(find(people, "u1").hits) == 1


def test_an_attribute_that_is_no_text_any_more_is_no_hit(people):
    changed = item_of(entity("company-users"), 1, **C1, userId="u1") | {"name": {}}
    put(people, "company-users", changed)

    assert find(people, "daniel").hits == []


def test_the_oldest_look_up_tells_the_age(people):
    lookups = entity("lookups")
    item = people.find(lookups, ("u1", "company-users C1 u1 userId"))
    put_all(people, lookups, [item | {"foundAt": "2025-01-01T00:00:00+00:00"}])

    assert find(people, "u1").found_at.isoformat() == "2025-01-01T00:00:00+00:00"


def test_a_look_up_into_a_missing_table_is_no_hit_and_hides_no_other(people):
    gone = replace(entity("works"), table="gone")
    work = item_of(gone, 1, **C1, workId="u1")
    put_all(people, entity("lookups"), lookups_of(gone, work, NOW))

    known = Declared(entity("company-users"), gone, entity("lookups"))

    assert keys(find(people, "u1", known=known)) == [("company-users", "C1", "u1")]


def test_a_look_up_of_what_is_not_declared_any_more_is_no_hit(people):
    fields = tuple(f for f in entity("company-users").fields if f.name != "name")
    nameless = replace(
        entity("company-users"), fields=fields, heading="", columns=("companyId", "userId")
    )

    assert find(people, "dana levi", known=Declared(nameless, entity("lookups"))).hits == []
    assert find(people, "dana levi", known=Declared(entity("lookups"))).hits == []


def test_a_look_up_of_what_is_masked_by_now_is_no_hit(people):
    fields = tuple(
        replace(f, mask=Mask.PARTIAL) if f.name == "email" else f
        for f in entity("company-users").fields
    )
    masked = replace(entity("company-users"), fields=fields)

    assert find(people, "u1@acme.il", known=Declared(masked, entity("lookups"))).hits == []
