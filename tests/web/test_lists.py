"""A list page: filters, columns, order, consistency, and what it says of how it was read."""

from decimal import Decimal
from urllib.parse import quote

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from tests.web.cast import sign_in
from tests.web.html import find, link, links, problems, texts
from tests.web.records import OURS, company, expense, house, project, put

HTMX = {"HTTP_HX_REQUEST": "true"}
EXPENSES = f"/data/expenses/?companyId.is={OURS}"


def rows(page) -> list[str]:
    """The keys of the rows, in their order."""
    return texts(page, "a", class_="id mono")


def heads(page) -> list[str]:
    return texts(page, "th")


def test_a_filter_narrows_the_list_and_is_taken_away_by_its_chip(web, viewer):
    house(web, expenses=6)

    page = viewer.get(f"{EXPENSES}&status.is=approved")

    assert rows(page) == ["exp_0001", "exp_0003", "exp_0005"]
    (chip,) = find(page, "a", aria_label="Remove the filter on Status")
    assert len(rows(viewer.get(chip["href"]))) == 6
    assert set(texts(page, "span", class_="how filter")) == {"filter"}
    assert texts(page, "span", class_="how key") == ["key"]


def test_a_page_says_by_which_index_it_was_read_and_what_that_cost(web, viewer):
    house(web)

    page = viewer.get(f"{EXPENSES}&invoiceNum.is=INV-0002")

    assert rows(page) == ["exp_0002"]
    text = page.content.decode()
    assert "Query on" in text and "invoiceNum-index" in text
    assert "read units" in text
    assert "in use" in text


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("amount.from=ten", "amount", "needs a number"),
        ("date.from=31.12.2025", "date", "needs a date"),
        ("amount.from=9&amount.to=1", "amount", "after its end"),
        ("colour.is=red", "colour", "no field"),
        ("receiptImage.is=x", "receiptImage", "cannot be asked"),
        ("contractorSignature.exists=1", "contractorSignature", "is masked"),
        ("missingReceipt.is=perhaps", "missingReceipt", "yes or no"),
    ],
)
def test_an_impossible_filter_is_explained_and_what_was_typed_stays(
    web, viewer, query, field, words
):
    house(web)
    viewer.get("/account/")  # the menu has its figures, and reads them once a minute

    page = viewer.get(f"{EXPENSES}&{query}&status.is=approved")

    assert page.status_code == 400
    assert words in " ".join(texts(page, "div", role="alert"))
    assert list(problems(page)) == []
    typed = {(e["name"], e["value"]) for e in find(page, "input")}
    assert (query.partition("=")[0], query.partition("=")[2].partition("&")[0]) in typed
    assert ("status.is", "approved") in typed
    assert not page.wsgi_request.meter.calls.keys() & {"Query", "Scan", "GetItem"}


@pytest.mark.parametrize("name", ["nothing", "Expenses", "expenses%20", "..", "%00", "a" * 101])
def test_an_unknown_entity_is_not_found(web, viewer, name):
    assert viewer.get(f"/data/{name}/").status_code == 404


def test_the_filter_form_leads_to_the_canonical_address(web, viewer):
    answer = viewer.get(
        f"{EXPENSES}&add.field=status&add.operator=in&add.value=paid%2C%20approved&scan=1"
    )

    assert answer.status_code == 302
    address = f"{EXPENSES}&scan=1&status.in=paid&status.in=approved"
    assert answer["Location"] == address
    unknown = viewer.get(f"{EXPENSES}&add.field=status&add.operator=drop&add.value=paid")
    assert unknown["Location"] == f"{EXPENSES}&status.is=paid"
    empty = viewer.get(f"{EXPENSES}&add.field=status&add.operator=missing&add.value=")
    assert empty["Location"] == f"{EXPENSES}&status.missing="


def test_the_filter_form_keeps_the_rest_of_the_address(web, viewer):
    house(web)

    page = viewer.get(f"{EXPENSES}&order=descending")

    (select,) = find(page, "select", id="add-field")
    hidden = {(e["name"], e["value"]) for e in select.above("form").inside() if e["name"]}
    assert {("companyId.is", OURS), ("order", "descending")} <= hidden
    offered = {e["value"] for e in select.inside()}
    assert "status" in offered and "contractorSignature" not in offered


def test_columns_are_chosen_kept_in_the_address_and_given_back(web, viewer):
    house(web)

    answer = viewer.get(f"{EXPENSES}&column=amount&column=invoiceNum&column=nonsense")
    assert answer["Location"] == f"{EXPENSES}&columns={quote('invoiceNum,amount')}"
    page = viewer.get(answer["Location"])
    assert heads(page) == ["Expense id", "Invoice number", "Amount"]
    ticked = {e["value"] for e in find(page, "input", name="column") if "checked" in e.attributes}
    assert ticked == {"expenseId", "invoiceNum", "amount"}
    assert len(heads(viewer.get(link(page, "Back to the usual columns")))) > 6


