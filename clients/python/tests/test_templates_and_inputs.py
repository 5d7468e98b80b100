"""Templates and questions, seen from the engine's end."""

import asyncio
import unittest

from .peer import connected

DEFINITION = {"name": "W", "steps": []}


class TemplateTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.engine, self.peer = await connected()

    async def asyncTearDown(self):
        await self.engine.close()
        self.peer.close()

    async def sent(self, coroutine, method, *results):
        """The params of each request that a call makes, and what it answers in the end."""
        calling = asyncio.ensure_future(coroutine)
        params = [await self.peer.answer(method, result) for result in results]
        return params, await calling

    async def test_templates_are_made_read_and_deleted(self):
        templates = self.engine.templates
        sent, made = await self.sent(
            templates.create("t", DEFINITION, version=2), "template/create", {"version": 2}
        )
        self.assertEqual(sent, [{"name": "t", "definition": DEFINITION, "version": 2}])
        self.assertEqual(made["version"], 2)
        sent, _ = await self.sent(templates.get("t"), "template/get", {"version": 2})
        self.assertEqual(sent, [{"name": "t"}])
        sent, deleted = await self.sent(
            templates.delete("t", 2), "template/delete", {"deleted": True}
        )
        self.assertEqual((sent, deleted), ([{"name": "t", "version": 2}], True))

    async def test_a_list_goes_through_all_pages(self):
        sent, names = await self.sent(
            self.engine.templates.list(),
            "template/list",
            {"templates": ["a"], "nextCursor": "c"},
            {"templates": ["b"]},
        )
        self.assertEqual(sent, [{"limit": 1000}, {"limit": 1000, "cursor": "c"}])
        self.assertEqual(names, ["a", "b"])

    async def test_a_template_becomes_a_workflow(self):
        sent, workflow = await self.sent(
            self.engine.templates.instantiate("t", input={"x": 1}, execute=True),
            "template/instantiate",
            {"id": "w", "name": "W", "status": "running"},
        )
        self.assertEqual(sent, [{"name": "t", "input": {"x": 1}, "execute": True}])
        self.assertEqual(workflow.id, "w")

    async def test_questions_are_answered_or_declined(self):
        inputs = self.engine.inputs
        sent, found = await self.sent(
            inputs.list(workflow_id="w"), "input/list", {"inputs": [{"inputId": "i"}]}
        )
        self.assertEqual(sent, [{"workflowId": "w", "limit": 1000}])
        self.assertEqual(found, [{"inputId": "i"}])
        sent, _ = await self.sent(inputs.respond("i", None), "input/respond", {})
        self.assertEqual(sent, [{"inputId": "i", "action": "accept", "content": None}])
        sent, _ = await self.sent(inputs.decline("i"), "input/respond", {})
        self.assertEqual(sent, [{"inputId": "i", "action": "decline"}])
