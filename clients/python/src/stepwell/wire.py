"""How Python names and values stand for those of the wire."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, Dict, FrozenSet, Mapping, Optional, Union

Seconds = Union[float, timedelta]
"""A duration: seconds, or a timedelta."""


def camel(name: str) -> str:
    """`agent_id` as the wire writes it: `agentId`. A leading underscore stays."""
    head, *rest = name.lstrip("_").split("_")
    prefix = name[: len(name) - len(name.lstrip("_"))]
    return prefix + head + "".join(word[:1].upper() + word[1:] for word in rest)


def members(named: Mapping[str, Any]) -> Dict[str, Any]:
    """Keyword arguments as members of an object."""
    return {camel(name): value for name, value in named.items()}


def given(**named: Any) -> Dict[str, Any]:
    """The arguments that are not None, as members of an object."""
    return members({name: value for name, value in named.items() if value is not None})


def milliseconds(duration: Optional[Seconds]) -> Optional[int]:
    """A duration as the wire's whole milliseconds."""
    if duration is None:
        return None
    seconds = duration.total_seconds() if isinstance(duration, timedelta) else duration
    return max(0, round(seconds * 1000))


def encode(message: Any) -> bytes:
    """A message as a line. Raises TypeError or ValueError where a value is not JSON."""
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


class WireObject:
    """An object of the wire whose members are attributes: `currentStepIndex` is
    `current_step_index`. `raw` is the object itself; a member left out there is None here.
    """

    _known: FrozenSet[str] = frozenset()

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw: Dict[str, Any] = dict(raw)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name != "raw":
            member = camel(name)
            if member in self.raw:
                return self.raw[member]
            if member in self._known:
                return None
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
