"""The objects of the protocol as Python's typed dictionaries."""

import keyword
import textwrap

from shapes import WIDTH, is_record, reference


def python(schema: dict) -> str:
    definitions = schema["$defs"]
    parts = [
        '"""The objects of the protocol as types. Made by clients/types/generate.py; do not edit."""',
        "from __future__ import annotations",
        "from typing import Any, Dict, List, Literal, TypedDict, Union",
    ]
    records = [
        python_record(name, definitions[name])
        for name in definitions
        if is_record(definitions[name])
    ]
    aliases = [
        python_alias(name, definitions[name])
        for name in definitions
        if not is_record(definitions[name])
    ]
    return "\n\n".join(parts) + "\n\n" + "".join(aliases + records)


def python_alias(name: str, schema: dict) -> str:
    members = python_members(schema, quote=True)
    if len(members) > 1:
        value = "Union[\n" + "".join(f"    {member},\n" for member in members) + "]"
    else:
        value = members[0]
    return f"{name} = {value}\n{docstring(schema, indent='')}\n"


def python_record(name: str, schema: dict) -> str:
    required = set(schema.get("required", []))
    properties = schema["properties"]
    groups = [
        (f"_{name}Required", {key: properties[key] for key in properties if key in required}, True),
        (
            f"_{name}Optional",
            {key: properties[key] for key in properties if key not in required},
            False,
        ),
    ]
    groups = [group for group in groups if group[1]]
    if all(is_identifier(key) for key in properties):
        return python_classes(name, schema, groups)
    text = "".join(python_functional(*group) for group in groups)
    bases = ", ".join(group[0] for group in groups)
    return f"{text}\nclass {name}({bases}):\n{docstring(schema) or '    pass' + chr(10)}\n"


def python_classes(name: str, schema: dict, groups: list) -> str:
    text = ""
    base = "TypedDict"
    for index, (group, members, is_required) in enumerate(groups):
        is_final = index == len(groups) - 1
        total = "" if is_required else ", total=False"
        text += f"\nclass {name if is_final else group}({base}{total}):\n"
        text += docstring(schema) + "\n" if is_final and docstring(schema) else ""
        for key, member in members.items():
            text += comment(member, "    # ") + python_member(key, member)
        text += "\n"
        base = group
    return text


def python_member(key: str, schema: dict) -> str:
    line = f"    {key}: {python_type(schema)}\n"
    if len(line) <= WIDTH:
        return line
    values = "".join(f'            "{value}",\n' for value in schema["enum"])
    return f"    {key}: Union[\n        Literal[\n{values}        ],\n        str,\n    ]\n"


def python_functional(group: str, members: dict, is_required: bool) -> str:
    lines = "".join(
        comment(member, "        # ") + f'        "{key}": "{quoted(python_type(member))}",\n'
        for key, member in members.items()
    )
    total = "" if is_required else "    total=False,\n"
    return f'\n{group} = TypedDict(\n    "{group}",\n    {{\n{lines}    }},\n{total})\n'


def is_identifier(key: str) -> bool:
    # Two leading underscores would be mangled; one is fine.
    return key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")


def quoted(text: str) -> str:
    return text.replace('"', "'")


def python_type(schema: dict) -> str:
    members = python_members(schema, quote=False)
    return members[0] if len(members) == 1 else f"Union[{', '.join(members)}]"


def python_members(schema: dict, quote: bool) -> list:
    """The alternatives of a type."""
    if "$ref" in schema:
        return [f'"{reference(schema)}"' if quote else reference(schema)]
    if "const" in schema:
        word = schema["const"]
        return [f"Literal[{word}]" if isinstance(word, bool) else f'Literal["{word}"]']
    if "enum" in schema:
        values = ", ".join(f'"{value}"' for value in schema["enum"])
        literal = f"Literal[{values}]"
        if quote and len(literal) > 80:
            inner = "".join(f'        "{value}",\n' for value in schema["enum"])
            literal = f"Literal[\n{inner}    ]"
        return [literal, "str"]
    if "anyOf" in schema:
        alternatives = [python_members(one, quote) for one in schema["anyOf"]]
        return list(dict.fromkeys(one for group in alternatives for one in group))
    kind = schema.get("type")
    if isinstance(kind, list):
        return [python_members({"type": one}, quote)[0] for one in kind]
    if kind == "array":
        return [f"List[{joined(python_members(schema.get('items', {}), quote))}]"]
    if kind == "object":
        values = schema.get("additionalProperties")
        inner = joined(python_members(values, quote)) if isinstance(values, dict) else "Any"
        return [f"Dict[str, {inner}]"]
    names = {
        "string": "str",
        "integer": "int",
        "number": "float",
        "boolean": "bool",
        "null": "None",
    }
    return [names.get(kind, "Any")]


def joined(members: list) -> str:
    return members[0] if len(members) == 1 else f"Union[{', '.join(members)}]"


def docstring(schema: dict, indent: str = "    ") -> str:
    text = schema.get("description", "")
    if not text:
        return ""
    escaped = text.replace("\\", "\\\\")
    lines = textwrap.wrap(escaped, WIDTH - len(indent) - 6, break_long_words=False)
    return f'{indent}"""' + f"\n{indent}".join(lines) + '"""\n'


def comment(schema: dict, prefix: str) -> str:
    lines = textwrap.wrap(schema.get("description", ""), WIDTH - len(prefix))
    return "".join(f"{prefix}{line}\n" for line in lines)
