"""From one template to another in updates that CloudFormation can carry out."""

import copy
from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.errors import TemplateUnreachable
from entities.operations.tables.cloudformation import updates
from entities.operations.tables.cloudformation.properties import (
    indexes_of,
)
from entities.operations.tables.cloudformation.updates import compare
from entities.schema.entity import Index
from tests.operations.making import Declared, entity
from tests.operations.tables.linting import complaints, of, text_of

USERS = entity("company-users")
NAME = "construction-expenses-staging-company-users"


def document(*declared, **more) -> dict:
    """The template of the company-users table as declared, or with changes of its declaration."""
    tables = declared or (replace(USERS, **more),)
    return of("tables", "construction", declared=Declared(*tables)).document


def changes(old: dict, new: dict) -> list[tuple[str, ...]]:
    return [update.changes for update in compare(old, new).updates]


def table(held: dict, name: str = "CompanyUsersTable") -> dict:
    return held["Resources"][name]["Properties"]


def index(name: str, partition: str = "email", **more) -> Index:
    return Index(name, partition, **more)


def test_nothing_changed_is_no_update():
    for system in catalogue.systems:
        made = of("tables", system.name).document
        assert changes(copy.deepcopy(made), made) == []


def test_two_new_indexes_are_two_updates():
    new = document()

    found = compare(document(indexes=()), new)

    assert [update.changes for update in found.updates] == [
        (f"{NAME}: the index userId-index (userId) is built",),
        (f"{NAME}: the index email-index (email) is built",),
    ]
    assert found.updates[-1].document == new
    assert found.obstacles == ()


def test_an_index_with_other_keys_is_removed_and_built_anew():
    old = document(indexes=(index("email-index", "role"), USERS.indexes[0]))

    assert changes(old, document()) == [
        (f"{NAME}: the index email-index is removed",),
        (f"{NAME}: the index email-index (email) is built",),
    ]


def test_an_index_with_another_projection_is_built_anew_too():
    old = document(indexes=(*USERS.indexes[:1], index("email-index", projection="KEYS_ONLY")))

    assert len(changes(old, document())) == 2


def test_what_nobody_wants_goes_when_everything_wanted_is_there():
    old = document(indexes=(index("old-index", "name"), USERS.indexes[0]))

    assert changes(old, document()) == [
        (f"{NAME}: the index email-index (email) is built",),
        (f"{NAME}: the index old-index is removed",),
    ]


def test_settings_change_with_the_first_index():
    stream = replace(USERS.settings, stream="NEW_IMAGE")
    (first, second) = changes(document(indexes=()), document(settings=stream))

    assert first == (
        f"{NAME}: the index userId-index (userId) is built",
        f"{NAME}: stream none → {{StreamViewType: NEW_IMAGE}}",
        "Outputs: change",
    )
    assert second == (f"{NAME}: the index email-index (email) is built",)


def test_another_ttl_attribute_takes_two_updates():
    old = document(settings=replace(USERS.settings, ttl="createdAt"))
    new = document(settings=replace(USERS.settings, ttl="joinedAt"))

    first, second = compare(old, new).updates

    assert table(first.document)["TimeToLiveSpecification"] == {
        "AttributeName": "createdAt",
        "Enabled": False,
    }
    assert second.document == new


def test_ttl_is_switched_off_before_it_leaves_the_template():
    old = document(settings=replace(USERS.settings, ttl="createdAt"))

    first, _second = compare(old, document()).updates

    assert table(first.document)["TimeToLiveSpecification"]["Enabled"] is False


