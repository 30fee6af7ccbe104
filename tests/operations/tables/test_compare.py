"""Comparing a declaration with what was read: two values in, differences out."""

from dataclasses import replace

import pytest

from entities.dynamodb.description import Encryption
from entities.dynamodb.inspection import (
    NOT_OFFERED,
    LiveTable,
    PointInTime,
    Tags,
    TimeToLive,
    inspect,
)
from entities.operations.tables.compare_keys import MIGRATE
from entities.operations.tables.desired import Desired, desired_table
from entities.operations.tables.difference import Difference
from entities.operations.tables.drift import differences
from entities.schema.entity import Index
from tests.operations.tables.by_hand import KNOWN, OWNERS, THINGS, indexes, make, settings

DAYS = PointInTime("ENABLED", days=14)


@pytest.fixture
def live(bare) -> LiveTable:
    """The table as declared."""
    make(bare.client)
    return inspect(bare, "made-things")


@pytest.fixture
def desired(bare) -> Desired:
    return desired_table(bare, KNOWN, THINGS)


def only(desired: Desired, live: LiveTable) -> Difference:
    (difference,) = differences(desired, live)
    return difference


def of(desired: Desired, entity) -> Desired:
    return replace(desired, entity=entity, indexes=entity.indexes)


def but(live: LiveTable, **changed) -> LiveTable:
    return replace(live, description=replace(live.description, **changed))


def held(live: LiveTable, name: str, **changed) -> tuple:
    return tuple(
        replace(one, **changed) if one.index.name == name else one
        for one in live.description.indexes
    )


def test_what_was_not_asked_for_is_no_difference(desired, live):
    assert differences(desired, LiveTable(live.description)) == ()


def test_what_the_engine_does_not_offer_is_no_difference(desired, live):
    lacking = replace(
        live,
        time_to_live=TimeToLive(NOT_OFFERED),
        recovery=PointInTime(NOT_OFFERED),
        tags=Tags(offered=False),
    )

    assert differences(desired, lacking) == ()
    untold = replace(live, recovery=PointInTime("ENABLED"))
    assert differences(desired, untold) == ()


def test_more_protection_than_declared_is_no_difference(desired, live):
    loose = of(desired, settings(deletion_protection=False))

    assert live.description.deletion_protection
    assert differences(replace(loose, protected=False), live) == ()


def test_foreign_tags_are_left_alone(desired, live):
    more = Tags((*live.tags.pairs, ("cost-centre", "7")))

    assert differences(desired, replace(live, tags=more)) == ()


def test_a_difference_says_both_sides_and_what_would_be_done(desired, live):
    wrong = replace(live, tags=Tags((("owner", "them"),)))

    difference = only(desired, wrong)

    assert difference.words == (
        "tags: declared system=made, environment=production, owner=us, live owner=them"
    )
    assert difference.remedy == "Tag it system=made, environment=production, owner=us."
    assert difference.name == "made-things/tags"
    assert only(desired, replace(live, tags=Tags())).live == "missing"


def test_a_table_of_another_environment_is_not_made_ours_unless_it_is_named(desired, live):
    theirs = replace(live, tags=Tags((("system", "made"), ("environment", "staging"))))

    difference = only(desired, theirs)

    assert difference.takes_away == "its mark as a table of staging"
    assert not difference.is_applied(frozenset())
    assert difference.is_applied(frozenset({"made-things/tags"}))


@pytest.mark.parametrize("status", ["ENABLING", "DISABLING"])
def test_a_change_of_ttl_under_way_is_waited_for(desired, live, status):
    changing = replace(live, time_to_live=TimeToLive(status, "other"))

    difference = only(desired, changing)

    assert difference.fix == ()
    assert difference.remedy.startswith("A change of TTL is under way")


def test_ttl_that_is_on_its_way_as_declared_is_no_difference(desired, live):
    assert (
        differences(desired, replace(live, time_to_live=TimeToLive("ENABLING", "expiresAt"))) == ()
    )
    plain = of(desired, settings(ttl=None))
    assert differences(plain, replace(live, time_to_live=TimeToLive("DISABLING", "ttl"))) == ()


@pytest.mark.parametrize(
    ("declared", "loss", "words"),
    [
        (settings(ttl=None), "removal of items", "stop removing items after their expiresAt"),
        (settings(point_in_time_recovery=False), "every point in time", "give up recovery"),
        (settings(encryption=None), "the key", "encrypt with DynamoDB's own key"),
        (settings(stream=None), "the stream", "close the stream"),
    ],
)
def test_what_is_on_and_not_declared_goes_only_when_named(desired, live, declared, loss, words):
    difference = only(of(desired, declared), live)

    assert loss in difference.takes_away
    assert difference.remedy.startswith(f"Only when named: {words}")
    assert not difference.is_applied(frozenset())
    assert difference.is_applied(frozenset({difference.name}))


def test_an_index_that_is_being_removed_is_looked_at_again(desired, live):
    going = but(live, indexes=held(live, "owner-index", status="DELETING"))

    difference = only(desired, going)

    assert difference.subject == "index/owner-index"
    assert "look again when it is gone" in difference.why_not
    less = tuple(index for index in desired.indexes if index.name != "owner-index")
    assert differences(replace(desired, indexes=less), going) == ()


def test_the_order_of_included_attributes_does_not_matter(desired, live):
    turned = replace(OWNERS, projection=OWNERS.projection[::-1])
    other = replace(
        desired, indexes=(turned, *(i for i in desired.indexes if i.name != OWNERS.name))
    )

    assert differences(other, live) == ()


def test_an_index_over_a_key_of_another_type_cannot_be_built_here(desired, live):
    other = but(live, key_types=(("id", "S"), ("at", "N"), ("topic", "S"), ("rank", "N")))
    more = indexes(*desired.indexes, Index("time-index", "at"))

    types, missing = differences(of(desired, more), replace(other, tags=None))[:2]

    assert (types.kind, types.why_not) == ("attribute types", MIGRATE)
    assert (missing.subject, missing.why_not) == ("index/time-index", MIGRATE)


def test_an_index_waits_until_the_type_of_its_key_is_mended(desired, live):
    other = but(live, key_types=(*live.description.key_types[:-2], ("rank", "S")))
    more = of(desired, indexes(*desired.indexes, Index("rank-index", "rank")))

    found = {difference.subject: difference for difference in differences(more, other)}

    assert found["index/rank-index"].why_not == "The type of rank has to be mended first."


def test_a_type_is_kept_while_an_undeclared_index_uses_it(desired, live):
    foreign = replace(live.description.index("topic-index"), index=Index("foreign", "rank"))
    other = but(
        live,
        key_types=(("rank", "S"),),
        indexes=(*live.description.indexes, foreign),
    )

    types = next(d for d in differences(desired, other) if d.kind == "attribute types")

    assert types.fix == ()
    assert (
        types.why_not == "The index foreign, which nobody declared, uses it too: remove that first."
    )


def test_provisioned_capacity_is_told(desired, live):
    assert only(desired, but(live, billing="PROVISIONED")).live == (
        "provisioned (0 reads and 0 writes a second)"
    )


def test_encryption_by_dynamodb_itself_is_told(desired, live):
    assert only(desired, but(live, encryption=Encryption())).words == (
        "encryption: declared by KMS, live by DynamoDB's own key"
    )
