"""Two people delete a company: asked for, approved, carried out, through the real pages."""

from entities.catalogue import catalogue
from tests.web.asking import *  # noqa: F403 - its fixtures
from tests.web.asking import (
    COMPANIES,
    COMPANY,
    DELETE,
    NAME,
    WHY,
    ask,
    carry_out,
    decide,
    sent,
    sound,
    status,
)
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import somebody
from tests.web.html import find, links, problems, texts
from tests.web.records import OURS, put


def test_two_people_delete_a_company_and_undo_brings_it_back(bare, operator, approver):
    first = sound(operator, DELETE)
    assert "Ask for approval" in texts(first, "button")
    assert "Delete" not in texts(first, "button")
    request = ask(operator)
    asked = sound(operator, request)
    assert "Asked. Somebody else has to approve it" in asked.content.decode()
    assert f"Company “{NAME}” is deleted" in texts(asked, "span")
    assert "Company user “Noa” is deleted" in texts(asked, "span")
    assert COMPANY in links(asked)

    seen = sound(approver, request)
    assert texts(seen, "button")[-2:] == ["Approve", "Decline"]
    assert decide(approver, request, "approve").status_code == 303
    ready = sound(operator, DELETE)
    assert "approver approved what operator asked for" in ready.content.decode()
    wrong = operator.post(DELETE, sent(ready, typed="x"))
    assert (wrong.status_code, "Type its name" in wrong.content.decode()) == (422, True)
    done = carry_out(operator)

    assert (done.status_code, bare.find(COMPANIES, (OURS,))) == (303, None)
    listed = operator.get(done["Location"])
    (button,) = find(listed, "button", form="undo")
    used = sound(operator, request)
    assert status(used) == ["carried out"]
    assert COMPANY not in links(used)
    assert operator.post("/undo/", {"entry": button["value"]}).status_code == 303
    assert bare.find(COMPANIES, (OURS,))["name"] == NAME
    again = sound(operator, request)
    assert status(again) == ["carried out"]
    assert "Undone." in texts(again, "p")
    assert not find(again, "button", form="undo")


def test_somebody_else_who_may_delete_may_carry_it_out(bare, operator, approver, editor):
    refused = sound(editor, DELETE)
    assert "Your role does not ask for approval" in refused.content.decode()
    decide(approver, ask(operator), "approve")

    assert carry_out(editor).status_code == 303
    assert bare.find(COMPANIES, (OURS,)) is None


def test_the_requester_sees_withdraw_and_why_they_do_not_approve(bare, administrator):
    request = ask(administrator)

    page = sound(administrator, request)

    assert "somebody else has to approve it" in page.content.decode()
    assert "Approve" not in texts(page, "button")
    again = somebody()  # another session of the same person
    again.force_login(administrator.staff)
    for client in (administrator, again):
        answer = client.post(request, sent(page, decision="approve", reason="It is fine"))
        assert answer.status_code == 403
    assert decide(administrator, request, "withdraw", "").status_code == 303
    assert status(administrator.get(request)) == ["withdrawn"]
    assert "asked for before, and withdrawn" in sound(administrator, DELETE).content.decode()


def test_declining_is_seen_where_it_was_asked(bare, operator, approver):
    decide(approver, ask(operator), "decline", "They changed their mind")

    page = sound(operator, DELETE)

    assert "declined by approver: “They changed their mind”" in " ".join(texts(page, "p"))
    assert ask(operator)


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(bare, operator, approver):
    wrong = operator.post(DELETE, sent(operator.get(DELETE), ask="1", reason="so"))
    assert wrong.status_code == 422
    assert "Say why, in 10 characters or more." in wrong.content.decode()
    assert ("reason", "so") in {(e["name"], e["value"]) for e in find(wrong, "input")}
    assert "Nothing was asked for" in texts(wrong, "h2")
    request = ask(operator)
    answer = decide(approver, request, "approve", "ok")
    assert (answer.status_code, list(problems(answer))) == (422, [])
    assert ("reason", "ok") in {(e["name"], e["value"]) for e in find(answer, "input")}
    assert decide(approver, request, "").status_code == 422
    assert status(approver.get(request))[0] == "requested"


