"""Tables and items for tests of the engine, by the plain client."""


def make_table(client, name="jobs", **settings):
    client.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        **settings,
    )


def put(client, key, table="jobs", **attributes):
    return client.put_item(TableName=table, Item={"id": {"S": key}, **attributes})


def add_one(client, key="counter"):
    return client.update_item(
        TableName="jobs",
        Key={"id": {"S": key}},
        UpdateExpression="ADD n :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
    )


def items(client, table="jobs"):
    """All items of a table by id."""
    return {item["id"]["S"]: item for item in client.scan(TableName=table)["Items"]}


def settings_of(client, table="jobs"):
    """Everything the engine says about a table, except its answer's own headers."""
    description = client.describe_table(TableName=table)["Table"]
    backups = client.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    return (
        description,
        client.describe_time_to_live(TableName=table)["TimeToLiveDescription"],
        backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
        client.list_tags_of_resource(ResourceArn=description["TableArn"])["Tags"],
        client.list_backups(TableName=table)["BackupSummaries"],
    )
