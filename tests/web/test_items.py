"""The pages of one item, of a company and of a project, whatever the items hold."""

import json
from base64 import b64encode
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import company_url, item_url
from tests.counts import count
from tests.web.html import find, link, links, problems, texts
from tests.web.records import OURS, company, contractor, expense, house, project, put, work

EXPENSE = f"/data/expenses/{OURS},exp_0001/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
CONTAINER_WORDS = ("items", "keys", "values", "get", "pop", "0", "name", "type", "__class__", "")


def sound(client, address: str):
    page = client.get(address)
    assert page.status_code == 200, address
    assert list(problems(page)) == [], address
    return page


def picture(content: bytes = PNG, kind: str = "image/png") -> dict:
    return {"name": "receipt.png", "type": kind, "data": b64encode(content).decode()}


def test_an_item_leads_to_what_it_refers_to_and_to_what_refers_to_it(web, viewer):
    house(web)

    page = sound(viewer, EXPENSE)
    assert link(page, "House proj_1") == f"/data/projects/{OURS},proj_1/"
    assert company_url(OURS) in links(page)
    projects = sound(viewer, f"/data/projects/{OURS},proj_1/")
    assert EXPENSE in links(projects)
    assert link(projects, "Project page") == f"/data/projects/{OURS},proj_1/project/"
    assert link(page, "Raw") == f"{EXPENSE}raw/"


def test_a_reference_to_nothing_says_so(web, viewer):
    put(web, "expenses", expense(projectId="proj_gone"))

    assert "no such project" in sound(viewer, EXPENSE).content.decode()


def test_what_nobody_declared_is_shown_and_kept_apart(web, viewer):
    put(web, "expenses", expense(surprise={"deep": [Decimal("1.10"), None, True]}, WorkName="x"))

    page = sound(viewer, EXPENSE)

    assert "Not declared" in texts(page, "h2")
    assert {"surprise", "WorkName", "deep"} <= set(texts(page, "code") + texts(page, "dt"))


@pytest.mark.parametrize("name", ["companies", "projects", "expenses"])
def test_attributes_named_like_parts_of_the_program_break_no_page(web, viewer, name):
    house(web)
    make = {"companies": company, "projects": project, "expenses": expense}[name]
    odd = {word: f"about {word}" for word in CONTAINER_WORDS if word}
    put(web, name, make() | odd)
    entity = catalogue.entity(name)
    key = entity.key_of(make())

    for address in (item_url(entity, key), item_url(entity, key, "raw")):
        assert "about items" in sound(viewer, address).content.decode()
    sound(viewer, company_url(OURS))
    sound(viewer, f"/data/projects/{OURS},proj_1/project/")


def test_every_type_dynamodb_has_can_stand_in_every_declared_field(web, viewer):
    values = ("text", Decimal("1E+50"), b"\xff", True, None, ["a"], {"a": "b"})
    values += (frozenset({"a"}), frozenset({Decimal(1)}), frozenset({b"\xff"}))
    for name in ("companies", "projects", "works", "contractors", "expenses", "paddle-webhooks"):
        entity = catalogue.entity(name)
        indexed = {key for index in entity.indexes for key in index.keys}
        start = len(name) % count(1, 3)  # in a sample, a third of the types for each entity
        for number, value in list(enumerate(values))[start :: count(1, 3)]:
            keys = {key: f"odd{number}" for key in entity.keys}
            held = {f.name: value for f in entity.fields if f.name not in {*keys, *indexed}}
            put(web, name, held | keys)
            sound(viewer, item_url(entity, tuple(keys.values())))
            if entity.tenant:
                sound(viewer, item_url(entity, tuple(keys.values()), "raw"))
                sound(viewer, company_url(f"odd{number}"))
        sound(viewer, f"/data/{name}/?scan=1&columns={','.join(entity.fields_by_name)}")


def test_raw_is_the_typed_item_in_full_also_as_a_download(web, viewer):
    put(web, "expenses", expense(description="ש" * 5000, amount=Decimal("12.50")))

    plain = viewer.get(f"{EXPENSE}raw/?format=json")

    held = json.loads(plain.content)
    assert plain["Content-Type"].startswith("application/json")
    assert held["amount"] == {"N": "12.5"} or held["amount"] == {"N": "12.50"}
    assert held["description"] == {"S": "ש" * 5000}
    assert list(held) == sorted(held)
    sound(viewer, f"{EXPENSE}raw/")


def test_a_picture_is_shown_and_served_under_a_policy_of_its_own(web, viewer):
    put(web, "expenses", expense(receiptImage=picture()))

    page = sound(viewer, EXPENSE)
    (image,) = find(page, "img")
    answer = viewer.get(image["src"])

    assert (answer["Content-Type"], answer.content) == ("image/png", PNG)
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_page_in_disguise_is_a_download(web, viewer):
    put(web, "expenses", expense(receiptImage=picture(b"<script>alert(1)</script>")))

    answer = viewer.get(f"{EXPENSE}held/receiptImage/")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["blob", "two words", "שם"])
