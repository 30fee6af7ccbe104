"""The one DynamoDB client of a process; threads share it.

Everything follows the AWS conventions: the default credential chain, AWS_PROFILE, AWS_REGION or
AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_DYNAMODB.
"""

import os
from functools import cache
from threading import Lock

from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from entities.dynamodb import fastpath
from entities.dynamodb.errors import refusal
from entities.dynamodb.metering import count_attempt

FALLBACK_REGION = "us-east-1"
TRIES = 4  # of one call, the first included
CONNECTIONS = 50
_making = Lock()  # a session is not safe to share while it makes a client


def connect(
    *,
    region: str | None = None,
    endpoint: str | None = None,
    connect_timeout: float = 2.0,
    read_timeout: float = 10.0,
) -> BaseClient:
    """The client, made once per set of arguments; time-outs are in seconds.

    Without a region from anywhere, us-east-1. Raises CredentialsMissing for a profile that is not
    there; credentials themselves are looked for with the first call.
    """
    with _making:
        try:
            return _connected(region, endpoint, connect_timeout, read_timeout)
        except BotoCoreError as error:
            raise refusal(error, "the connection", "") from error


@cache
def _connected(
    region: str | None, endpoint: str | None, connect_timeout: float, read_timeout: float
) -> BaseClient:
    session = Session()
    fastpath.install(session)
    client = session.create_client(
        "dynamodb",
        region_name=region or _region(session),
        endpoint_url=endpoint,
        config=_config(connect_timeout, read_timeout),
    )
    client.meta.events.register("response-received.dynamodb", count_attempt)
    return client


def _region(session: Session) -> str:
    # botocore itself reads AWS_DEFAULT_REGION and the profile, but not AWS_REGION.
    known = os.environ.get("AWS_REGION") or session.get_config_variable("region")
    return known or FALLBACK_REGION


def _config(connect_timeout: float, read_timeout: float) -> Config:
    return Config(
        connect_timeout=connect_timeout,
        read_timeout=read_timeout,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        max_pool_connections=CONNECTIONS,
        # The strict layer (limits.py) checks more than botocore does, in half the time.
        parameter_validation=False,
        user_agent_extra="keyroom",
        tcp_keepalive=True,
    )
