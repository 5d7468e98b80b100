"""Definitions under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Mapping, Optional

from . import protocol
from .wire import given, members
from .workflow import Workflow

if TYPE_CHECKING:
    from .engine import Engine


class Templates:
    """`engine.templates`: definitions under a name, in versions that never change."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def create(
        self,
        name: str,
        definition: Mapping[str, Any],
        *,
        version: Optional[int] = None,
        input_schema: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
    ) -> protocol.Template:
        """Keeps a definition as the next version of a template, or as the one given."""
        params = given(
            name=name,
            definition=definition,
            version=version,
            input_schema=input_schema,
            idempotency_key=idempotency_key,
        )
        return await self._engine.call("template/create", params)

    async def get(self, name: str, version: Optional[int] = None) -> protocol.Template:
        """A version of a template with its definition; the last one where none is named."""
        return await self._engine.call("template/get", given(name=name, version=version))

    async def list(self, name: Optional[str] = None) -> List[protocol.Template]:
        """The last version of each template, or all versions of one; without definitions."""
        found: List[protocol.Template] = []
        cursor: Optional[str] = None
        while True:
            params = given(name=name, limit=1000, cursor=cursor)
            page: protocol.TemplateListResult = await self._engine.call("template/list", params)
            found += page["templates"]
            cursor = page.get("nextCursor")
            if cursor is None:
                return found

    async def delete(
        self, name: str, version: Optional[int] = None, *, idempotency_key: Optional[str] = None
    ) -> bool:
        """Deletes a template or one version of it; answers whether it was there."""
        params = given(name=name, version=version, idempotency_key=idempotency_key)
        return (await self._engine.call("template/delete", params))["deleted"]

    async def instantiate(self, name: str, **named: Any) -> Workflow:
        """Makes a workflow from a template.

        Also `version`, `input`, `workflow_name`, `metadata`, `id`, `execute`, `idempotency_key`.
        """
        params = {"name": name, **members(named)}
        return Workflow(await self._engine.call("template/instantiate", params), self._engine)
