"""The client follows the AWS conventions and is made once."""

from threading import Thread

import pytest
from botocore.validate import ParamValidationDecorator

from entities.dynamodb import client
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.errors import CredentialsMissing
from entities.schema.access import AccessPath
from tests.samples import INVOICES


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """No client is left over, before or after; the tests' own is kept."""
    made = client._connected
    monkeypatch.setattr(client, "_connected", client.cache(made.__wrapped__))
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")


def test_a_process_has_one_client_for_all_threads():
    made = []

    threads = [Thread(target=lambda: made.append(connect())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id(one) for one in made}) == 1


@pytest.mark.parametrize(
    ("environment", "region"),
    [
        ({}, "us-east-1"),
        ({"AWS_REGION": "eu-west-1"}, "eu-west-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-2"),
        ({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-1"),
    ],
)
def test_the_region_comes_from_the_environment(monkeypatch, environment, region):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert connect().meta.region_name == region


def test_a_region_that_is_given_wins(monkeypatch):
    monkeypatch.setenv("AWS_REGION", "eu-west-1")

    assert connect(region="us-west-2").meta.region_name == "us-west-2"


def test_the_endpoint_comes_from_the_environment_or_is_given(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:7")

    assert connect().meta.endpoint_url == "http://127.0.0.1:7"
    assert connect(endpoint="http://127.0.0.1:8").meta.endpoint_url == "http://127.0.0.1:8"


def test_a_profile_that_is_not_there_is_explained(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")

    with pytest.raises(CredentialsMissing):
        connect()


def test_missing_credentials_are_explained_with_the_first_call(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")

    with pytest.raises(CredentialsMissing, match="No usable AWS credentials"):
        Store(connect()).page(INVOICES, AccessPath("scan"))


def test_the_client_gives_up_early_and_says_who_it_is():
    made = connect(read_timeout=3)
    config = made.meta.config

    assert (config.connect_timeout, config.read_timeout) == (2.0, 3)
    assert config.retries == {"mode": "standard", "total_max_attempts": 4}
    assert config.max_pool_connections == 50
    assert not isinstance(made._serializer, ParamValidationDecorator)
    assert config.user_agent_extra == "keyroom"