def test_a_binary_value_says_its_size_and_is_downloaded_as_it_is(web, viewer, name):
    content = b"\x00\xff" * 5000
    put(web, "expenses", expense(**{name: content, "a/b": b"x"}))

    page = sound(viewer, EXPENSE)

    assert "00ff00ff" not in page.content.decode()
    assert "binary, 10.0 KB" in page.content.decode()
    (address,) = [e["href"] for e in find(page, "a") if "/held/" in (e["href"] or "")]
    assert viewer.get(address).content == content


@pytest.mark.parametrize("name", ["contractorSignature", "amount", "nothing", "receiptImage"])
def test_what_is_masked_or_no_attachment_is_not_served(web, viewer, name):
    put(web, "expenses", expense(contractorSignature=picture(), receiptImage={"data": "no!"}))

    assert viewer.get(f"{EXPENSE}held/{name}/").status_code == 404


def test_a_project_shows_its_true_sums_beside_the_stored_ones(web, viewer):
    house(web, expenses=5)
    put(web, "expenses", expense(9, status="deleted", amount=Decimal(9999)))

    page = sound(viewer, f"/data/projects/{OURS},proj_1/project/")

    text = page.content.decode()
    assert "150.00" in text and "300.00" in text and "1,000.00" in text
    assert "15 % used" in text
    assert find(page, "rect", class_="bar")
    assert "Mason contr_1" in text


@pytest.mark.parametrize(
    "more",
    [
        {"budget": Decimal(0)},
        {"budget": None},
        {"budget": Decimal(-5)},
        {"budget": "much"},
        {"budget": Decimal(1), "spentAmount": Decimal("-1E+30")},
        {"budget": Decimal("1E-100")},
    ],
)
def test_a_project_with_any_budget_has_a_page(web, viewer, more):
    house(web)
    put(web, "projects", project() | more)

    sound(viewer, f"/data/projects/{OURS},proj_1/project/")


@pytest.mark.parametrize("amount", [Decimal("9.99E+125"), Decimal("-1E+125"), "text", None, [1]])
def test_expenses_of_any_amount_break_no_sum(web, viewer, amount):
    house(web)
    held = [Decimal(1)] if amount == [1] else amount
    put(
        web, "expenses", expense(7, amount=held), expense(8, date="2025-13-77"), expense(9, date="")
    )

    sound(viewer, f"/data/projects/{OURS},proj_1/project/")
    sound(viewer, company_url(OURS))


def test_an_empty_project_says_so(web, viewer):
    put(web, "projects", project())

    assert "None" in texts(sound(viewer, f"/data/projects/{OURS},proj_1/project/"), "p")


def test_a_company_has_everything_in_one_place(web, viewer):
    house(web)
    put(web, "contractors", contractor("contr_2"))
    put(web, "works", work("work_2"))

    page = sound(viewer, company_url(OURS))

    text = page.content.decode()
    for words in (
        "House proj_1",
        "Mason contr_2",
        "Walls work_2",
        "INV-0001",
        "Counters",
        "150.00",
    ):
        assert words in text
    assert f"/data/companies/{OURS}/" in links(page)


def test_a_company_without_a_name_or_anything_has_a_page(web, viewer):
    put(web, "companies", {"companyId": "ghost", "currentUsers": Decimal(-1)})

    page = sound(viewer, company_url("ghost"))

    assert texts(page, "h1") == ["ghost"]


def test_a_table_keyed_otherwise_than_declared_is_shown_with_a_banner(web, viewer):
    table = "construction-expenses-dev-company-works"
    web.call("UpdateTable", table, {"TableName": table, "DeletionProtectionEnabled": False})
    web.call("DeleteTable", table, {"TableName": table})
    names = ("companyId", "oldId")
    definition = {
        "TableName": table,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in names],
        "KeySchema": [
            {"AttributeName": name, "KeyType": kind}
            for name, kind in zip(names, ("HASH", "RANGE"), strict=True)
        ],
    }
    web.call("CreateTable", table, definition)
    item = {"companyId": {"S": OURS}, "oldId": {"S": "o1"}, "workName": {"S": "Old walls"}}
    web.call("PutItem", table, {"TableName": table, "Item": item})

    page = sound(viewer, f"/data/works/?companyId.is={OURS}")

    assert "keyed by companyId and oldId" in page.content.decode()
    sound(viewer, next(href for href in links(page) if href.endswith(",o1/")))
    assert "wrong keys" in texts(viewer.get("/tables/"), "span", class_="st bad")
