"""Questions that workflows ask people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional

from . import protocol
from .wire import given

if TYPE_CHECKING:
    from .engine import Engine


class Inputs:
    """`engine.inputs`: the open questions, and their answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def list(self, workflow_id: Optional[str] = None) -> List[protocol.Question]:
        """All open questions, the oldest first, of one workflow or of all."""
        found: List[protocol.Question] = []
        cursor: Optional[str] = None
        while True:
            params = given(workflow_id=workflow_id, limit=1000, cursor=cursor)
            page: protocol.InputListResult = await self._engine.call("input/list", params)
            found += page["inputs"]
            cursor = page.get("nextCursor")
            if cursor is None:
                return found

    async def respond(
        self, input_id: str, content: Any = None, *, idempotency_key: Optional[str] = None
    ) -> protocol.Answer:
        """Answers a question; whoever comes second is told the first answer."""
        params = given(input_id=input_id, idempotency_key=idempotency_key)
        params.update(action="accept", content=content)
        return await self._engine.call("input/respond", params)

    async def decline(
        self, input_id: str, *, idempotency_key: Optional[str] = None
    ) -> protocol.Answer:
        """Refuses to answer a question."""
        params = given(input_id=input_id, action="decline", idempotency_key=idempotency_key)
        return await self._engine.call("input/respond", params)
