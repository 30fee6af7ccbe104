"""The made-up example company's id and its people, with roles in every spelling."""

from entities.operations.demo.chance import identifier
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.people import person
from entities.operations.demo.records import Records

OPENED = before(400)
EXAMPLE_COMPANY = identifier("comp", OPENED, "example company")
ADMIN = person("example company", "admin")


def example_people() -> Records:
    """Roles and statuses in every spelling; an e-mail in two casings; one who was removed."""
    common = {"companyId": EXAMPLE_COMPANY, "updatedAt": stamp(before(3))}
    for position, role in enumerate(("admin", "MANAGER", "user", "viewer")):
        member = person("example company", "admin" if position == 0 else position)
        joined = stamp(before(390 - position))
        mail = member.email.title() if position == 1 else member.email
        found = {"userId": member.user_id, "name": member.name, "email": mail, "role": role}
        found |= {"phone": member.phone, "joinedAt": joined, "createdAt": joined}
        if position == 0:
            found |= {"status": "active", "permissions": ["manage_billing", "manage_company"]}
        if position == 3:
            found |= {
                "status": "inactive",
                "removedBy": ADMIN.user_id,
                "removedAt": stamp(before(9)),
                "lastModifiedBy": ADMIN.user_id,
            }
        yield "company-users", common | found
