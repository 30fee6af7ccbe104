"""Invitations whose id is the token that opens the door: it appears nowhere in clear."""

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url
from tests.web.cast import index
from tests.web.html import links
from tests.web.records import OURS, company, invitation, put

SECRET, TOKEN = "5e" * 32, "7f" * 32
INVITATIONS = catalogue.entity("invitations")
LIST = f"/data/invitations/?companyId.is={OURS}"
HANDLE = item_url(INVITATIONS, (OURS, SECRET))


@pytest.fixture
def invited(web):
    put(web, "companies", company())
    put(web, "invitations", invitation(SECRET, token=TOKEN, personalMessage=f"use {TOKEN}"))
    index(web)


def test_a_secret_key_and_a_token_stand_on_no_page_and_in_no_header(invited, cast):
    pages = (
        LIST,
        f"{LIST}&columns=invitationId,token,personalMessage",
        "/data/invitations/?scan=1",
        "/data/invitations/?email.is=guest%40example.org",
        HANDLE,
        f"{HANDLE}raw/",
        f"{HANDLE}raw/?format=json",
        f"/companies/{OURS}/",
        "/search/?q=guest%40example.org",
        "/",
    )
    for name in ("viewer", "administrator", "limited"):
        for address in pages:
            page = cast[name].get(address)
            assert page.status_code == 200, address
            whole = page.content.decode() + str(dict(page.items())) + page.request["PATH_INFO"]
            assert SECRET not in whole and TOKEN not in whole, address


def test_the_handle_in_the_list_opens_the_item(invited, viewer):
    page = viewer.get(LIST)

    assert HANDLE in links(page)
    assert "guest@example.org" in viewer.get(HANDLE).content.decode()


def test_the_clear_secret_in_an_address_opens_nothing_and_is_not_logged(invited, viewer, caplog):
    for address in (
        f"/data/invitations/{OURS},{SECRET}/",
        f"/data/invitations/{OURS},{SECRET}/raw/",
    ):
        page = viewer.get(address)
        assert page.status_code == 404
        assert SECRET not in page.content.decode().replace(f'value="{address}"', "")
        assert SECRET not in caplog.text


def test_a_secret_is_neither_filtered_for_nor_found_by_search(invited, administrator):
    refused = administrator.get(f"{LIST}&invitationId.is={SECRET}")
    assert refused.status_code == 400
    found = administrator.get(f"/search/?q={SECRET}")
    assert "guest@example.org" not in found.content.decode()
    masked = administrator.get(f"{LIST}&token.is={TOKEN}")
    assert masked.status_code == 400


def test_nothing_secret_reaches_the_log(invited, viewer, caplog, capfd):
    for address in (LIST, HANDLE, f"{HANDLE}raw/", f"{LIST}&cursor=zzz"):
        viewer.get(address)

    assert SECRET not in caplog.text + "".join(capfd.readouterr())


def test_a_handle_of_another_key_or_a_damaged_one_opens_nothing(invited, viewer):
    assert viewer.get(HANDLE.replace(OURS, "other")).status_code == 404
    assert viewer.get(HANDLE[:-2] + "/").status_code == 404
    assert viewer.get(HANDLE.replace("~~", "~~A")).status_code == 404


def test_partly_masked_values_show_their_end_and_masked_ones_nothing(web, viewer):
    put(web, "companies", company(companyPhone="0501234567"))

    for address in (f"/data/companies/{OURS}/", f"/data/companies/{OURS}/raw/"):
        text = viewer.get(address).content.decode()
        assert "0501234567" not in text
        assert "4567" in text
