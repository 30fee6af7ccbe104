"""botocore's errors become refusals with a sentence, and no sentence quotes data."""

import pytest
from botocore import exceptions
from botocore.exceptions import ClientError

from entities import errors
from entities.dynamodb.errors import NotOffered, TransactionRefused, refusal


def refused(code: str, status: int = 400, **more) -> errors.Refusal:
    response = {
        "Error": {"Code": code, "Message": "secret-key-value"},
        "ResponseMetadata": {"HTTPStatusCode": status},
        **more,
    }
    return refusal(ClientError(response, "Query"), "Query", "things")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ProvisionedThroughputExceededException", errors.Throttled),
        ("ThrottlingException", errors.Throttled),
        ("LimitExceededException", errors.Throttled),
        ("AccessDeniedException", errors.AccessRefused),
        ("ExpiredTokenException", errors.CredentialsMissing),
        ("UnrecognizedClientException", errors.CredentialsMissing),
        ("ResourceNotFoundException", errors.TableMissing),
        ("ResourceInUseException", errors.TableNotReady),
        ("ConditionalCheckFailedException", errors.ConditionRefused),
        ("BackupNotFoundException", errors.BackupMissing),
        ("BackupInUseException", errors.BackupBusy),
        ("TableAlreadyExistsException", errors.NameTaken),
        ("InvalidRestoreTimeException", errors.MomentOutOfReach),
        ("PointInTimeRecoveryUnavailableException", errors.RecoveryOff),
        ("UnknownOperationException", NotOffered),
        ("ValidationException", errors.ServiceRefused),
        ("", errors.ServiceRefused),
    ],
)
def test_a_code_of_the_service_has_its_refusal(code, kind):
    error = refused(code)

    assert type(error) is kind
    assert "secret-key-value" not in str(error) + error.hint


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (500, errors.Unreachable),
        (503, errors.Unreachable),
        (501, NotOffered),
        (429, errors.Throttled),
    ],
)
def test_an_unknown_code_is_understood_by_its_status(status, kind):
    assert type(refused("Surprise", status)) is kind


def test_a_cancelled_transaction_tells_its_reasons_in_order():
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Item": {}}, {}]

    error = refused("TransactionCanceledException", CancellationReasons=reasons)

    assert isinstance(error, TransactionRefused)
    assert error.reasons == ("None", "ConditionalCheckFailed", "None")
    assert refused("TransactionCanceledException").reasons == ()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (exceptions.NoCredentialsError(), errors.CredentialsMissing),
        (exceptions.PartialCredentialsError(provider="x", cred_var="y"), errors.CredentialsMissing),
        (exceptions.ProfileNotFound(profile="x"), errors.CredentialsMissing),
        (exceptions.EndpointConnectionError(endpoint_url="x"), errors.Unreachable),
        (exceptions.ReadTimeoutError(endpoint_url="x"), errors.Unreachable),
        (exceptions.SSLError(endpoint_url="x", error="y"), errors.Unreachable),
        (exceptions.ConnectionClosedError(endpoint_url="x"), errors.Unreachable),
        (exceptions.InvalidRegionError(region_name="x"), errors.ServiceRefused),
    ],
)
def test_an_error_of_the_client_itself_has_its_refusal(error, kind):
    assert type(refusal(error, "Query", "things")) is kind
