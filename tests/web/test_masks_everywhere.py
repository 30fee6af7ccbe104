"""Secrets at any depth of an item, on every way by which it leaves the house."""

import logging
from datetime import UTC, datetime

import pytest

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.operations.deeds import Act
from entities.operations.editing import Wish, save
from entities.schema.viewer import everyone
from entities.web.addresses import company_url, entity_url, item_url
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import index
from tests.web.editing.browser import Form
from tests.web.editing.place import *  # noqa: F403 - its fixtures
from tests.web.editing.place import CONTRACTOR, CONTRACTORS, have_contractor
from tests.web.records import OURS
from tests.web.secretive import NEW, OLD, clear, holding

PAGE, LIST = item_url(CONTRACTORS, CONTRACTOR), entity_url(CONTRACTORS)
CLERK = everyone("clerk", "view", "edit")


@pytest.fixture
def told(caplog, capfd):
    """What was logged and printed so far."""
    caplog.set_level(logging.DEBUG)
    return lambda: caplog.text + "".join(capfd.readouterr())


@pytest.fixture
def secretive(ours):
    """A contractor full of secrets, every one of which was changed on the record."""
    have_contractor(**holding(OLD))
    act = Act("clerk", datetime(2025, 6, 15, 9, tzinfo=UTC), reason=f"it opens with {NEW[6]} now")
    wish = Wish(holding(NEW))
    store, sealer = get_store(), get_sealer()
    save(store, catalogue, CONTRACTORS, CONTRACTOR, wish, viewer=CLERK, act=act, sealer=sealer)
    index(store)


def test_no_page_and_no_log_shows_a_secret_at_any_depth(secretive, administrator, told):
    columns = ",".join(("contractorId", *holding(NEW)))
    pages = [
        f"{LIST}?companyId.is={OURS}&columns={columns}",
        f"{LIST}?scan=1&columns={columns}",
        *(PAGE, f"{PAGE}raw/", f"{PAGE}raw/?format=json", f"{PAGE}history/"),
        *(f"{PAGE}edit/", f"{PAGE}delete/", "/audit/?day=2025-06-15", company_url(OURS), "/"),
        *(f"/search/?q={word}" for word in ("contr_1", "Poalim")),
    ]
    for address in pages:
        answer = administrator.get(address)
        assert answer.status_code == 200, address
        assert clear(answer.content.decode() + str(dict(answer.items()))) == [], address

    assert "ssn" in administrator.get(f"{PAGE}history/").content.decode()
    assert clear(told()) == []


@pytest.mark.parametrize("form", ["csv", "json"])
def test_no_export_holds_a_secret_at_any_depth(secretive, administrator, told, form):
    asked = {"format": form, "companyId.is": OURS}
    text = administrator.post("/export/contractors/", asked).getvalue().decode()

    assert "contr_1" in text
    assert clear(text) == []
    assert clear(told()) == []


def test_no_refusal_repeats_a_secret_that_is_stored(secretive, administrator, told):
    filters = [f"{LIST}?scan=1&{name}.exists=1" for name in ("ssn", "bank", "signature")]
    for address in (*filters, f"{LIST}?cursor=x", f"{PAGE}held/signature/", f"{PAGE}x/"):
        answer = administrator.get(address)
        assert clear(answer.content.decode()) == [], address

    form = Form(administrator.get(f"{PAGE}edit/"))
    refused = administrator.post(f"{PAGE}edit/", form.sent(phone="call me maybe", name=""))
    assert refused.status_code == 422
    assert clear(refused.content.decode()) == []
    assert clear(told()) == []


def test_the_audit_log_as_it_is_stored_holds_no_secret_in_clear(secretive, ours):
    kept = [
        item
        for name in ("audit", "claims", "lookups", "runs")
        for page in ours.pages(catalogue.entity(name))
        for item in page.items
    ]

    assert any("ssn" in item.get("changed", ()) for item in kept)
    assert clear(str(kept)) == []
