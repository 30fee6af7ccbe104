"""Deeds on accounts: one administrator always stays, nobody widens what they may do themselves."""

import os
import subprocess
import sys

import pytest

from entities.errors import ActionNotAllowed, LastAdministrator
from entities.models import AccountEvent, Staff
from entities.web.accounts import staff
from entities.web.accounts.forms import AccountForm
from tests.engine.process import ROOT
from tests.web.account_tools import DEEDS, browser, filled_form
from tests.web.cast import sign_in
from tests.web.html import find, links, problems

FULL = staff.Access("x@example.com", "administrator", every_company=True)

# ---- the last administrator, and oneself ----


@pytest.mark.parametrize(
    "loss", [{"role": "operator"}, {"every_company": False}, {"is_active": False}]
)
def test_the_last_administrator_stays_whatever_would_be_taken(administrator, loss):
    sign_in("half", role="administrator", companies=["c1"])

    with pytest.raises(LastAdministrator), staff.keeping_an_administrator():
        Staff.objects.filter(pk=administrator.staff.pk).update(**loss)

    kept = Staff.objects.get(pk=administrator.staff.pk)
    assert (kept.role, kept.every_company, kept.is_active) == ("administrator", True, True)


def test_one_of_two_administrators_can_be_demoted(administrator):
    other = sign_in("other", role="administrator", every_company=True)
    page = f"/accounts/{other.staff.pk}/"
    form = filled_form(administrator.get(page), "")

    assert administrator.post(page, form | {"role": "viewer"}).status_code == 302
    assert other.get("/accounts/").status_code == 403


def test_who_was_demoted_a_moment_ago_demotes_nobody_any_more(administrator):
    other = sign_in("other", role="administrator", every_company=True).staff
    Staff.objects.filter(pk=other.pk).update(role="viewer")

    now = staff.Access.of(administrator.staff)
    wanted = staff.Access(now.email, "viewer", every_company=True)
    with pytest.raises(ActionNotAllowed):
        staff.change_account(administrator.staff.pk, wanted, seen=now, actor=other, reason="")
    with pytest.raises(ActionNotAllowed):
        staff.make_account("new", FULL, actor=other, reason="")
    assert not Staff.objects.filter(username="new").exists()


RACE = """
import os, threading, django
os.environ["DJANGO_SETTINGS_MODULE"] = "adminsite.settings"
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from entities.errors import Refusal
from entities.models import Staff
from entities.web.accounts import staff

def demote(actor, other, start):
    start.wait()
    try:
        staff.change_account(other.pk, staff.Access(role="viewer", every_company=True),
            seen=staff.Access.of(other), actor=actor, reason="race")
        outcomes.append("done")
    except Refusal as refusal:
        outcomes.append(type(refusal).__name__)
    finally:
        connection.close()

for number in range(ROUNDS):
    Staff.objects.update(role="viewer")
    pair = [Staff.objects.create(username=f"{side}{number}", role="administrator",
        every_company=True) for side in "ab"]
    outcomes, start = [], threading.Barrier(2)
    racers = [threading.Thread(target=demote, args=(*order, start))
        for order in (pair, pair[::-1])]
    [racer.start() for racer in racers]
    [racer.join() for racer in racers]
    print(sorted(outcomes), staff.administrators().count())
"""


def test_two_administrators_who_demote_each_other_at_once_leave_one(tmp_path):
    rounds = 8
    finished = subprocess.run(
        [sys.executable, "-c", RACE.replace("ROUNDS", str(rounds))],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(tmp_path), "ENVIRONMENT": "dev"},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines() == ["['ActionNotAllowed', 'done'] 1"] * rounds


def test_nobody_changes_their_own_account(administrator):
    sign_in("other", role="administrator", every_company=True)
    own = administrator.staff
    seen = AccountForm(own)["seen"].value()
    typed = {"email": own.email, "role": "viewer", "scope": "every", "open": "on", "seen": seen}

    page = administrator.post(f"/accounts/{own.pk}/", typed)

    assert page.status_code == 409
    assert "Nobody changes their own role" in page.content.decode()
    for name, sent in DEEDS.items():
        answer = administrator.post(f"/accounts/{own.pk}/{name}", sent, follow=True)
        assert "Nobody changes their own role" in answer.content.decode()
    own.refresh_from_db()
    assert own.role == "administrator" and own.has_usable_password()
    assert not AccountEvent.objects.exists()


def test_ones_own_page_offers_nothing_to_change_and_leads_to_ones_own_account(administrator):
    browser("administrator")
    page = administrator.get(f"/accounts/{administrator.staff.pk}/")

    assert {e["action"] for e in find(page, "form", method="post")} == {
        "/preferences/",
        "/account/sign-out/",
    }
    assert "/account/" in links(page)
    assert list(problems(page)) == []
