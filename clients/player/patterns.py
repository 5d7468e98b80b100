"""Patterns that a message must match, and references to what earlier ones bound."""

import json
import re

TYPES = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
    "value": lambda value: True,
}


def difference(pattern: object, value: object, bound: dict, place: str = "") -> object:
    """Why a value does not match a pattern, or None; names bound on the way are added."""
    matcher = matcher_of(pattern)
    if matcher is not None:
        return MATCHERS[matcher](pattern[matcher], value, bound, place)
    if isinstance(pattern, dict):
        return object_difference(pattern, value, bound, place)
    if isinstance(pattern, list):
        if not isinstance(value, list) or len(value) != len(pattern):
            return f"{place}: expected {len(pattern)} elements, got {shown(value)}"
        pairs = enumerate(zip(pattern, value))
        return first(difference(one, two, bound, f"{place}/{n}") for n, (one, two) in pairs)
    if type(pattern) is not type(value) and not (is_number(pattern) and is_number(value)):
        return f"{place}: expected {shown(pattern)}, got {shown(value)}"
    return None if pattern == value else f"{place}: expected {shown(pattern)}, got {shown(value)}"


def object_difference(pattern: dict, value: object, bound: dict, place: str) -> object:
    if not isinstance(value, dict):
        return f"{place}: expected an object, got {shown(value)}"
    for key, member in pattern.items():
        if matcher_of(member) == "$absent":
            if key in value:
                return f"{place}/{key}: expected none, got {shown(value[key])}"
        elif key not in value:
            return f"{place}/{key}: is missing"
        else:
            reason = difference(member, value[key], bound, f"{place}/{key}")
            if reason is not None:
                return reason
    return None


def match_any(kind: str, value: object, bound: dict, place: str) -> object:
    return None if TYPES[kind](value) else f"{place}: expected any {kind}, got {shown(value)}"


def match_bind(name: str, value: object, bound: dict, place: str) -> object:
    if name in bound:
        return f"{place}: {name} is bound already"
    bound[name] = value
    return None


def match_ref(name: str, value: object, bound: dict, place: str) -> object:
    return difference(bound[name], value, bound, place)


def match_join(parts: list, value: object, bound: dict, place: str) -> object:
    return difference(filled({"$join": parts}, bound), value, bound, place)


def match_regex(expression: str, value: object, bound: dict, place: str) -> object:
    if isinstance(value, str) and re.search(expression, value):
        return None
    return f"{place}: expected text like {expression}, got {shown(value)}"


def match_exact(pattern: dict, value: object, bound: dict, place: str) -> object:
    reason = object_difference(pattern, value, bound, place)
    if reason is None and set(value) - set(pattern):
        return f"{place}: has more: {sorted(set(value) - set(pattern))}"
    return reason


def match_contains(patterns: list, value: object, bound: dict, place: str) -> object:
    """The elements, in this order, with or without others between them."""
    if not isinstance(value, list):
        return f"{place}: expected an array, got {shown(value)}"
    elements = iter(value)
    for pattern in patterns:
        for element in elements:
            trial = dict(bound)
            if difference(pattern, element, trial, place) is None:
                bound.update(trial)
                break
        else:
            return f"{place}: lacks {shown(pattern)}"
    return None


MATCHERS = {
    "$any": match_any,
    "$bind": match_bind,
    "$ref": match_ref,
    "$join": match_join,
    "$matches": match_regex,
    "$exact": match_exact,
    "$contains": match_contains,
    "$absent": lambda flag, value, bound, place: f"{place}: expected nothing",
}


def matcher_of(pattern: object) -> object:
    if isinstance(pattern, dict) and len(pattern) == 1:
        (key,) = pattern
        return key if key in MATCHERS else None
    return None


def filled(value: object, bound: dict) -> object:
    """What is sent: `$ref` and `$join` replaced by what was bound."""
    if matcher_of(value) == "$ref":
        return bound[value["$ref"]]
    if matcher_of(value) == "$join":
        return "".join(str(filled(part, bound)) for part in value["$join"])
    if isinstance(value, dict):
        return {key: filled(member, bound) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(element, bound) for element in value]
    return value


def is_number(value: object) -> bool:
    return TYPES["number"](value)


def first(reasons: object) -> object:
    return next((reason for reason in reasons if reason is not None), None)


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else text[:400] + "…"
