"""Every address, read and sent to, by every kind of person: what the table of permissions says.

Here stands, page by page, which action it takes; a page that is missing fails. Nobody meets a
masked value on the way, and who works for one company nothing of another. In the suite every person
asks for a share of the addresses, under KEYROOM_SOAK for all of them.
"""

from urllib.parse import quote

import pytest
from django.urls import get_resolver, reverse

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.permissions import ROLES, TABLE
from entities.web.accounts.gate import SETTING_UP
from entities.web.addresses import key_segment
from tests.counts import count
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import sign_in, somebody
from tests.web.records import contractor, put
from tests.web.secretive import OLD, clear, holding
from tests.web.test_accounts_gate import ADDRESSES
from tests.web.worlds import OURS, THEIRS, items

# Pages by action; one of several opens a page, too.
ASKED = {
    "view": "overview tables table company search item_list item_detail item_raw item_history "
    "project item_attachment permissions "
    "runs run run_outcomes run_log",
    "save view": "save_view delete_view",
    "edit": "item_edit item_move",
    "create": "item_new",
    "delete": "item_delete",
    "undo": "undo run_undo",
    "export": "export run_file",
    "import": "import",
    # The run is one of bulk changes; of another kind it takes what that kind takes.
    "bulk": "bulk bulk_apply run_wish run_note run_turn",
    "bulk, import": "plan",
    "reveal": "reveal",
    "read audit": "audit_log",
    "manage tables": "table_plan index count_index template_file schema_file schemas_file",
    "back up": "backups backup_new backup_retention backup_recovery backup_set backup_hold "
    "backup_manifest backup_drill backup_restore restored compare_today compared choose_copies",
    "approve, back up": "copy_back",
    "take out backup": "backup_take_out",
    "approve, request approval": "approvals approval",
    "administer": "metrics",  # or a token, for which there is a test of its own
    "manage accounts": "accounts account_new account password_link remove_second_factor "
    "end_sessions",
}
ACTION = {name: action for action, names in ASKED.items() for name in names.split()}
ONESELF = ("own_account", "usersessions_list", "account_change_password", "account_set_password")
ONESELF += ("account_reauthenticate",)
STEPS = ("mfa_",)  # the second factor of oneself
ANYBODY = ("account_login", "account_logout", "account_inactive", "preferences", "healthz")
ANYBODY += ("readyz", "account_reset_password_from_key", "account_reset_password_from_key_done")
CONTRACTORS = catalogue.entity("contractors")
REFUSED = (403, 404, 405, 409)  # 409: what we did not seal is refused before anything is read
GRANTS = {action.name: action for action in TABLE}
SHARE = count(1, 8)
OF_A_RUN = ("run", "run_outcomes", "run_log", "run_wish", "run_note", "run_turn")
RUN = {"requestedBy": "other", "companyId": THEIRS, "reason": THEIRS, "entities": ["contractors"]}
RUN |= {"createdAt": "2025-06-01T12:00:00.000Z", "statusReason": "1 unit could not be done."}


def test_every_address_states_what_it_takes():
    known = {*ACTION, *ONESELF, *ANYBODY}
    others = {name for name in ADDRESSES if not name.startswith(STEPS)}

    assert others == known, "an address without a row here, or a row without an address"
    assert {action for actions in ASKED for action in actions.split(", ")} <= set(GRANTS)


def addresses(company: str, account: int) -> dict[str, str]:
    """Every address, about a contractor of the company and about this account; signing out last."""
    segment = key_segment(CONTRACTORS, (company, "secretive"))
    parts = {"entity_name": "contractors", "segment": segment, "name": "signature"}
    parts |= {"account_id": account, "place": "ssn", "run_id": "run_1"}
    parts |= {"index": "name-index"}
    found = {}
    parts |= {"table_name": "construction-expenses-dev-company-contractors"}
    for name in sorted(ADDRESSES, key="account_logout".__eq__):
        ((_, wanted),) = get_resolver().reverse_dict[name][0]
        given = {part: parts.get(part, "7") for part in wanted}
        about = {"segment": company} if name == "company" else {}
        found[name] = reverse(name, kwargs=given | about)
    return found


