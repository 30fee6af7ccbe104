"""The Visayas in the multi-table generation: everything of an office under its user's id."""

from decimal import Decimal

from entities.operations.demo.chance import number
from entities.operations.demo.contract_facts import ContractFacts
from entities.operations.demo.moments import stamp
from entities.operations.demo.offices import Office
from entities.operations.demo.people import phone
from entities.operations.demo.records import Records
from entities.schema.values import Item


def multi_generation(office: Office, user_id: str) -> Records:
    """All but the user, whom mapping_cases.py knows."""
    for name in office.contractors:
        yield "multi-contractors", contractor(office, user_id, name)
    for contract in office.contracts:
        facts = ContractFacts(office, contract)
        yield "multi-projects", project(user_id, facts)
        yield "multi-works", work(user_id, facts)
        yield "multi-expenses", expense(user_id, facts)


def contractor(office: Office, user_id: str, name: str) -> Item:
    created = stamp(office.contractors[name])
    return {
        "userId": user_id,
        "contractorId": office.contractor_id(name),
        "name": name,
        "phone": phone(office.name, name),
        "createdAt": created,
        "updatedAt": created,
    }


def project(user_id: str, facts: ContractFacts) -> Item:
    """Budget and place were never designed; items carry them all the same."""
    contract = facts.contract
    status = "active" if facts.is_open else "completed"
    return {
        "userId": user_id,
        "projectId": contract.project_id,
        "name": contract.project_name,
        "startDate": contract.start,
        "endDate": contract.end,
        "description": contract.description,
        "location": contract.location,
        "municipality": contract.municipality,
        "budget": contract.budget,
        "status": status,
        "SpentAmount": Decimal(0) if facts.is_stale else contract.cost,
        "status#startDate": f"{status}#{contract.start}",
        **facts.stamps,
    }


def work(user_id: str, facts: ContractFacts) -> Item:
    contract = facts.contract
    status = "active" if facts.is_open else "completed"
    return {
        "userId": user_id,
        "workId": facts.work_id,
        "projectId": contract.project_id,
        "contractorId": facts.contractor_id,
        **facts.joint_venture,
        "expenseId": facts.expense_id if number("linked", facts.seed) % 3 else None,
        "WorkName": contract.type_of_work,
        "TotalWorkCost": contract.cost,
        "description": contract.project_name,
        "status": status,
        **composites(user_id, facts),
        "status#WorkName": f"{status}#{contract.type_of_work}",
        **facts.stamps,
    }


def expense(user_id: str, facts: ContractFacts) -> Item:
    """Live rows have neither status nor payment terms."""
    contract = facts.contract
    missing = {"missingReceipt": True} if not facts.receipt_key else {}
    return {
        "userId": user_id,
        "expenseId": facts.expense_id,
        "projectId": contract.project_id,
        "contractorId": facts.contractor_id,
        **facts.joint_venture,
        "invoiceNum": contract.contract_id,
        "amount": contract.cost,
        "paymentMethod": facts.payment_method,
        "date": contract.start,
        "description": contract.description,
        **missing,
        **composites(user_id, facts),
        **facts.stamps,
    }


def composites(user_id: str, facts: ContractFacts) -> Item:
    return {
        "userId#projectId": f"{user_id}#{facts.contract.project_id}",
        "userId#contractorId": f"{user_id}#{facts.contractor_id}",
    }
