"""Rows of the four rental tables: two households, and the odd values that live rows have."""

from decimal import Decimal

from entities.operations.demo.records import Records
from entities.operations.demo.rental_people import DRAWN, flat, occupant, tenant
from entities.schema.values import Item

FIRST, SECOND = "LPPM-20251015-00007", "zone_1760500000000_cd34"
FIRST_APP, SECOND_APP = "APP-20251015T093000-DEMO01", "APP-20251016111500-DEMO02"
SAVED = "2025-10-16T11:15:00.000Z"
LOGIN = "b3c0ffee-0000-4000-8000-000000000007"
HOOK = {"body": {"pdfUrl": "https://hooks.example.com/demo.pdf?sig=none"}}


def rental_tables() -> Records:
    yield from _applications()
    yield from _people()
    yield from _odd_people()


def _applications() -> Records:
    invited = {"coApplicant": {"url": "https://rental.example.com/login?widget=none"}}
    yield (
        "rental-applications",
        {
            **_application(FIRST_APP, FIRST, "submitted", 12),
            "userId": LOGIN,
            "application_info": flat(7, reference_id="app_1760500000000_demo1")
            | {"Additional People": invited},
            "webhook_responses": {"applicant_photo_id": HOOK, "guarantor_pay_stubs": HOOK},
            "signatures": {"applicant": DRAWN, "coApplicants": {"0": DRAWN}},
            "encrypted_documents": {
                "applicant": {"photo_id": [{"encryptedData": "AAAA", "filename": "id.pdf"}]}
            },
            "s3_references": [f"webhook_responses/{FIRST}/demo.json"],
        },
    )
    yield (
        "rental-applications",
        {
            **_application(SECOND_APP, SECOND, "draft", 3),
            "application_info": flat(9, moveInDate={}, monthlyRent="2,750"),
            "signatures": {"hasSignatures": False, "signatureCount": Decimal(0)},
        },
    )


def _application(appid: str, zone: str, status: str, step: int) -> Item:
    return {
        "appid": appid,
        "zoneinfo": zone,
        "role": "applicant",
        "status": status,
        "current_step": Decimal(step),
        "last_updated": SAVED,
        "uploaded_files_metadata": {
            "applicant_photo_id": [{"file_name": "id.pdf", "file_size": Decimal(12_345)}]
        },
        "storage_mode": "direct",
        "flow_type": "separate_webhooks",
        "webhook_flow_version": "2.0",
    }


def _signer(user: str, zone: str, appid: str, role: str, **more: object) -> Item:
    summary = {"totalResponses": Decimal(1), "responsesByPerson": {"applicant": Decimal(1)}}
    return {
        "userId": user,
        "zoneinfo": zone,
        "appid": appid,
        "role": role,
        "status": "submitted",
        "signature": DRAWN,
        "webhookSummary": {**summary, "webhookResponses": {"applicant_photo_id": HOOK}},
        "timestamp": "2025-10-15T09:30:00.000Z",
        "last_updated": SAVED,
        **more,
    }


def _people() -> Records:
    asked = {"applicant_info": tenant("first"), "occupants": [occupant("first")]}
    shared = {"co_applicants": [{"name": "Robin Sample"}], "additionalPeople": {"url": "none"}}
    yield "rental-applicants", _signer(FIRST, FIRST, FIRST_APP, "applicant", **asked, **shared)
    for place, tail in enumerate(("", "-co2"), 1):
        info = {"coapplicant_info": tenant("co", place), "current_step": Decimal(12)}
        signer = _signer(f"{FIRST}{tail}", FIRST, FIRST_APP, f"coapplicant{place}", **info)
        yield "rental-co-applicants", signer
    info = {"guarantor_info": tenant("guarantor"), "signature": "Noa Example"}
    yield "rental-guarantors", _signer(FIRST, FIRST, FIRST_APP, "guarantor", **info)


def _odd_people() -> Records:
    lost = tenant("second") | {"dob": {}, "landlordName": "Not specified"}
    odd = {"applicant_info": lost, "signature": {}, "status": "draft"}
    yield "rental-applicants", _signer(SECOND, SECOND, SECOND_APP, "applicant", **odd)
    orphan = {"guarantor_info": tenant("orphan"), "signature": None}
    yield (
        "rental-guarantors",
        _signer(f"{LOGIN}-guar", FIRST, "APP-20250101T000000-NOSUCH", "guarantor1", **orphan),
    )
    older = {"coapplicant_info": tenant("older"), "signature": "SIGNED"}
    signer = _signer(f"{LOGIN}-co-1760500000000", SECOND, "", "staff", **older)
    yield (
        "rental-co-applicants",
        {name: held for name, held in signer.items() if name != "appid"},
    )