@pytest.fixture
def other(web) -> int:
    """Two companies, each with a contractor full of secrets; the id of somebody else's account."""
    for company in (OURS, THEIRS):
        for entity in map(catalogue.entity, ("companies", "projects", "contractors", "expenses")):
            put_all(web, entity, items(entity, company))
        put(web, "contractors", contractor("secretive", company, **holding(OLD), word=company))
    put(web, "runs", runId="run_1", operation="bulk", status="failed", standing="ended", **RUN)
    outcome = {"unitId": "000#00000000", "said": THEIRS, "key": [THEIRS, "secretive"]}
    put(web, "outcomes", runId="run_1", status="failed", **outcome)
    return sign_in("other").staff.pk


def share(asked: list, place: int) -> list:
    """Those that the person of this place asks for."""
    return asked[place % SHARE :: SHARE]


def answers(client, other: int, company: str, place: int):
    """Each address read and sent to: its name, what was asked, and the answer."""
    asked = [
        (name, address, method)
        for name, address in addresses(company, other).items()
        for method in ("get", "post")
    ]
    for name, address, method in share(asked, place):
        answer = getattr(client, method)(address)
        yield name, f"{method} {address}", answer


def text_of(answer) -> str:
    body = answer.getvalue() if answer.streaming else answer.content
    return body.decode(errors="replace") + str(dict(answer.items()))


def may(name: str, role: str, limited: bool) -> bool:
    """What the table says of a page."""
    if name not in ACTION:
        return True
    granting = (GRANTS[action] for action in ACTION[name].split(", "))
    return any(role in one.roles and not (limited and one.whole) for one in granting)


PEOPLE = [(role, limited) for role in (*ROLES, "") for limited in (False, True)]


def person(role: str, limited: bool = False):
    scope = {"companies": [OURS]} if limited else {"every_company": True}
    return sign_in(f"{role} of {'one' if limited else 'all'}", role=role, **scope)


def test_every_role_is_answered_as_the_table_says(other):
    wrong = []
    for place, (role, limited) in enumerate(PEOPLE):
        for name, asked, answer in answers(person(role, limited), other, OURS, place):
            status, text = answer.status_code, text_of(answer)
            as_told = (status == 403) is not may(name, role, limited)
            if limited and role and name in OF_A_RUN:
                as_told = status in (404, 405)  # it is not theirs
            to_sign_in = "sign-in/?next" in answer.get("Location", "")
            leaks = clear(text) or (limited and THEIRS in text)
            if not as_told or to_sign_in or status >= 500 or leaks:
                wrong.append((role, limited, asked, status, leaks))

    assert wrong == []


def test_who_works_for_one_company_is_told_nothing_of_another(other):
    typed = quote(f"{THEIRS},secretive"), f"{THEIRS},secretive", f"/companies/{THEIRS}/"
    typed += (f"“{THEIRS}”",)
    wrong = []
    for place, role in enumerate(ROLES):
        for name, asked, answer in answers(person(role, limited=True), other, THEIRS, place):
            status, text = answer.status_code, text_of(answer)
            for echo in typed:
                text = text.replace(echo, "")
            theirs = ",secretive" in asked or name == "company"
            if (theirs and status not in REFUSED) or THEIRS in text or clear(text):
                wrong.append((role, asked, status))

    assert wrong == []


def test_nobody_is_sent_to_sign_in(other):
    for name, asked, answer in answers(somebody(), other, OURS, 0):
        if name in ACTION or name in ONESELF:
            assert answer.status_code == 302, asked
            assert answer["Location"].startswith("/account/sign-in/?next="), asked
        assert clear(text_of(answer)) == [], asked


def test_who_owes_a_second_factor_sets_it_up_first(other, settings):
    settings.MFA_REQUIRED_ROLES = list(ROLES)
    for place, role in enumerate(ROLES):
        for name, asked, answer in answers(person(role), other, OURS, place):
            if name not in SETTING_UP:
                led = (answer.status_code, answer["Location"])
                assert led == (302, reverse("mfa_index")), asked
            assert OURS not in text_of(answer), asked
