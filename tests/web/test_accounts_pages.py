"""The pages about accounts: the list, what each role may do, and one's own."""

from entities.models import Staff
from entities.permissions import ROLES, TABLE
from tests.web.account_tools import filled_form, give_app
from tests.web.cast import PASSWORD, sign_in
from tests.web.html import find, link, links, problems, texts
from tests.web.records import OURS

# ---- the list ----


def test_the_list_says_who_may_do_what_where_and_how_they_sign_in(web, administrator, settings):
    settings.MFA_REQUIRED_ROLES = ["approver"]
    give_app(sign_in("ana", role="operator", every_company=True).staff)
    sign_in("ben", role="approver", companies=["c1", "c2"])
    sign_in("cem", role="viewer", companies=["c1"])
    Staff.objects.filter(username="cem").update(is_active=False)
    sign_in("dot")

    page = administrator.get("/accounts/")

    rows = {row.split()[0]: row for row in texts(page, "tr")}
    assert "operator every company yes" in rows["ana"]
    assert "approver 2 companies not yet" in rows["ben"]
    assert "viewer c1 no" in rows["cem"] and rows["cem"].endswith("closed")
    assert "none none no" in rows["dot"] and rows["dot"].endswith("open")
    assert list(rows)[-1] == "cem", "closed accounts come last"
    assert link(page, "ana") == f"/accounts/{Staff.objects.get(username='ana').pk}/"


def test_the_list_finds_by_name_or_address_and_keeps_that_from_page_to_page(web, administrator):
    for number in range(55):
        Staff.objects.create(username=f"p{number:02}", email=f"p{number:02}@firm.example")

    first = administrator.get("/accounts/?q=FIRM")
    (onward,) = find(first, "a", rel="next")
    second = administrator.get(f"/accounts/{onward['href']}")

    assert len(find(first, "a", class_="link")) == 50
    assert texts(second, "a", class_="link") == [f"p{number}" for number in range(50, 55)]
    assert "Page 2 of 2" in second.content.decode()
    assert "Nobody" in administrator.get("/accounts/?q=<x>").content.decode()


def test_the_menu_leads_to_accounts_for_those_who_manage_them_only(web, administrator, operator):
    assert "/accounts/" in links(administrator.get("/"))
    assert "/accounts/" not in links(operator.get("/"))


def test_an_administrator_of_named_companies_manages_no_accounts(web):
    limited = sign_in("half", role="administrator", companies=[OURS])

    assert limited.get("/accounts/").status_code == 403
    assert limited.post("/accounts/new/").status_code == 403


# ---- oneself ----


def test_everybody_sees_what_they_may_do_and_what_was_done_to_their_account(
    web, administrator, editor, limited, stranger
):
    page = f"/accounts/{editor.staff.pk}/"
    form = filled_form(administrator.get(page), "")
    administrator.post(page, form | {"role": "viewer", "reason": "too much"})

    page = editor.get("/account/")
    assert texts(page, "dt") == ["View", "Save view"]
    assert "too much" in page.content.decode()
    assert OURS in limited.get("/account/").content.decode()
    assert "Nothing yet" in stranger.get("/account/").content.decode()
    for client in (administrator, editor, limited, stranger):
        assert list(problems(client.get("/account/"))) == []


def test_the_page_of_permissions_is_drawn_from_the_table(web, viewer, administrator):
    page = viewer.get("/accounts/permissions/")

    rows = texts(page, "tr")
    for action in TABLE:
        granted = "".join("yes" if role in action.roles else "no" for role in ROLES)
        (row,) = [row for row in rows if row.startswith(f"{action.name}{granted}")]
        assert action.meaning in row
        assert ("with every company only" in row) is action.whole
    assert "/accounts/" not in links(page)
    assert "/accounts/" in links(administrator.get("/accounts/permissions/"))


def test_passwords_are_on_no_page(web, administrator):
    sign_in("eva", role="viewer", every_company=True)
    hashed = Staff.objects.get(username="eva").password

    one = f"/accounts/{Staff.objects.get(username='eva').pk}/"
    for address in ("/accounts/", one, "/account/"):
        page = administrator.get(address).content.decode()
        assert PASSWORD not in page and hashed not in page
