"""The page that reveals one hidden value: for whom, after what, and where it never stands."""

import json
from decimal import Decimal
from urllib.parse import quote

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import item_url, reveal_url
from tests.web.cast import sign_in
from tests.web.html import find, links, problems, texts
from tests.web.records import OURS, contractor, invitation, put

CONTRACTORS, INVITATIONS = catalogue.entity("contractors"), catalogue.entity("invitations")
KEY = (OURS, "contr_1")
PAGE = item_url(CONTRACTORS, KEY)
PHONE = reveal_url(CONTRACTORS, KEY, ("phone",))
ODD = {"a/b, c": [{"token": "tok_deep"}], "plain": "shown"}
DEEP = reveal_url(CONTRACTORS, KEY, ("odd map", "a/b, c", 0, "token"))
SECRETS = ("050-1234567", "tok_deep")
WHY = {"reason": "The caller asked to check it"}
HTMX = {"HTTP_HX_REQUEST": "true"}
SEALED = "6f" * 32


@pytest.fixture
def masked(web):
    put(web, "contractors", contractor(**{"odd map": ODD}))
    return web


def entries(store) -> list[dict]:
    audit = catalogue.entity("audit")
    pages = store.pages(audit, consistent=True)
    return [item for page in pages for item in page.items if "action" in item]


def test_the_item_offers_each_hidden_place_to_who_may_reveal_only(masked, cast):
    for name in ("viewer", "editor", "operator", "approver", "limited", "administrator"):
        offered = {a for a in links(cast[name].get(PAGE)) if "/reveal/" in a}
        assert offered == ({PHONE, DEEP} if name == "administrator" else set()), name


def test_who_may_not_reveal_is_refused_whatever_they_send(masked, cast):
    for name, client in cast.items():
        if name == "administrator":
            continue
        wanted = 302 if name == "nobody" else 403
        for address in (PHONE, DEEP, PHONE.replace("phone", "nothing")):
            for answer in (client.get(address), client.post(address, WHY)):
                assert answer.status_code == wanted, (name, address)
                assert not any(secret in answer.content.decode() for secret in SECRETS)
    assert entries(masked) == []


@pytest.mark.parametrize(("address", "value"), [(PHONE, "050-1234567"), (DEEP, "tok_deep")])
def test_a_reason_is_asked_for_then_the_value_is_shown_and_on_the_record(
    masked, administrator, address, value
):
    asked = administrator.get(address)
    assert list(problems(asked)) == []
    assert value not in asked.content.decode()

    shown = administrator.post(address, WHY)

    assert shown.status_code == 200
    assert list(problems(shown)) == []
    assert value in texts(shown, "span", class_="text")
    assert [secret for secret in SECRETS if secret in shown.content.decode()] == [value]
    (entry,) = entries(masked)
    assert (entry["action"], entry["reason"]) == ("reveal", WHY["reason"])
    assert entry["requestId"] == shown["X-Request-Id"]


def test_the_value_is_kept_by_nothing(masked, administrator, caplog, capfd):
    shown = administrator.post(PHONE, WHY)

    assert "no-store" in shown["Cache-Control"]
    assert "050-1234567" not in str(dict(shown.items())) + str(shown.cookies)
    assert "050-1234567" not in str(dict(administrator.session))
    assert "050-1234567" not in caplog.text + "".join(capfd.readouterr())
    assert "050-1234567" not in str(entries(masked))
    for address in (PAGE, PHONE, f"{PAGE}raw/", f"{PAGE}history/", f"{PAGE}edit/", "/audit/"):
        assert "050-1234567" not in administrator.get(address).content.decode(), address


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "in 10 characters or more"), ("y" * 501, "at most 500")]
)
def test_a_reason_that_is_none_is_said_at_its_field_and_stays(
    masked, administrator, reason, sentence
):
    answer = administrator.post(PHONE, {"reason": reason})

    assert answer.status_code == 422
    assert list(problems(answer)) == []
    assert sentence in texts(answer, "span", id="reason-error")[0]
    assert find(answer, "input", name="reason")[-1]["value"] == reason
    assert "050-1234567" not in answer.content.decode()
    assert entries(masked) == []


def test_htmx_swaps_the_cell_for_the_question_and_then_for_the_value(masked, administrator):
    asked = administrator.get(PHONE, **HTMX)
    again = administrator.post(PHONE, {"reason": "short"}, **HTMX)
    shown = administrator.post(PHONE, WHY, **HTMX)

    assert [a.status_code for a in (asked, again, shown)] == [200, 422, 200]
    for answer in (asked, again, shown):
        assert list(problems(answer, whole=False)) == []
        assert not find(answer, "html")
    assert find(again, "input", name="reason")[0]["value"] == "short"
    assert "050-1234567" in texts(shown, "span", class_="text")
    assert "050-1234567" not in (asked.content + again.content).decode()


