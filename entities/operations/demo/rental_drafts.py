"""Rental drafts, at least one in every layout in which the old table ever held them."""

import json
from collections.abc import Mapping
from decimal import Decimal

from entities.operations.demo.records import Records
from entities.operations.demo.rental_people import DRAWN, flat, occupant, tenant
from entities.schema.values import Item

SAVED = "2025-09-30T14:05:11.000Z"
HOUSEHOLD = "LPPM-20250930-00042"
PDF = {"file_name": "photo-id.pdf", "file_size": 12_345, "mime_type": "application/pdf"}
BODY = {"url": "https://hooks.example.com/files/demo?token=none"}


def rental_drafts() -> Records:
    drafts = (of_today(), hybrid(), as_map(), with_form_data(), flat_form(), of_no_layout())
    return (("rental-drafts", draft) for draft in drafts)


def text(value: object) -> str:
    """As the application stored it: JSON in a text."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(number: Decimal) -> int:
    return int(number)


def nested_form(zone: str, **more: object) -> dict:
    """Application, applicant and a co-applicant; `more` are further sections."""
    return {
        "application": flat(42),
        "applicant": tenant(zone),
        "coApplicant": tenant(zone, "co"),
        "occupants": [occupant(zone)],
        "application_id": zone,
        "zoneinfo": zone,
        "hasCoApplicant": True,
        "hasGuarantor": False,
        **more,
    }


def draft(applicant: str, reference: str, form: object, **more: object) -> Item:
    return {
        "applicantId": applicant,
        "reference_id": reference,
        "form_data": text(form),
        "current_step": Decimal(7),
        "last_updated": SAVED,
        "status": "draft",
        "uploaded_files_metadata": text({"applicant_photo_id": [PDF]}),
        "webhook_responses": text({"applicant_photo_id": BODY, "coApplicant_photo_id": BODY}),
        "signatures": text({"applicant": DRAWN, "coApplicants": {"0": None}}),
        "encrypted_documents": text({"applicant": {"photo_id": [{"filename": "id.pdf"}]}}),
        "storage_mode": "direct",
        "flow_type": "separate_webhooks",
        "webhook_flow_version": "2.0",
        **more,
    }


def of_today() -> Item:
    """Layout B, direct: the form as JSON in a text."""
    form = nested_form(HOUSEHOLD, guarantors={"0": tenant("guarantor"), "1": tenant("second")})
    return draft(HOUSEHOLD, "app_1759240800123_k3x9q", form, status="submitted")


def hybrid() -> Item:
    """Layout B, hybrid: stubs, and where the whole lies in a bucket."""
    zone, reference = "zone_1757000000000_ab12", "app_1757000000000_ab12"
    kept = [f"form_data/{zone}/{reference}.json", f"signatures/{zone}/{reference}.json"]
    return draft(
        zone,
        reference,
        {"_truncated": True, "application": flat(7)},
        storage_mode="hybrid",
        signatures=text({"hasSignatures": True, "signatureCount": 2, "lastUpdated": SAVED}),
        s3_references=text(kept),
    )


def as_map() -> Item:
    """Layout C: maps instead of texts, and the household beside them."""
    zone = "Lppm-20250930-00042"
    form = nested_form(zone, legalQuestions={"brokenLease": False, "brokenLeaseExplanation": ""})
    return {
        "applicantId": zone,
        "zoneinfo": zone,
        "form_data": form,
        "uploaded_files_metadata": {"applicant_photo_id": []},
        "signatures": {"applicant": "SIGNED"},
        "current_step": Decimal(3),
        "last_updated": SAVED,
        "status": "draft",
    }


def with_form_data() -> Item:
    """Layout A, the first: a map of another name."""
    return {
        "applicantId": "LPPM-20251399-00001",
        "formData": {**nested_form("first layout"), "rawFormData": {"applicantName": "Kim Demo"}},
        "currentStep": Decimal(12),
        "lastSaved": "2025-06-01T08:00:00.000Z",
        "isComplete": True,
    }


def flat_form() -> Item:
    """Layout B with the form's older shape: everybody's values side by side."""
    people: Mapping = tenant("flat")
    form = {f"applicant{name[0].upper()}{name[1:]}": held for name, held in people.items()}
    return draft("temp_demo_household", "", form | flat(9), flow_type="legacy")


def of_no_layout() -> Item:
    return {"applicantId": "LPPM-20250101-00001", "note": "what this is nobody knows (demo)"}