def test_another_view_of_a_stream_takes_two_updates():
    old = document(settings=replace(USERS.settings, stream="OLD_IMAGE"))
    new = document(settings=replace(USERS.settings, stream="NEW_IMAGE"))

    first, second = compare(old, new).updates

    assert "StreamSpecification" not in table(first.document)
    assert "CompanyUsersTableStreamArn" not in first.document["Outputs"]
    assert second.document == new


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"sort": "email"}, "its keys change from companyId and userId to companyId and email."),
        (
            {"indexes": (*USERS.indexes, index("l", "companyId", sort="email", local=True))},
            "its local indexes change, which are made with their table only.",
        ),
        (
            {"key_types": (("companyId", "N"),)},
            "its key companyId changes from S to N.",
        ),
        ({"table": "members"}, ""),
    ],
)
def test_what_would_replace_a_table_is_never_done(more, why):
    old, new = document(), document(**more)

    found = compare(old, new)

    if why:
        assert found.obstacles == (
            f"{NAME}: {why} CloudFormation would have to replace the table, which it cannot. "
            "Migrate its items.",
        )
        for name in ("KeySchema", "LocalSecondaryIndexes"):
            assert {repr(table(u.document).get(name)) for u in found.updates} <= {
                repr(table(old).get(name))
            }
    else:
        assert [f"{NAME}: leaves the stack; the table stays" in u.changes for u in found.updates]


def test_another_environments_template_is_no_predecessor():
    old = of("tables", "construction", "dev").document
    found = compare(old, of("tables", "construction").document)

    assert len(found.obstacles) == len(old["Resources"])
    assert "its name was construction-expenses-dev-companies." in found.obstacles[0]


def test_names_written_in_full_are_the_same_names():
    old = document()
    table(old)["TableName"] = NAME
    table(old)["Tags"][1]["Value"] = "staging"

    assert changes(old, document()) == []


def test_the_order_of_lists_has_no_meaning():
    old = document()
    for name in ("GlobalSecondaryIndexes", "AttributeDefinitions", "Tags"):
        table(old)[name].reverse()

    assert changes(old, document()) == []


def test_a_new_table_comes_with_all_its_indexes():
    (update,) = compare(document(entity("companies")), document(entity("companies"), USERS)).updates

    assert f"{NAME}: is created" in update.changes


def test_a_table_is_retained_before_it_leaves_the_stack():
    old = document(entity("companies"), USERS)
    del old["Resources"]["CompanyUsersTable"]["DeletionPolicy"]

    first, second = compare(old, document(entity("companies"))).updates

    assert f"{NAME}: is kept from now on when it leaves the stack" in first.changes
    assert second.changes == (f"{NAME}: leaves the stack; the table stays",)


def test_capacity_of_indexes_goes_when_billing_is_on_demand():
    old = document(indexes=(*USERS.indexes, index("old-index", "name")))
    capacity = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    table(old).update(BillingMode="PROVISIONED", ProvisionedThroughput=capacity)
    for held in table(old)["GlobalSecondaryIndexes"]:
        held["ProvisionedThroughput"] = capacity

    (update,) = compare(old, document()).updates[:1]

    assert f"{NAME}: billing PROVISIONED → PAY_PER_REQUEST" in update.changes
    assert "ProvisionedThroughput" not in repr(update.document)


def test_capacity_of_indexes_stays_where_it_is_still_paid_for():
    extra = (index("first-index", "name"), index("second-index", "role"))
    old, new = document(indexes=(*USERS.indexes, *extra)), document()
    capacity = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    indexes_of(table(old))["second-index"]["ProvisionedThroughput"] = capacity
    for held in (old, new):
        table(held)["BillingMode"] = "PROVISIONED"

    first, _second = compare(old, new).updates

    assert indexes_of(table(first.document))["second-index"]["ProvisionedThroughput"] == capacity


def test_other_resources_change_at_once():
    old, new = document(), document()
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5}}
    new["Resources"]["Queue"] = queue
    del old["Outputs"], new["Outputs"]
    old["Resources"]["Queue"] = queue | {"Properties": {"DelaySeconds": 1}}

    assert changes(old, new) == [("Queue: DelaySeconds 1 → 5",)]


def test_a_row_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr(updates, "MOST_UPDATES", 1)

    with pytest.raises(TemplateUnreachable, match=f"brings “{NAME}” to what is declared"):
        compare(document(indexes=()), document())


def test_cloudformation_takes_a_template_on_the_way():
    old = document(indexes=(index("email-index", "role"),))
    made = of("tables", "construction", declared=Declared(USERS))

    first = compare(old, document()).updates[0].document

    assert complaints(text_of(replace(made, document=first))) == []