def test_a_picture_is_shown_as_one_and_what_is_nested_as_typed_json(web, administrator):
    signature = {"name": "s.png", "type": "image/png", "data": "iVBORw0KGgo="}
    put(web, "contractors", contractor(signature=signature, secrets={"a": ["x"]}))

    picture = administrator.post(reveal_url(CONTRACTORS, KEY, ("signature",)), WHY)
    nested = administrator.post(reveal_url(CONTRACTORS, KEY, ("secrets",)), WHY)

    assert find(picture, "img", src="data:image/png;base64,iVBORw0KGgo=")
    assert json.loads(texts(nested, "span", class_="text")[0])["M"] == {"a": {"L": [{"S": "x"}]}}


@pytest.mark.parametrize(
    ("attribute", "held", "inside", "text"),
    [
        ("payload", '{"token": 12}', ("token",), "12"),
        ("payload", '{"token": "\\ud800"}', ("token",), "\\ud800"),
        ("secretCount", Decimal("12.50"), (), "12.50"),
        ("phone", True, (), "yes"),
        ("payload", '{"tokens": [true]}', ("tokens",), '{"L": [{"BOOL": true}]}'),
    ],
)
def test_any_value_can_be_shown(web, administrator, attribute, held, inside, text):
    put(web, "contractors", contractor(**{attribute: held}))

    shown = administrator.post(reveal_url(CONTRACTORS, KEY, (attribute, *inside)), WHY)

    assert text in texts(shown, "span", class_="text")


def test_history_and_audit_say_it_in_words_and_offer_no_undo(masked, administrator):
    administrator.post(DEEP, WHY)

    history = administrator.get(f"{PAGE}history/")
    (entry,) = find(history, "ol", class_="history")[0].children
    assert "Revealed odd map.a/b, c[0].token" in entry.text
    assert f"“{WHY['reason']}”" in entry.text
    assert not find(history, "input", name="entry")
    log = administrator.get("/audit/?action=reveal")
    assert "Revealed odd map.a/b, c[0].token" in texts(log, "td")


def test_a_secret_key_stays_a_handle_on_the_way(web, administrator):
    put(web, "invitations", invitation(SEALED, phone="050-7654321"))
    item = item_url(INVITATIONS, (OURS, SEALED))
    (address,) = (a for a in links(administrator.get(item)) if "/reveal/" in a)

    shown = administrator.post(address, WHY)

    assert "050-7654321" in texts(shown, "span", class_="text")
    assert SEALED not in address + shown.content.decode()
    assert administrator.get(f"{item}reveal/invitationId/").status_code == 404
    assert administrator.get(f"{item}reveal/~zz/").status_code == 404


def test_what_was_typed_comes_back_after_a_lost_sign_in(masked, administrator):
    sent = {e["name"]: e["value"] for e in find(administrator.get(PHONE), "input") if e["name"]}
    staff = administrator.staff
    administrator.logout()

    answer = administrator.post(PHONE, sent | WHY)
    administrator.force_login(staff)

    assert "sign-in" in answer["Location"]
    assert entries(masked) == []
    again = administrator.get(PHONE)
    assert find(again, "input", name="reason")[-1]["value"] == WHY["reason"]
    assert find(administrator.get(PHONE), "input", name="reason")[-1]["value"] == ""


def test_htmx_goes_to_sign_in_as_a_page_and_never_inside_a_cell(masked, nobody, administrator):
    sent = {e["name"]: e["value"] for e in find(administrator.get(PHONE), "input") if e["name"]}
    there = HTMX | {"HTTP_HX_CURRENT_URL": f"http://testserver{PAGE}"}

    asked, posted = nobody.get(PHONE, **there), nobody.post(PHONE, sent | WHY, **there)

    for answer, back in ((asked, PAGE), (posted, PHONE)):
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer["HX-Redirect"] == f"/account/sign-in/?next={quote(back)}"


def test_what_is_theirs_is_answered_as_what_does_not_exist(masked, db):
    of_one = sign_in("olga", role="administrator", companies=["comp_other"])
    ghost = reveal_url(CONTRACTORS, (OURS, "contr_9"), ("phone",))

    for address in (PHONE, ghost, PHONE.replace("phone", "nothing")):
        for answer in (of_one.get(address), of_one.post(address, WHY)):
            assert answer.status_code == 404
    assert entries(masked) == []


def test_an_item_of_a_read_only_generation_may_be_looked_into(web, administrator):
    old = catalogue.entity("multi-contractors")
    put(web, "multi-contractors", {"userId": "u1", "contractorId": "c1", "phone": "050-1112223"})

    shown = administrator.post(
        reveal_url(old, old.key_of({"userId": "u1", "contractorId": "c1"}), ("phone",)), WHY
    )

    assert "050-1112223" in texts(shown, "span", class_="text")
