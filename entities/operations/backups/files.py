"""What the files of a backup set are called, below the place where it lies."""


def set_manifest(set_id: str) -> str:
    return f"{set_id}/manifest.json"


def table_manifest(set_id: str, table: str) -> str:
    return f"{set_id}/{table}/manifest.json"


def data_file(set_id: str, table: str, part: str) -> str:
    """Items: `{"Item": {…}}` a line, gzip."""
    return f"{set_id}/{table}/data/{part}.jsonl.gz"


def hashes_file(set_id: str, table: str, part: str) -> str:
    """`{"Keys": {…}, "Hash": "…"}` a line, gzip, line by line as the items."""
    return f"{set_id}/{table}/hashes/{part}.jsonl.gz"


def facts_file(set_id: str, table: str, part: str) -> str:
    """What is known of one part, until the table's manifest holds it."""
    return f"{set_id}/{table}/parts/{part}.json"


def part_name(segment: int, number: int, epoch: int) -> str:
    """The epoch of the segment's lease keeps a worker that lost it from the files of its heir."""
    return f"{segment:03d}-{number:06d}-{epoch}"
