"""Every attribute that is known of the rental application and of PilotForce is declared."""

import pytest

from entities.catalogue import catalogue
from entities.schema.masking import Mask

DRAFT = (
    "applicantId formData currentStep lastSaved isComplete reference_id form_data current_step "
    "last_updated status uploaded_files_metadata webhook_responses signatures storage_mode "
    "encrypted_documents s3_references flow_type webhook_flow_version zoneinfo"
)
APPLICATION = (
    "appid zoneinfo userId role application_info current_step status last_updated "
    "uploaded_files_metadata webhook_responses signatures encrypted_documents storage_mode "
    "s3_references flow_type webhook_flow_version migratedFrom migratedAt migrationSourceKey "
    "migrationLayout migration_extra"
)
SIGNER = (
    "userId zoneinfo timestamp last_updated role appid occupants webhookSummary signature status "
    "migratedFrom migratedAt migrationSourceKey migrationLayout"
)
KNOWN = {
    "rental-drafts": DRAFT,
    "rental-applications": APPLICATION,
    "rental-applicants": f"{SIGNER} applicant_info co_applicants guarantors additionalPeople",
    "rental-co-applicants": f"{SIGNER} coapplicant_info current_step",
    "rental-guarantors": f"{SIGNER} guarantor_info current_step",
    "pilotforce-users": "userId email name phoneNumber role createdAt updatedAt preferences "
    "profileImageUrl",
    "pilotforce-bookings": "bookingId userId serviceType bookingDate bookingTime status details "
    "paymentInfo createdAt updatedAt",
    "pilotforce-assets": "assetId assetType fileName s3Key s3Url mimeType size userId tags "
    "metadata createdAt updatedAt",
    "deployed-users": "UserId Username Email Name PhoneNumber CompanyId UserRole Status "
    "UserAccess ApprovalStatus CreatedAt UpdatedAt companyId",
    "deployed-companies": "CompanyId CompanyName EmailDomain Status CreatedAt UpdatedAt",
    "deployed-bookings": "BookingId CompanyId UserId assetId assetName status jobTypes flightDate "
    "scheduling serviceOptions siteContact location postcode userName userEmail userPhone "
    "companyName emailDomain notes quote createdAt updatedAt companyId AssetId AssetName JobType "
    "Status FlightDate",
    "deployed-assets": "AssetId UserId CompanyId Name AssetType Description Address Coordinates "
    "Area CenterPoint GeoJSON Tags CreatedAt UpdatedAt companyId",
    "deployed-resources": "ResourceId BookingId Type FileName FolderName S3Path ContentType Size "
    "IsImage ResourceUrl geolocation metadata CreatedAt UpdatedAt resourceId bookingId s3Key",
    "deployed-chunks": "bookingId chunkId originalFileName totalChunks chunksUploaded status "
    "manifestKey finalResourceId reassembledUrl errorMessage failedAt completedAt lastUpdated "
    "chunkIndex fileName key isChunk isManifest uploadedAt",
}
OTHERS = ("rental", "pilotforce", "pilotforce-deployed")


@pytest.mark.parametrize("name", KNOWN)
def test_every_attribute_that_is_known_is_declared_and_no_other(name):
    declared = catalogue.entity(name)
    known = set(KNOWN[name].split())

    assert known - set(declared.fields_by_any_name) == set()
    assert {field.name for field in declared.fields} - known == set()


def test_these_are_all_the_entities_of_the_two_systems():
    declared = [entity for system in OTHERS for entity in catalogue.of_system(system)]
    assert {entity.name for entity in declared} == set(KNOWN)
    assert all(entity.read_only for entity in declared)
    assert not any(entity.company_attribute for entity in declared)


@pytest.mark.parametrize(
    ("path", "mask"),
    [
        ("rental-drafts.form_data", Mask.FULL),
        ("rental-drafts.currentStep", Mask.NONE),
        ("rental-applications.webhook_responses", Mask.FULL),
        ("rental-applicants.signature", Mask.SIGNATURE),
        ("rental-applicants.ssn", Mask.NONE),  # undeclared, and secret wherever it stands
        ("rental-applicants.income", Mask.FULL),  # undeclared
        ("rental-applicants.landlordPhone", Mask.PARTIAL),  # undeclared
        ("pilotforce-users.email", Mask.FINDABLE),
        ("pilotforce-users.phoneNumber", Mask.PARTIAL),
        ("pilotforce-assets.s3Url", Mask.QUERY),
        ("deployed-users.Username", Mask.FINDABLE),
        ("deployed-bookings.userPhone", Mask.PARTIAL),
        ("deployed-resources.ResourceUrl", Mask.FULL),
    ],
)
def test_what_is_personal_or_secret_is_masked(path, mask):
    entity, _, name = path.partition(".")
    assert catalogue.entity(entity).field(name).mask is mask


@pytest.mark.parametrize(
    ("path", "stored", "read"),
    [
        ("pilotforce-bookings.status", "canceled", "cancelled"),
        ("pilotforce-bookings.status", "Pending", "pending"),
        ("deployed-bookings.status", "In_Progress", "in-progress"),
        ("deployed-companies.Status", "ACTIVE", "Active"),
    ],
)
def test_old_spellings_are_read_as_todays_word(path, stored, read):
    entity, _, name = path.partition(".")
    field = catalogue.entity(entity).field(name)
    assert field.folded(stored) == read
    assert field.knows(stored)
