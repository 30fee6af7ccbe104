"""Whatever changes between two templates, every update on the way is one CloudFormation takes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.operations.tables.cloudformation.properties import (
    attribute_types,
    indexes_of,
    key_names,
    same_index,
)
from entities.operations.tables.cloudformation.updates import compare
from entities.schema.entity import Index
from tests.counts import count
from tests.operations.making import Declared, entity
from tests.operations.tables.linting import of

USERS = entity("company-users")


def document(declared) -> dict:
    return of("tables", "construction", declared=Declared(declared)).document


def table(held: dict) -> dict:
    return held["Resources"]["CompanyUsersTable"]["Properties"]


KEYS = ("email", "role", "name", "phone")
any_index = st.builds(
    Index,
    st.sampled_from(("a", "b", "c", "d")),
    st.sampled_from(KEYS),
    st.sampled_from((None, "createdAt", "updatedAt")),
    projection=st.sampled_from(("ALL", "KEYS_ONLY", ("status",))),
)
any_settings = st.builds(
    lambda ttl, stream: replace(USERS.settings, ttl=ttl, stream=stream),
    st.sampled_from((None, "createdAt", "joinedAt")),
    st.sampled_from((None, "NEW_IMAGE", "OLD_IMAGE")),
)
any_types = st.sets(st.sampled_from(KEYS)).map(lambda names: tuple((n, "N") for n in sorted(names)))
any_version = st.builds(
    lambda indexes, settings, types: replace(
        USERS, indexes=tuple(indexes), settings=settings, key_types=types
    ),
    st.lists(any_index, unique_by=lambda held: held.name, max_size=4),
    any_settings,
    any_types,
)


def expiry(held: dict) -> str | None:
    """The attribute by which items expire."""
    specification = held.get("TimeToLiveSpecification") or {"Enabled": False}
    return specification["AttributeName"] if specification["Enabled"] else None


def stream(held: dict) -> str | None:
    return held.get("StreamSpecification", {}).get("StreamViewType")


@settings(max_examples=count(1_000, 60), deadline=None)
@given(any_version, any_version)
def test_every_update_is_one_that_cloudformation_takes_and_the_last_is_what_is_declared(old, new):
    held, wanted = document(old), document(new)

    found = compare(held, wanted)

    for update in found.updates:
        before, after = table(held), table(update.document)
        old_names, new_names = indexes_of(before).keys(), indexes_of(after).keys()
        assert len(old_names ^ new_names) <= 1
        assert all(same_index(before, after, name) for name in old_names & new_names)
        used = {*key_names(after), *(k for i in indexes_of(after).values() for k in key_names(i))}
        assert set(attribute_types(after)) == used
        assert expiry(before) == expiry(after) or None in (expiry(before), expiry(after))
        assert stream(before) == stream(after) or None in (stream(before), stream(after))
        held = update.document
    assert compare(held, wanted).updates == ()
    assert indexes_of(table(held)) == indexes_of(table(wanted))
    assert found.obstacles == ()
