#!/usr/bin/env python3
"""Writes the clients' types from protocol/schema.json and protocol/openrpc.json.

    python3 clients/generate.py            writes what has changed
    python3 clients/generate.py --check    fails where something would change

Unknown values of enumerations are legal in what an engine says (a later one may say more), so
enumerations stay open to any string.
"""

import json
import keyword
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / "clients/python/src/stepwell/protocol.py"
TYPESCRIPT = ROOT / "clients/javascript/src/protocol.d.ts"
WIDTH = 100


def main() -> int:
    schema = json.loads((ROOT / "protocol/schema.json").read_text("utf-8"))
    openrpc = json.loads((ROOT / "protocol/openrpc.json").read_text("utf-8"))
    wanted = {PYTHON: python(schema), TYPESCRIPT: typescript(schema, openrpc)}
    stale = [path for path, text in wanted.items() if not is_current(path, text)]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run clients/generate.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


def is_record(schema: dict) -> bool:
    """Whether a schema is an object with named members."""
    return "properties" in schema


def reference(schema: dict) -> str:
    return schema["$ref"].rpartition("/")[2]


# Python ---------------------------------------------------------------------------------------


def python(schema: dict) -> str:
    definitions = schema["$defs"]
    parts = [
        '"""The objects of the protocol as types. Made by clients/generate.py; do not edit."""',
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


# TypeScript -----------------------------------------------------------------------------------


def typescript(schema: dict, openrpc: dict) -> str:
    parts = [
        "// The objects and methods of the protocol. Made by clients/generate.py; do not edit.\n"
    ]
    for name, definition in schema["$defs"].items():
        parts.append(typescript_definition(name, definition))
    parts.append(typescript_methods(schema["$defs"], openrpc))
    return "\n".join(parts)


def typescript_definition(name: str, schema: dict) -> str:
    head = jsdoc(schema, "")
    if is_record(schema):
        return f"{head}export interface {name} {typescript_object(schema, '')}\n"
    return f"{head}export type {name} = {typescript_type(schema, '')};\n"


def typescript_object(schema: dict, indent: str) -> str:
    required = set(schema.get("required", []))
    inner = indent + "  "
    lines = []
    for key, member in schema["properties"].items():
        mark = "" if key in required else "?"
        label = key if key.isidentifier() else json.dumps(key)
        lines.append(
            f"{jsdoc(member, inner)}{inner}{label}{mark}: {typescript_type(member, inner)};\n"
        )
    return "{\n" + "".join(lines) + indent + "}"


def typescript_type(schema: dict, indent: str) -> str:
    if "$ref" in schema:
        return reference(schema)
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        values = [json.dumps(value) for value in schema["enum"]] + ["(string & {})"]
        line = " | ".join(values)
        if len(line) < 80 - len(indent):
            return line
        return "".join(f"\n{indent}  | {value}" for value in values)
    if "anyOf" in schema:
        alternatives = dict.fromkeys(typescript_type(one, indent) for one in schema["anyOf"])
        line = " | ".join(alternatives)
        if len(line) < 80 - len(indent):
            return line
        return "".join(f"\n{indent}  | {alternative}" for alternative in alternatives)
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(typescript_type({"type": one}, indent) for one in kind)
    if kind == "array":
        inner = typescript_type(schema.get("items", {}), indent)
        return f"Array<{inner}>"
    if kind == "object":
        if is_record(schema):
            return typescript_object(schema, indent)
        values = schema.get("additionalProperties")
        inner = typescript_type(values, indent) if isinstance(values, dict) else "unknown"
        return f"Record<string, {inner}>"
    names = {
        "string": "string",
        "integer": "number",
        "number": "number",
        "boolean": "boolean",
        "null": "null",
    }
    return names.get(kind, "unknown")


def typescript_methods(definitions: dict, openrpc: dict) -> str:
    lines = []
    for method in openrpc["methods"]:
        if "result" not in method:
            continue
        name = method["name"]
        params = params_name(name, definitions)
        result = typescript_type(as_reference(method["result"]["schema"]), "  ")
        lines.append(jsdoc({"description": method["summary"]}, "  "))
        lines.append(f"  {json.dumps(name)}: {{ params: {params}; result: {result} }};\n")
    return (
        "/** The methods of the protocol: what each takes and answers. */\n"
        "export interface Methods {\n" + "".join(lines) + "}\n"
    )


def as_reference(schema: dict) -> dict:
    return {"$ref": schema["$ref"]} if "$ref" in schema else schema


def params_name(method: str, definitions: dict) -> str:
    """`workflow/create` takes WorkflowCreateParams, where there is such."""
    words = method.replace(".", "/").split("/")
    name = "".join(word[:1].upper() + word[1:] for word in words) + "Params"
    return name if name in definitions else "NoParams"


def jsdoc(schema: dict, indent: str) -> str:
    text = schema.get("description", "").replace("*/", "*\\/")
    if not text:
        return ""
    if len(text) + len(indent) + 7 <= WIDTH:
        return f"{indent}/** {text} */\n"
    lines = textwrap.wrap(text, WIDTH - len(indent) - 3)
    return f"{indent}/**\n" + "".join(f"{indent} * {line}\n" for line in lines) + f"{indent} */\n"


if __name__ == "__main__":
    sys.exit(main())
