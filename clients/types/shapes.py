"""What both languages ask of a schema."""

WIDTH = 100


def is_record(schema: dict) -> bool:
    """Whether a schema is an object with named members."""
    return "properties" in schema


def reference(schema: dict) -> str:
    return schema["$ref"].rpartition("/")[2]
