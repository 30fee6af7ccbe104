"""Keys in addresses: whatever a key holds comes back from its address, and secrets stay sealed."""

import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.errors import KeyInvalid
from entities.schema.values import number_text
from entities.web.addresses import company_url, item_url, key_segment, menu_url, read_key
from tests.samples import BLOBS, METERS
from tests.strategies import binaries, numbers
from tests.web.records import OURS

PROJECTS = catalogue.entity("projects")
COMPANIES = catalogue.entity("companies")
INVITATIONS = catalogue.entity("invitations")
SECRET = "5e" * 32
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
UGLY = st.text(alphabet="~,/%#?&=+ .\\\"'<>|\n\t\0é🏗️ש", min_size=1, max_size=12)


@given(ANY_TEXT | UGLY, ANY_TEXT | UGLY)
def test_a_key_of_two_texts_comes_back_from_its_address(first, second):
    segment = key_segment(PROJECTS, (first, second))

    assert read_key(PROJECTS, segment) == (first, second)
    assert re.fullmatch(r"[A-Za-z0-9_.~,-]+", segment)


@given(ANY_TEXT | UGLY)
def test_an_address_leads_to_the_page_of_its_key_through_any_server(key):
    address = item_url(PROJECTS, (OURS, key), "raw")

    found = resolve(unquote(address))

    assert found.view_name == "item_raw"
    assert read_key(PROJECTS, found.kwargs["segment"]) == (OURS, key)


@given(ANY_TEXT | UGLY)
def test_the_page_of_a_company_is_found_by_any_id(company):
    found = resolve(company_url(company))

    assert found.view_name == "company"
    assert read_key(COMPANIES, found.kwargs["segment"]) == (company,)


@given(numbers, numbers)
def test_a_key_of_numbers_keeps_every_digit(first, second):
    back = read_key(METERS, key_segment(METERS, (first, second)))

    assert [number_text(part) for part in back] == [number_text(part) for part in (first, second)]


@given(binaries.filter(bool))
def test_a_binary_key_comes_back_byte_by_byte(key):
    assert read_key(BLOBS, key_segment(BLOBS, (key,))) == (key,)


@given(st.text(max_size=60))
def test_any_text_typed_as_an_address_is_a_key_or_is_refused(text):
    for entity in (PROJECTS, METERS, BLOBS, INVITATIONS):
        try:
            key = read_key(entity, text)
        except KeyInvalid:
            continue
        assert len(key) == len(entity.keys)


@pytest.mark.parametrize("dots", [".", "..", "..."])
def test_a_key_of_dots_is_no_way_up(dots):
    assert f"/{dots}/" not in item_url(COMPANIES, (dots,))
    assert f"/{dots}/" not in company_url(dots)
    assert read_key(COMPANIES, key_segment(COMPANIES, (dots,))) == (dots,)


@pytest.mark.parametrize(
    ("entity", "segment", "problem"),
    [
        (PROJECTS, "one", "it needs companyId and projectId, and"),
        (PROJECTS, "a,b,c", "part"),
        (PROJECTS, "a,", "its projectId is empty"),
        (PROJECTS, "a,~zz", "empty or holds characters"),
        (PROJECTS, "a,~ff", "its projectId is not text"),
        (METERS, "1,one", "its moment is not a number"),
        (METERS, "NaN,1", "its meter is not a number"),
        (METERS, "Infinity,1", "its meter is not a number"),
        (INVITATIONS, f"{OURS},{SECRET}", "is a secret and never stands in an address"),
        (INVITATIONS, f"{OURS},~~AAAA", "the handle of its invitationId is damaged"),
        (INVITATIONS, f"{OURS},~~", "the handle of its invitationId is damaged"),
        (INVITATIONS, f"{OURS},~~שלום", "the handle of its invitationId is damaged"),
    ],
)
def test_a_wrong_key_is_refused_with_its_reason(entity, segment, problem):
    with pytest.raises(KeyInvalid, match=re.escape(problem)):
        read_key(entity, segment)


def test_a_secret_key_stands_sealed_in_its_address_and_the_handle_is_always_the_same():
    segment = key_segment(INVITATIONS, (OURS, SECRET))

    assert SECRET not in segment
    assert segment == key_segment(INVITATIONS, (OURS, SECRET))
    assert read_key(INVITATIONS, segment) == (OURS, SECRET)


def test_an_invitation_with_an_ordinary_id_has_an_ordinary_address():
    assert key_segment(INVITATIONS, (OURS, "inv_1")) == f"{OURS},inv_1"


def test_the_handle_of_one_key_part_opens_nothing_else():
    handle = key_segment(INVITATIONS, (OURS, SECRET)).partition(",")[2]

    with pytest.raises(KeyInvalid, match="handle of its projectId is damaged"):
        read_key(PROJECTS, f"{OURS},{handle}")


def test_small_directories_open_with_a_scan_and_others_ask_first():
    assert menu_url(COMPANIES) == "/data/companies/?scan=1"
    assert menu_url(PROJECTS) == "/data/projects/"


def test_numbers_that_dynamodb_cannot_hold_are_no_keys():
    for text in ("1E999", "9" * 39):
        with pytest.raises(KeyInvalid):
            read_key(METERS, f"{text},1")
    assert read_key(METERS, "1E3,1") == (Decimal(1000), Decimal(1))
