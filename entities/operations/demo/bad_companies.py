"""Companies that are wrong as a whole: in their id, their counters, their people, their billing."""

from decimal import Decimal

from entities.operations.demo.mistaken_company import STAMPS, company, expense, membership, project
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.payments import minor, payment
from entities.operations.demo.records import Records

NOWHERE = "comp_1700000000000_nosuchone"
DOUBLED = "user_user_2demodoubledprefix"
TRIAL = "comp_1760000000001_demotrial"
LEADERLESS = "comp_1760000000002_demonoadm"
OLD_WORDS = "comp_1760000000003_demowords"
BELOW_ZERO = "comp_1760000000004_demobelow"
GHOST = "comp_1760000000000_demoghost"


def doubled_prefix(mark: str) -> Records:
    yield "companies", company(DOUBLED)
    yield "company-users", membership(DOUBLED, DOUBLED)
    yield "projects", project(mark, companyId=DOUBLED, userId=DOUBLED)


def ghost(mark: str) -> Records:
    """What an unconditional counter leaves where no company is."""
    yield "companies", {"companyId": GHOST, "currentProjects": Decimal(1)}


def negative_counters(mark: str) -> Records:
    counters = {"currentProjects": Decimal(-1), "currentMonthExpenses": Decimal(-4)}
    yield "companies", company(BELOW_ZERO, name="Below zero (demo)", **counters)


def trial_with_six_projects(mark: str) -> Records:
    trial = {"subscriptionTier": "trial", "subscriptionStatus": "trial"}
    name = "Trial with six projects (demo)"
    yield "companies", company(TRIAL, name=name, currentProjects=Decimal(6), **trial)
    yield "company-users", membership(TRIAL, "user_2demotrialadmin")
    for number in range(6):
        yield "projects", project(f"{mark}-{number}", companyId=TRIAL)


def no_active_admin(mark: str) -> Records:
    left = {"status": "inactive", "removedAt": stamp(before(5)), "removedBy": "user_2demoleft"}
    yield "companies", company(LEADERLESS, name="Nobody in charge (demo)")
    yield "company-users", membership(LEADERLESS, "user_2demoleft", **left)
    yield "company-users", membership(LEADERLESS, "user_2demostays", role="viewer")


def rows_without_a_company(mark: str) -> Records:
    yield "expenses", expense(mark, companyId=NOWHERE)
    yield "projects", project(mark, companyId=NOWHERE)
    yield "company-users", membership(NOWHERE, "user_2demonocompany")


def payments_without_a_company(mark: str) -> Records:
    """Two payments that name none, and a subscription of one that does not exist."""
    made = stamp(before(12))
    price = Decimal("99.99")
    yield "paddle-payments", payment("demonocompany1", minor(price), "completed", made)
    yield "paddle-payments", payment("demonocompany2", Decimal(100), "succeeded", made)
    plan = {"currentPlan": "professional", "subscriptionStatus": "active"}
    yield "paddle-subscriptions", _subscription(NOWHERE, "demonocompany") | plan


def mixed_billing_words(mark: str) -> Records:
    """One company with three words for its plan and two for its end."""
    words = {"subscriptionTier": "basic", "currentPlan": "PROFESSIONAL"}
    words["subscriptionStatus"] = "cancelled"
    yield "companies", company(OLD_WORDS, name="Mixed words (demo)", **words)
    yield "company-users", membership(OLD_WORDS, "user_2demowords", role="ADMIN")
    plan = {"currentPlan": "STARTER", "subscriptionStatus": "canceled"}
    ended = {"cancelledAt": stamp(before(20))}
    yield "paddle-subscriptions", _subscription(OLD_WORDS, "demowords") | plan | ended


def _subscription(company_id: str, mark: str) -> dict:
    return {
        "companyId": company_id,
        "subscriptionId": f"sub_01{mark}",
        "paddleCustomerId": f"ctm_01{mark}",
        "nextBillingDate": None,
        "scheduledChangeId": None,
        **STAMPS,
    }
