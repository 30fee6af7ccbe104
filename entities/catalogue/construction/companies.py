"""Companies: the tenants, with their profile, tier and counters."""

from decimal import Decimal

from entities.catalogue.construction import contractors, projects, tiers
from entities.catalogue.construction.inventory import inventory
from entities.catalogue.construction.plans import subscription_status, tier
from entities.catalogue.construction.stored import (
    CREATED_AT,
    TEXT_OR_NULL,
    UPDATED_AT,
    identifier,
)
from entities.catalogue.construction.system import CONSTRUCTION
from entities.schema.dashboard import Watch
from entities.schema.deletion import Along, Deletion
from entities.schema.entity import CompanyFrom, Derived, Entity, Index
from entities.schema.fields import (
    Email,
    Link,
    LongText,
    Lookup,
    Number,
    Phone,
    Reference,
    Text,
    Timestamp,
)
from entities.schema.masking import Mask
from entities.schema.values import Item


def has_a_negative_counter(company: Item) -> bool:
    counters = (company.get(counter) for counter, _ in tiers.COUNTED)
    return any(isinstance(count, Decimal) and count < 0 for count in counters)


def is_a_ghost(company: Item) -> bool:
    """A counter written to a company that does not exist leaves an item without a name."""
    return "name" not in company


def is_past_due(company: Item) -> bool:
    status = company.get("subscriptionStatus")
    return isinstance(status, str) and status.lower() == "past_due"


COMPANIES = Entity(
    "companies",
    system=CONSTRUCTION,
    generation="company",
    table="companies",
    label="Company",
    plural="Companies",
    icon="building-2",
    purpose="Companies (tenants): profile, tier, counters.",
    inventory=inventory(december=(5, 1_889), january=(16, 9_529)),
    partition="companyId",
    heading="name",
    fields=(
        identifier("companyId", "Company id", "comp_<ms>_<9 characters> or user_…"),
        Text(
            "name",
            required=True,
            min_length=2,
            max_length=100,
            lookup=Lookup.WORDS,
            group="Profile",
        ),
        LongText("description", group="Profile"),
        Text("industry", group="Profile"),
        Text("companyAddress", label="Address", group="Profile"),
        Phone("companyPhone", label="Phone", mask=Mask.PARTIAL, group="Profile"),
        Email("companyEmail", label="E-mail", lookup=Lookup.WHOLE, group="Profile"),
        Link("logoUrl", label="Logo", mask=Mask.QUERY, group="Profile"),
        Reference("adminUserId", to="company-users", historic=True, label="Admin", group="Profile"),
        tier("subscriptionTier", label="Tier", required=True, default="trial", group="Billing"),
        subscription_status(required=True, default="trial"),
        tier("currentPlan", historic=True, group="Billing"),
        Text("subscriptionId", lookup=Lookup.WHOLE, group="Billing"),
        Text("paddleCustomerId", lookup=Lookup.WHOLE, group="Billing"),
        Timestamp("nextBillingDate", types=TEXT_OR_NULL, group="Billing"),
        Timestamp("trialStartDate", group="Billing"),
        Timestamp("trialEndDate", group="Billing"),
        Text("appleSubscriptionId", historic=True, lookup=Lookup.WHOLE, group="Billing"),
        Number("currentUsers", whole=True, minimum=0, default=1, group="Counters"),
        Number("currentProjects", whole=True, minimum=0, default=0, group="Counters"),
        Number("currentMonthExpenses", whole=True, minimum=0, default=0, group="Counters"),
        Timestamp("expenseCounterResetDate", automatic=True, group="Counters"),
        CREATED_AT,
        UPDATED_AT,
    ),
    columns=(
        "companyId",
        "name",
        "subscriptionTier",
        "subscriptionStatus",
        "currentUsers",
        "currentProjects",
        "currentMonthExpenses",
        "createdAt",
    ),
    indexes=(
        Index(
            "appleSubscriptionId-index",
            "appleSubscriptionId",
            purpose="the company of an Apple subscription; empty, nothing writes the id",
            sparse=True,
        ),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    tenant=True,
    deletion=Deletion(
        along=(
            Along("company-users"),
            Along("projects", projects.is_general),
            Along("contractors", contractors.is_general),
        ),
        two_people=True,
    ),
    listed_by_scan=True,
    merge_groups=(
        ("subscriptionTier", "subscriptionStatus", "subscriptionId", "nextBillingDate"),
        ("trialStartDate", "trialEndDate"),
    ),
    derived=(
        Derived("currentUsers", "active_memberships", "the company's active memberships"),
        Derived("currentProjects", "projects_of_company", "projects without the system row"),
        Derived(
            "currentMonthExpenses",
            "expenses_of_month",
            "expenses created in this month (UTC)",
        ),
        Derived("subscriptionTier", "subscription_plan", "the plan of the Paddle subscription"),
        Derived("subscriptionStatus", "subscription_status", "the Paddle subscription's status"),
    ),
    watches=(
        Watch("over-limit", "Over a tier limit", tiers.is_over, tone="bad"),
        Watch("near-limit", "Near a tier limit", tiers.is_near),
        Watch("negative-counter", "Negative counter", has_a_negative_counter, tone="bad"),
        Watch(
            "ghost",
            "Ghost company without a name",
            is_a_ghost,
            tone="bad",
            query="name.missing=1&scan=1",
        ),
        Watch(
            "past-due",
            "Payment past due",
            is_past_due,
            tone="bad",
            query="subscriptionStatus.is=past_due&scan=1",
        ),
    ),
)
