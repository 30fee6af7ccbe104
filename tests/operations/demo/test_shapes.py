"""Every shape that live items have had occurs in the demo data."""

import json
import re
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.operations.demo.moments import KEPT_UNTIL, REFERENCE

TOKEN = re.compile(r"[0-9a-f]{64}")


def values(demo, name, attribute):
    return {item[attribute] for item in demo[name] if isinstance(item.get(attribute), str)}


def carries(items, *names):
    return [item for item in items if all(name in item for name in names)]


def test_invitations_have_an_id_with_a_token_beside_it_or_an_id_that_is_the_token(demo):
    older = carries(demo["invitations"], "token", "createdAt")
    newer = [i for i in demo["invitations"] if TOKEN.fullmatch(i["invitationId"])]
    assert older and newer and len(older) + len(newer) == len(demo["invitations"])
    assert all(TOKEN.fullmatch(invitation["token"]) for invitation in older)
    assert not carries(newer, "createdAt")


def test_invitations_are_in_every_status_and_some_have_lapsed_without_saying_so(demo):
    statuses = values(demo, "invitations", "status")
    assert {"pending", "accepted", "cancelled", "PENDING", "ACCEPTED"} == statuses
    today = REFERENCE.isoformat()
    pending = [i for i in demo["invitations"] if i["status"].lower() == "pending"]
    assert [i for i in pending if i["expiresAt"] < today]
    assert [i for i in pending if i["expiresAt"] > today]
    assert [i for i in pending if i.get("emailAttempts") == 5 and i["emailError"]]


def test_webhooks_hold_json_in_a_text_or_a_map(demo):
    newer = carries(demo["paddle-webhooks"], "payload", "eventType", "receivedAt")
    older = carries(demo["paddle-webhooks"], "data", "notificationId", "processedAt")
    assert len(newer) + len(older) == len(demo["paddle-webhooks"])
    assert all(isinstance(webhook["data"], dict) for webhook in older)
    assert {webhook["status"] for webhook in newer} == {
        "received",
        "processing",
        "processed",
        "failed_to_dlq",
    }
    assert not carries(older, "status")


def test_payloads_are_readable_but_for_the_one_that_was_cut_off(demo):
    unreadable = 0
    for webhook in carries(demo["paddle-webhooks"], "payload"):
        try:
            assert json.loads(webhook["payload"])["event_id"]
        except ValueError:
            unreadable += 1
    assert unreadable == 1


def test_payments_are_text_in_hundredths_or_numbers_and_refunds_are_negative(demo):
    payments = demo["paddle-payments"]
    assert [p for p in payments if isinstance(p["amount"], str)]
    assert [p for p in payments if isinstance(p["amount"], Decimal)]
    refunds = [p for p in payments if p["paymentId"].startswith("refund_")]
    assert refunds and all(Decimal(refund["amount"]) < 0 for refund in refunds)
    assert {"completed", "succeeded", "failed", "refunded"} == values(
        demo, "paddle-payments", "status"
    )


def test_both_vocabularies_of_billing_are_there(demo):
    assert {"canceled", "cancelled", "past_due", "paused", "active", "trialing", "trial"} <= (
        values(demo, "companies", "subscriptionStatus")
    )
    assert {"ENTERPRISE", "enterprise"} <= values(demo, "paddle-subscriptions", "currentPlan")
    assert carries(demo["paddle-subscriptions"], "canceledAt")
    assert carries(demo["paddle-subscriptions"], "cancelledAt")


def test_companies_are_named_by_login_organisation_or_application(demo):
    starts = {item["companyId"].split("_")[0] for item in demo["companies"]}
    assert {"user", "org", "comp"} <= starts


@pytest.mark.parametrize(
    "name, attribute", [("expenses", "paymentMethod"), ("expenses", "status"), ("works", "status")]
)
def test_every_declared_choice_occurs(demo, name, attribute):
    field = catalogue.entity(name).field(attribute)
    wanted = {*field.choices, *field.historic_choices} - {"cancelled"}
    assert wanted <= values(demo, name, attribute)


def test_old_spellings_occur_beside_todays(demo):
    assert carries(demo["works"], "WorkName", "TotalWorkCost")
    assert carries(demo["works"], "name", "cost")
    assert carries(demo["projects"], "SpentAmount")
    assert carries(demo["projects"], "createdBy", "userId")
    assert [p for p in demo["projects"] if "createdBy" in p and "userId" not in p]


def test_rows_since_the_end_of_2025_state_their_vat_and_older_ones_do_not(demo):
    stated = carries(demo["expenses"], "baseAmount", "vatAmount")
    assert stated and len(stated) < len(demo["expenses"])
    for expense in stated:
        assert expense["baseAmount"] + expense["vatAmount"] == expense["amount"]
        assert expense["createdAt"] >= "2025-12-31"


def test_memberships_carry_an_address_only_sometimes_and_may_lack_a_status(demo):
    members = demo["company-users"]
    assert 0 < len(carries(members, "email")) < len(members) / 2
    assert [member for member in members if "status" not in member]
    assert {"admin", "MANAGER", "user", "viewer", "ADMIN"} <= values(demo, "company-users", "role")


def test_dead_letters_are_in_every_state(demo):
    assert {"exhausted", "pending_retry", "manually_resolved"} == values(
        demo, "paddle-webhook-dlq", "status"
    )


def test_nothing_is_removed_by_its_time_to_live_but_mistakes_are_marked(demo):
    lives = [webhook["ttl"] for webhook in demo["paddle-webhooks"]]
    assert set(lives) - {Decimal(KEPT_UNTIL)}
    five_years = Decimal(5 * 365 * 86_400)
    now = Decimal(int(REFERENCE.timestamp()))
    assert not [life for life in lives if now - five_years < life < now]


def test_nobody_has_written_paddle_customers(demo):
    assert "paddle-customers" not in demo
