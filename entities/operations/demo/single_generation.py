"""Mindanao in the single table: one user per office, and names where later designs hold ids.

Every row repeats its own id in expenseId, and nothing but its attributes tells what it is.
"""

from entities.operations.demo.chance import number, one_in, pick
from entities.operations.demo.contract_facts import ContractFacts
from entities.operations.demo.moments import stamp
from entities.operations.demo.offices import Office
from entities.operations.demo.people import phone
from entities.operations.demo.records import Records
from entities.schema.values import Item

TERMS = ("30 ימים", "60 ימים", "מיידי", "")


def single_generation(office: Office) -> Records:
    for name in office.contractors:
        yield "single-contractors", contractor(office, name)
    for contract in office.contracts:
        facts = ContractFacts(office, contract)
        yield "single-projects", project(office, facts)
        yield "single-works", work(office, facts)
        yield "single-expenses", expense(office, facts)


def contractor(office: Office, name: str) -> Item:
    created = stamp(office.contractors[name])
    contractor_id = office.contractor_id(name)
    return {
        "userId": office.user_id,
        "expenseId": contractor_id,
        "contractorId": contractor_id,
        "name": name,
        "phone": "" if one_in(4, "no phone", office.name, name) else phone(office.name, name),
        "createdAt": created,
        "updatedAt": created,
    }


def project(office: Office, facts: ContractFacts) -> Item:
    """Budget and place were never designed; items carry them all the same."""
    contract = facts.contract
    return {
        "userId": office.user_id,
        "expenseId": contract.project_id,
        "projectId": contract.project_id,
        "name": contract.project_name,
        "startDate": contract.start,
        "description": contract.description,
        "location": contract.location,
        "municipality": contract.municipality,
        "budget": contract.budget,
        "status": "active",
        **facts.stamps,
    }


def work(office: Office, facts: ContractFacts) -> Item:
    contract = facts.contract
    return {
        "userId": office.user_id,
        "expenseId": facts.work_id,
        "workId": facts.work_id,
        "name": contract.type_of_work,
        "project": contract.project_name,
        "contractor": contract.contractor,
        **facts.joint_venture,
        "cost": contract.cost,
        "description": contract.description,
        "status": "active",
        **facts.stamps,
    }


def expense(office: Office, facts: ContractFacts) -> Item:
    contract = facts.contract
    return {
        "userId": office.user_id,
        "expenseId": facts.expense_id,
        "project": contract.project_name,
        "contractor": contract.contractor,
        **facts.joint_venture,
        "invoiceNum": contract.contract_id,
        "amount": contract.cost,
        "paymentTerms": pick(TERMS, "terms", facts.seed),
        "paymentMethod": facts.payment_method,
        "date": contract.start,
        "description": contract.description,
        "status": ("pending", "paid", "paid", "processed")[number("status", facts.seed) % 4],
        **facts.stamps,
    }
