"""The objects and methods of the protocol as TypeScript declarations."""

import json
import textwrap

from shapes import WIDTH, is_record, reference


def typescript(schema: dict, openrpc: dict) -> str:
    parts = [
        "// The objects and methods of the protocol. Made by clients/types/generate.py; do not edit.\n"
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