@pytest.mark.parametrize("columns", ["nonsense", ",,", "receiptImage", "a" * 3000])
def test_odd_columns_in_an_address_break_nothing(web, viewer, columns):
    house(web)

    assert len(rows(viewer.get(f"{EXPENSES}&columns={columns}"))) == 5


def test_the_order_turns_round_and_says_so(web, viewer):
    house(web)

    page = viewer.get(EXPENSES)
    assert rows(page)[0] == "exp_0001"
    (turn,) = [href for href in links(page) if "order=descending" in href]
    turned = viewer.get(turn)
    assert rows(turned)[0] == "exp_0005"
    assert find(turned, "th", aria_sort="descending")
    assert rows(viewer.get(link(turned, "Expense id")))[0] == "exp_0001"


def test_a_list_can_be_read_strongly_where_the_service_allows(web, viewer):
    house(web)

    page = viewer.get(link(viewer.get(EXPENSES), "read strongly"))
    assert "strongly consistent" in page.content.decode()
    assert "strong=1" not in link(page, "read eventually")
    index = viewer.get("/data/expenses/?contractorId.is=contr_1&strong=1")
    assert rows(index) == [f"exp_000{n}" for n in range(1, 6)]
    assert "eventually consistent" in index.content.decode()


def test_a_scan_is_made_only_when_asked_for(web, viewer):
    house(web)

    page = viewer.get("/data/expenses/?status.is=approved")
    assert "Scan" not in page.wsgi_request.meter.calls
    (scan,) = [e["href"] for e in find(page, "a") if e.text.strip().startswith("Scan, ")]
    scanned = viewer.get(scan)
    assert rows(scanned) == ["exp_0001", "exp_0003", "exp_0005"]
    (form,) = [e.above("form") for e in find(page, "input", name="companyId.is")]
    assert ("status.is", "approved") in {(e["name"], e["value"]) for e in form.inside()}


def test_a_preferred_index_is_used_where_its_partition_is_known(web, viewer):
    house(web)

    page = viewer.get(f"{EXPENSES}&contractorId.is=contr_1&index=table")
    assert "the table" in page.content.decode()
    assert rows(page) == [f"exp_000{n}" for n in range(1, 6)]
    assert len(rows(viewer.get(f"{EXPENSES}&index=no-such-index"))) == 5


def test_htmx_gets_the_list_alone_and_a_restored_page_whole(web, viewer):
    house(web)

    part = viewer.get(EXPENSES, **HTMX)
    assert b"<html" not in part.content
    assert list(problems(part, whole=False)) == []
    assert rows(part) == rows(viewer.get(EXPENSES))
    for more in ({"HTTP_HX_BOOSTED": "true"}, {"HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}):
        assert b"<html" in viewer.get(EXPENSES, **HTMX, **more).content
    refused = viewer.get(f"{EXPENSES}&amount.is=x", **HTMX)
    assert refused.status_code == 400 and b"<html" not in refused.content


def test_who_works_with_several_companies_picks_one_and_sees_it_alone(web):
    for name in ("comp_a", "comp_b", "comp_c"):
        house(web, name, expenses=2)
    two = sign_in("two", role="viewer", companies=["comp_b", "comp_a"])

    page = two.get("/data/expenses/")
    assert texts(page, "a", aria_current="true") == ["comp_a"]
    other = two.get(link(page, "comp_b"))
    assert texts(other, "a", aria_current="true") == ["comp_b"]
    assert len(rows(other)) == 2
    assert two.get("/data/expenses/?companyId.is=comp_c").status_code == 403
    assert rows(two.get("/data/companies/")) == ["comp_a", "comp_b"]


def test_who_works_with_no_company_sees_nothing(web):
    house(web)
    none = sign_in("none", role="viewer", companies=[])

    for address in ("/data/expenses/", "/data/companies/?scan=1", "/data/expenses/?scan=1"):
        page = none.get(address)
        assert page.status_code == 200
        assert rows(page) == []
    assert none.get(f"/companies/{OURS}/").status_code == 404


def test_values_of_any_kind_stand_in_a_list_and_secrets_do_not(web, viewer):
    entity = catalogue.entity("contractors")
    odd = {
        "companyId": OURS,
        "contractorId": "odd",
        "name": {"a": [1, None]},
        "phone": "0501234567",
    }
    put_all(
        web, entity, [odd | {"name": {"a": [Decimal(1), None]}, "rating": "five", "status": True}]
    )

    page = viewer.get(f"/data/contractors/?companyId.is={OURS}")

    assert rows(page) == ["odd"]
    assert "0501234567" not in page.content.decode()
    assert "stored as" in page.content.decode()


def test_labels_of_references_are_read_in_one_batch(web, viewer):
    put(web, "companies", company())
    put(web, "projects", *(project(f"proj_{n}") for n in range(50)))
    put(web, "expenses", *(expense(n, projectId=f"proj_{n}") for n in range(50)))
    viewer.get("/")  # the menu's counts are read at most once a minute

    page = viewer.get(EXPENSES)

    assert page.wsgi_request.meter.calls == {"Query": 1, "BatchGetItem": 1}