def test_what_was_typed_while_the_sign_in_ended_is_kept(bare, operator, approver):
    request = ask(operator)
    form = sent(approver.get(request), decision="approve", reason="Checked at length")
    approver.logout()

    answer = approver.post(request, form)
    assert answer["Location"].startswith("/account/sign-in/")
    approver.force_login(approver.staff)
    page = approver.get(request)

    assert ("reason", "Checked at length") in {(e["name"], e["value"]) for e in find(page, "input")}
    assert status(page)[0] == "requested"


def test_what_moved_on_is_said_on_the_page_and_asked_for_anew(bare, operator, approver):
    decide(approver, ask(operator), "approve")
    form = sent(operator.get(DELETE), typed=NAME, reason="As agreed")
    put(bare, "company-users", {"companyId": OURS, "userId": "u2", "name": "Tal", "role": "admin"})

    answer = operator.post(DELETE, form)

    assert answer.status_code == 409
    assert "the data moved on" in answer.content.decode()
    page = sound(operator, DELETE)
    assert "something changed since" in page.content.decode()
    decide(approver, ask(operator), "approve")
    assert carry_out(operator).status_code == 303


def test_a_forged_form_deletes_nothing(bare, operator, approver):
    plain = sent(operator.get(DELETE), typed=NAME, reason="As agreed")
    request = ask(operator)
    mine = request.split("/")[2]

    for approval in ("", "made-up", mine):
        answer = operator.post(DELETE, {**plain, "approval": approval})
        assert answer.status_code in (403, 409, 422)
    decide(approver, request, "decline")
    assert operator.post(DELETE, {**plain, "approval": mine}).status_code == 409
    assert bare.find(COMPANIES, (OURS,))


def test_a_plan_that_was_not_shown_is_not_approved(bare, operator, approver):
    request = ask(operator)

    form = sent(approver.get(request), decision="approve", reason="Checked with them")
    answer = approver.post(request, form | {"plan": "0" * 64})

    assert answer.status_code == 409
    assert status(answer)[0] == "requested"


def test_who_is_second_to_decide_is_told(bare, operator, approver, administrator):
    request = ask(operator)
    form = sent(administrator.get(request), decision="approve", reason="Checked with them")
    decide(approver, request, "decline")

    answer = administrator.post(request, form)

    assert answer.status_code == 409
    assert "declined by approver already" in answer.content.decode()


def test_asking_twice_is_refused_and_leads_to_what_waits(bare, operator, administrator):
    form = sent(administrator.get(DELETE), ask="1", reason=WHY)
    request = ask(operator)

    answer = administrator.post(DELETE, form)

    assert answer.status_code in (403, 409, 422)
    assert request in links(answer)
    assert "It waits for somebody else" in answer.content.decode()


def test_an_approval_lapses_with_the_account_that_gave_it(bare, operator, approver):
    request = ask(operator)
    decide(approver, request, "approve")
    assert status(operator.get(request)) == ["approved"]
    ready = sent(operator.get(DELETE), typed=NAME, reason="As agreed")

    approver.staff.is_active = False
    approver.staff.save()
    answer = operator.post(DELETE, ready)

    assert answer.status_code == 409
    assert "only while who gave it may approve" in answer.content.decode()
    assert bare.find(COMPANIES, (OURS,))
    assert status(operator.get(request)) == ["lapsed"]
    assert "lapsed" in status(sound(operator, "/approvals/"))
    assert "asked for before, and lapsed" in sound(operator, DELETE).content.decode()
    assert ask(operator) != request


def test_a_lapsed_approval_is_shown_as_such(bare, operator, approver):
    request = ask(operator)
    decide(approver, request, "approve")
    entity, key = catalogue.entity("approvals"), (request.split("/")[2],)
    put(bare, "approvals", bare.get(entity, key) | {"lapsesAt": "2025-01-01T00:00:00.000Z"})

    assert status(operator.get(request)) == ["lapsed"]
    assert "asked for before, and lapsed" in sound(operator, DELETE).content.decode()
    assert "lapsed" in status(sound(operator, "/approvals/"))
