"""Export and import on pages: downloads, dry runs, and applying exactly what was shown."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entities.catalogue import catalogue
from entities.web.bulk import sealed
from tests.operations.short_pages import ShortPages
from tests.web.cast import sign_in
from tests.web.html import find, problems, texts
from tests.web.records import OURS, contractor, house, put
from tests.web.running import came_of, drive, take_back

LIST = {"companyId.is": OURS}
EXPENSES = catalogue.entity("expenses")


@pytest.fixture
def housed(web):
    house(web)
    return web


def download(client, name: str = "expenses", **more) -> str:
    answer = client.post(f"/export/{name}/", {**LIST, **more})
    assert answer.status_code == 200
    return answer.getvalue().decode()


def upload(client, text: str | bytes, name: str = "expenses", file: str = "x.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/import/{name}/", {"file": SimpleUploadedFile(file, content)})


def hidden(answer, name: str) -> str:
    (found,) = find(answer, "input", name=name, type="hidden")
    return found["value"]


def confirm(client, answer, name: str = "expenses", **more):
    fields = {"sealed": hidden(answer, "sealed"), "digest": hidden(answer, "digest"), **more}
    return client.post(f"/import/{name}/", fields)


def one(store, number: int = 1):
    return store.find(EXPENSES, (OURS, f"exp_{number:04}"), consistent=True)


def test_a_list_is_downloaded_with_its_filters(housed, editor):
    answer = editor.post("/export/expenses/", {**LIST, "status.is": "pending"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="expenses-')
    assert answer["Content-Disposition"].endswith('.csv"')
    assert len(answer.getvalue().decode().splitlines()) == 3


def test_json_lines_are_downloaded_too(housed, editor):
    answer = editor.post("/export/expenses/", {**LIST, "format": "json"})

    assert answer["Content-Disposition"].endswith('.jsonl"')
    assert answer.getvalue().decode().count('{"Item":') == 5


def test_a_download_that_is_left_is_recorded(housed, editor):
    answer = editor.post("/export/expenses/", {**LIST, "format": "json"})
    answer.close()

    (run,) = [item for page in housed.pages(catalogue.entity("runs")) for item in page.items]
    assert (run["operation"], run["requestedBy"]) == ("export", "editor")
    assert run["options"]["filters"] == [f"Company is {OURS}"]


def test_a_long_list_becomes_a_run_whose_page_has_the_file(housed, editor, viewer, monkeypatch):
    small = download(editor)
    monkeypatch.setattr(housed, "__class__", ShortPages)
    monkeypatch.setattr("entities.operations.transfer.ahead.PAGES", 1)
    answer = editor.post("/export/expenses/", LIST)

    run = drive(housed, answer)
    page = editor.get(answer["Location"])
    (form,) = find(page, "form", action=f"{answer['Location']}file/")
    taken = editor.post(form["action"])

    assert (run.status, list(problems(page))) == ("succeeded", [])
    assert taken.getvalue().decode() == small
    assert taken["Content-Disposition"].endswith('.csv"')
    assert not find(viewer.get(answer["Location"]), "form", action=form["action"])
    assert viewer.post(form["action"]).status_code == 403


@pytest.mark.parametrize("member", ["viewer", "approver", "limited", "stranger"])
def test_who_may_not_export_sees_no_button_and_gets_nothing(housed, cast, member):
    assert cast[member].post("/export/expenses/", LIST).status_code == 403
    assert not find(cast[member].get("/data/expenses/", LIST), "form", action="/export/expenses/")


def test_who_may_export_sees_the_button_with_the_filters_of_the_list(housed, editor):
    page = editor.get("/data/expenses/", {**LIST, "status.is": "pending"})

    (form,) = find(page, "form", action="/export/expenses/")
    sent = {inner["name"]: inner["value"] for inner in form.inside() if inner.tag == "input"}
    assert sent["status.is"] == "pending"
    assert list(problems(page)) == []


def test_a_bad_filter_is_refused_before_anything_is_sent(housed, editor):
    assert editor.post("/export/expenses/", {"amount.from": "many"}).status_code == 400


def test_a_dry_run_shows_every_line_and_writes_nothing(housed, operator):
    text = download(operator).replace("pending", "approved")

    page = upload(operator, text)

    assert page.status_code == 200
    assert list(problems(page)) == []
    assert {"2 change", "3 same"} <= set(texts(page, "span")) | set(texts(page, "h2"))
    assert one(housed, 2)["status"] == "pending"


def test_what_was_shown_is_applied_and_told_line_by_line_and_undone_as_a_whole(housed, operator):
    """Hard case 36."""
    before = [one(housed, n) for n in range(1, 6)]
    text = download(operator).replace("INV-000", "INV-900")
    page = upload(operator, text)

    answer = confirm(operator, page, reason="new numbers")
    assert answer.status_code == 303
    assert came_of(housed, answer) == {"done": 5}
    assert one(housed, 3)["invoiceNum"] == "INV-9003"

    undone = take_back(operator, answer)
    assert came_of(housed, undone) == {"done": 5}
    assert [one(housed, n) for n in range(1, 6)] == before


def test_the_same_click_twice_imports_once(housed, operator):
    text = "companyId,contractorId,name\r\n" + f"{OURS},contr_77,Mason\r\n"
    page = upload(operator, text, "contractors")

    first = confirm(operator, page, "contractors")
    second = confirm(operator, page, "contractors")

    assert first["Location"] == second["Location"]
    assert came_of(housed, second) == {"done": 1}


def test_data_that_moved_since_the_dry_run_is_shown_again_and_not_written(housed, operator):
    """Hard case 37."""
    page = upload(operator, download(operator).replace("pending", "approved"))
    put(housed, "expenses", one(housed, 2) | {"description": "meanwhile"})

    answer = confirm(operator, page)

    assert answer.status_code == 409
    assert "The data changed since this plan was made" in answer.content.decode()
    assert one(housed, 4)["status"] == "pending"
    again = confirm(operator, answer)
    assert again.status_code == 303


def test_many_lines_are_confirmed_by_typing(housed, operator):
    lines = "".join(f"{OURS},contr_{n},Mason {n}\r\n" for n in range(100, 130))
    page = upload(operator, "companyId,contractorId,name\r\n" + lines, "contractors")

    refused = confirm(operator, page, "contractors", confirm="import")
    assert refused.status_code == 422
    assert "Type “import 30” to go on." in refused.content.decode()
    assert list(problems(refused)) == []
    assert confirm(operator, refused, "contractors", confirm="import 30").status_code == 303


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it has no header line"),
        (b"\xff\xfe\x00", "it is not UTF-8 text"),
        (b"a,a\r\n", "two columns are called"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_field(housed, operator, content, sentence):
    answer = upload(operator, content)

    assert answer.status_code == 422
    assert sentence.lower() in answer.content.decode().lower()
    assert list(problems(answer)) == []


def test_no_file_at_all_is_told(housed, operator):
    answer = operator.post("/import/expenses/", {})

    assert "no file was chosen" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused(housed, operator, monkeypatch):
    monkeypatch.setattr("entities.web.views.transfer.FILE_BYTES", 10)
    assert "too large for this page" in upload(operator, "x" * 11).content.decode()

    monkeypatch.setattr("entities.web.views.transfer.FILE_BYTES", 10_000)
    monkeypatch.setattr(sealed, "SEALED_BYTES", 10)
    text = "companyId,expenseId\r\n"
    assert "too large for this page" in upload(operator, text).content.decode()


def test_what_nobody_gave_us_is_not_applied(housed, operator):
    answer = operator.post("/import/expenses/", {"sealed": "forged", "digest": "x"})

    assert answer.status_code == 409


def test_a_dry_run_shows_no_masked_value(housed, operator):
    put(housed, "contractors", contractor("contr_5", phone="050-7654321"))
    text = f"companyId,contractorId,phone\r\n{OURS},contr_5,050-1112223\r\n"

    page = upload(operator, text, "contractors")

    assert "set, not shown" in page.content.decode()
    assert "7654321" not in page.content.decode()
    assert "1112223" not in page.content.decode()


def test_an_operator_of_one_company_imports_nothing_into_another(housed, db):
    theirs = sign_in("olga", role="operator", companies=["comp_other"])
    text = f"companyId,contractorId,name\r\n{OURS},contr_1,Mine now\r\n"

    page = upload(theirs, text, "contractors")

    assert "1 error" in texts(page, "span")
    assert "is not one of the companies you work with" in page.content.decode()
    assert not find(page, "input", name="sealed")


@pytest.mark.parametrize("member", ["viewer", "editor", "approver", "limited", "stranger"])
def test_only_operators_import(housed, cast, member):
    assert cast[member].get("/import/expenses/").status_code == 403


def test_columns_are_shown_with_what_was_guessed(housed, operator):
    page = upload(operator, "companyId:S,expenseId,amount\r\n")

    assert {"companyId S", "amount N (guessed)"} <= set(texts(page, "span"))
    assert "The file holds no items" in page.content.decode()


def test_in_production_an_import_needs_a_reason(housed, operator, production):
    page = upload(operator, download(operator).replace("pending", "approved"))
    production()

    answer = confirm(operator, page)

    assert answer.status_code == 422
    assert "needs a reason" in answer.content.decode()
    assert confirm(operator, answer, reason="x" * 501).status_code == 422


def test_a_file_of_json_lines_is_taken_as_it_was_written(housed, operator):
    text = download(operator, format="json").replace('"N":"20"', '"N":"25"')

    page = upload(operator, text, file="x.jsonl")
    confirm(operator, page)

    assert one(housed, 2)["amount"] == Decimal(25)
