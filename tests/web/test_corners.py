"""What remains: hosts and methods we do not serve, sign-up, a house without companies."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from entities import errors
from entities.catalogue import HOME, catalogue
from entities.web.accounts.adapters import AccountAdapter
from entities.web.highlight import highlighted, shortened
from entities.web.views.errors import not_allowed, status_of
from tests.web.html import problems
from tests.web.records import OURS, put

BROKEN_HALF = '{"token": "s3cret", "half": "\\\\ud800", "rate": 1.10}'.replace("\\\\", "\\")


def test_a_host_that_is_not_ours_gets_a_page_that_says_so(web, nobody):
    page = nobody.get("/", HTTP_HOST="evil.example")

    assert page.status_code == 400
    assert "evil.example" not in page.content.decode()
    assert list(problems(page)) == []


def test_an_address_nobody_has_is_a_page_of_ours(web, viewer, nobody):
    for client in (viewer, nobody):
        page = client.get("/nowhere/at/all/")
        assert page.status_code == 404
        assert list(problems(page)) == []


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_that_read_take_no_other_method(web, viewer, method):
    for address in ("/", "/data/expenses/", f"/data/expenses/{OURS},e/", "/search/", "/healthz"):
        assert getattr(viewer, method)(address).status_code == 405


def test_djangos_own_refusal_has_our_page(web):
    request = RequestFactory().get("/")

    assert not_allowed(request, PermissionDenied()).status_code == 403


def test_nobody_signs_up():
    assert AccountAdapter().is_open_for_signup(None) is False


def test_every_refusal_has_a_status():
    kinds = [k for k in vars(errors).values() if isinstance(k, type)]
    refusals = [kind for kind in kinds if issubclass(kind, errors.Refusal)]

    assert len(refusals) > 20
    for kind in refusals:
        assert status_of(kind.__new__(kind)) in (400, 403, 404, 409, 422, 503)


def test_a_house_without_companies_has_no_company_page(web, viewer, monkeypatch):
    monkeypatch.setattr(catalogue, "folders", (HOME / "dashboard",))
    vars(catalogue).pop("by_name", None)
    try:
        assert viewer.get(f"/companies/{OURS}/").status_code == 404
    finally:
        monkeypatch.undo()
        vars(catalogue).pop("by_name", None)
        vars(catalogue).pop("systems", None)


def test_demo_accounts_need_a_store_that_answers(web, settings, tmp_path, faults):
    settings.EMBEDDED_ENGINE, settings.VAR_DIR = True, tmp_path
    faults.refuse("Scan", "AccessDeniedException", times=99)

    with pytest.raises(CommandError, match="Check the credentials"):
        call_command("make_demo_accounts")


def test_json_is_coloured_and_very_long_json_is_cut():
    assert '<span class="k">&quot;a&lt;&quot;</span>' in highlighted('{"a<": [1, true, "b"]}')
    assert "characters in all" in highlighted('"x"' * 30_000)
    held = shortened({"a": ["x" * 5000, "short", {"b": 1}]})
    assert "5,000 characters" in held["a"][0] and held["a"][1:] == ["short", {"b": 1}]


def test_half_a_character_in_stored_json_breaks_no_page(web, viewer):
    put(web, "paddle-webhooks", webhookId="w1", companyId=OURS, payload=BROKEN_HALF)

    for address in ("/data/paddle-webhooks/w1/", "/data/paddle-webhooks/w1/raw/"):
        page = viewer.get(address)
        assert page.status_code == 200
        assert "s3cret" not in page.content.decode()
