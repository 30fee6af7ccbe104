"""Theme, density and time zone: kept in cookies, shown on every page, nothing else accepted."""

import pytest

from tests.web.html import find
from tests.web.records import company, put


@pytest.mark.parametrize(
    ("name", "value", "attribute"),
    [("theme", "dark", "data-theme"), ("density", "comfortable", "data-density")],
)
def test_a_preference_is_kept_and_shown(web, viewer, name, value, attribute):
    answer = viewer.post("/preferences/", {name: value, "next": "/tables/"})

    assert answer["Location"] == "/tables/"
    assert answer.cookies[name]["samesite"] == "Lax"
    (root,) = find(viewer.get("/"), "html")
    assert root[attribute] == value
    viewer.post("/preferences/", {name: ""})
    assert attribute not in find(viewer.get("/"), "html")[0].attributes


def test_the_zone_moves_every_moment_and_is_named(web, viewer):
    put(web, "companies", company("c", createdAt="2025-05-01T10:00:00.000Z"))

    viewer.post("/preferences/", {"zone": "Asia/Jerusalem"})

    assert "2025-05-01 13:00:00 IDT" in viewer.get("/data/companies/c/").content.decode()


@pytest.mark.parametrize("value", ["pink", "<script>", "dark\r\nSet-Cookie: a=b", "../../etc"])
def test_what_is_not_offered_is_not_kept(web, viewer, value):
    answer = viewer.post("/preferences/", {"theme": value, "density": value, "zone": value})

    assert not {"theme", "density", "zone"} & set(answer.cookies)


@pytest.mark.parametrize("value", ["pink", '"><script>', "\x00"])
def test_a_cookie_of_somebody_elses_making_changes_nothing(web, viewer, value):
    for name in ("theme", "density", "zone"):
        viewer.cookies[name] = value

    page = viewer.get("/")

    assert page.status_code == 200
    (root,) = find(page, "html")
    assert not {"data-theme", "data-density"} & set(root.attributes)


def test_htmx_gets_no_page_and_nobody_needs_an_account(web, nobody):
    answer = nobody.post("/preferences/", {"theme": "dark"}, HTTP_HX_REQUEST="true")

    assert (answer.status_code, answer.content) == (204, b"")
    assert find(nobody.get("/account/sign-in/"), "html")[0]["data-theme"] == "dark"
