"""A bucket of S3, or of anything that speaks its language, by the AWS conventions.

AWS_ENDPOINT_URL_S3 names another endpoint. An object appears whole or not at all, which is all that
a place promises; encryption at rest is the bucket's own setting.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as ConnectionFailed
from botocore.session import Session

from entities.errors import AddressInvalid, FileMissing, PlaceRefused, PlaceUnavailable
from entities.objects.place import Place, checked

SCHEME = "s3://"
ADDRESS = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?P<prefix>[\w./-]*))?")
MISSING = ("NoSuchKey", "404")
PASSING = ("InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown", "Throttling")
AT_ONCE = 1_000  # names in one call that removes


def bucket_at(address: str) -> "Bucket":
    """Raises AddressInvalid."""
    found = ADDRESS.fullmatch(address)
    if found is None:
        raise AddressInvalid(address)
    return Bucket(_client(), found["bucket"], (found["prefix"] or "").strip("/"))


class Bucket(Place):
    def __init__(self, client: BaseClient, bucket: str, prefix: str = ""):
        self._client, self._bucket = client, bucket
        self._prefix = f"{prefix}/" if prefix else ""

    def write(self, name: str, content: bytes) -> None:
        with _refusals("write"):
            self._client.put_object(**self._named(name), Body=content)

    def read(self, name: str) -> bytes:
        try:
            with _refusals("read"):
                return self._client.get_object(**self._named(name))["Body"].read()
        except PlaceRefused as refused:
            if refused.why in MISSING:
                raise FileMissing(name) from refused
            raise

    def names(self, under: str) -> Iterator[str]:
        start = self._named(under)["Key"] + "/"
        listing = self._client.get_paginator("list_objects_v2")
        with _refusals("list"):
            for page in listing.paginate(Bucket=self._bucket, Prefix=start):
                yield from (o["Key"][len(self._prefix) :] for o in page.get("Contents", ()))

    def remove(self, names: Iterable[str]) -> None:
        held = list(names)
        for start in range(0, len(held), AT_ONCE):
            keys = [{"Key": self._named(name)["Key"]} for name in held[start : start + AT_ONCE]]
            with _refusals("remove"):
                answer = self._client.delete_objects(
                    Bucket=self._bucket, Delete={"Objects": keys, "Quiet": True}
                )
            for failed in answer.get("Errors", ()):
                raise PlaceRefused("remove", failed.get("Code", "no reason given"))

    def _named(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + checked(name)}


@cache
def _client() -> BaseClient:
    session = Session()
    region = os.environ.get("AWS_REGION") or session.get_config_variable("region") or "us-east-1"
    config = Config(
        connect_timeout=2.0,
        read_timeout=30.0,
        retries={"mode": "standard", "total_max_attempts": 4},
        user_agent_extra="keyroom",
    )
    return session.create_client("s3", region_name=region, config=config)


@contextmanager
def _refusals(what: str) -> Iterator[None]:
    try:
        yield
    except (ConnectionFailed, HTTPClientError) as error:
        raise PlaceUnavailable from error
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "no reason given")
        raise (PlaceUnavailable() if code in PASSING else PlaceRefused(what, code)) from error
    except BotoCoreError as error:
        raise PlaceRefused(what, type(error).__name__) from error
