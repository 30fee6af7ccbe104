"""Luzon in the company generation: everything of an office under its company's id."""

from decimal import Decimal

from entities.operations.demo.chance import letters, number, one_in, pick
from entities.operations.demo.companies import Company, company_records
from entities.operations.demo.contract_facts import ContractFacts
from entities.operations.demo.moments import stamp
from entities.operations.demo.offices import Office
from entities.operations.demo.people import person, phone
from entities.operations.demo.records import Records
from entities.operations.demo.system_rows import system_rows
from entities.schema.values import Item

EXPENSE_STATUSES = ("paid",) * 12 + ("approved",) * 4 + ("pending",) * 3 + ("rejected", "processed")
TERMS = ("", "30 ימים", "60 ימים", "שוטף + 30")


def company_generation(office: Office) -> Records:
    company = Company(office)
    yield from company_records(company)
    yield from system_rows(company.id, company.admin.user_id, company.created)
    for name in office.contractors:
        yield "contractors", contractor(company, name)
    for contract in office.contracts:
        facts = ContractFacts(office, contract)
        yield "projects", project(company, facts)
        yield "works", work(company, facts)
        yield "expenses", expense(company, facts)


def contractor(company: Company, name: str) -> Item:
    office = company.office
    seed = (office.name, name)
    contact = person(*seed)
    created = stamp(office.contractors[name])
    inactive = one_in(15, "inactive", *seed)
    return {
        "companyId": company.id,
        "contractorId": office.contractor_id(name),
        "name": name,
        "userId": company.admin.user_id,
        "contactPerson": contact.name,
        "phone": phone(*seed) if number("phone?", *seed) % 3 else "",
        "email": contact.email if number("mail?", *seed) % 4 else "",
        "address": "",
        "specialty": "Flood control",
        "licenseNumber": f"DEMO-{letters(6, 'licence', *seed).upper()}",
        "taxId": f"000-{number('tax', *seed) % 10**6:06}",
        "paymentTerms": pick(TERMS, "terms", *seed),
        "notes": "",
        "status": "inactive" if inactive else "active",
        "rating": Decimal(1 + number("rating", *seed) % 5) if number("rated", *seed) % 3 else None,
        "createdAt": created,
        "updatedAt": created,
    }


def project(company: Company, facts: ContractFacts) -> Item:
    contract = facts.contract
    return {
        "companyId": company.id,
        "projectId": contract.project_id,
        "name": contract.project_name,
        **creator(company, facts),
        "description": contract.description,
        "location": contract.location,
        "municipality": contract.municipality,
        "coordinates": {"latitude": contract.latitude, "longitude": contract.longitude},
        "clientName": contract.region,
        "status": _project_status(facts),
        "startDate": contract.start,
        "endDate": contract.end,
        "budget": contract.budget,
        "spentAmount": Decimal(0) if facts.is_stale else contract.cost,
        **facts.stamps,
    }


def creator(company: Company, facts: ContractFacts) -> Item:
    """Live rows name their creator in userId, planned ones in createdBy, a few in both."""
    user_id = company.person_for(facts.seed).user_id
    names = pick((("userId",),) * 7 + (("createdBy",), ("userId", "createdBy")), "who", facts.seed)
    return dict.fromkeys(names, user_id)


def _project_status(facts: ContractFacts) -> str:
    if one_in(40, "project", facts.seed):
        return pick(("on-hold", "cancelled"), "project status", facts.seed)
    return "active" if facts.is_open else "completed"


def work(company: Company, facts: ContractFacts) -> Item:
    contract = facts.contract
    return {
        "companyId": company.id,
        "workId": facts.work_id,
        "projectId": contract.project_id,
        "contractorId": facts.contractor_id,
        **facts.joint_venture,
        "workName": contract.type_of_work,
        **creator(company, facts),
        "description": contract.project_name,
        "notes": "",
        "totalWorkCost": contract.cost,
        "status": "in-progress" if facts.is_open else "completed",
        "startDate": contract.start,
        "endDate": None if facts.is_open else contract.end,
        "progress": Decimal(50 + number("progress", facts.seed) % 50 if facts.is_open else 100),
        **facts.stamps,
    }


def expense(company: Company, facts: ContractFacts) -> Item:
    contract = facts.contract
    receipt = facts.receipt_key
    return {
        "companyId": company.id,
        "expenseId": facts.expense_id,
        **creator(company, facts),
        "projectId": contract.project_id,
        "contractorId": facts.contractor_id,
        **facts.joint_venture,
        "workId": facts.work_id,
        "invoiceNum": contract.contract_id,
        "amount": contract.cost,
        "paymentMethod": facts.payment_method,
        "date": contract.start,
        "description": contract.description,
        "receiptUrl": f"{company.id}/receipts/{receipt}" if receipt else "",
        "status": pick(EXPENSE_STATUSES, "expense", facts.seed),
        **facts.stamps,
    }
