"""Workflow objects, seen from the engine's end."""

import asyncio
import unittest

import stepwell

from .peer import connected

WORKFLOW = {"id": "w", "name": "W", "status": "running", "currentStepIndex": 1, "steps": []}


class WorkflowTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.engine, self.peer = await connected()
        self.workflow = stepwell.Workflow(WORKFLOW, self.engine)

    async def asyncTearDown(self):
        await self.engine.close()
        self.peer.close()

    async def sent(self, coroutine, method, result=WORKFLOW):
        """What a call sends, and what it answers to a result."""
        calling = asyncio.ensure_future(coroutine)
        params = await self.peer.answer(method, result)
        return params, await calling

    async def test_a_definition_is_given_by_name_or_as_a_dictionary(self):
        create = self.engine.workflow.create
        steps = [{"agentId": "a"}]
        params, wf = await self.sent(
            create(name="W", steps=steps, idempotency_key="k", execute=True), "workflow/create"
        )
        self.assertEqual(
            params, {"name": "W", "steps": steps, "idempotencyKey": "k", "execute": True}
        )
        self.assertEqual((wf.id, wf.current_step_index, wf.steps), ("w", 1, []))
        params, _ = await self.sent(create({"name": "W", "steps": steps}), "workflow/create")
        self.assertEqual(params, {"name": "W", "steps": steps})

    async def test_members_left_out_are_none_and_unknown_ones_are_no_attributes(self):
        self.assertIsNone(self.workflow.output)
        self.assertIsNone(self.workflow.waiting_for)
        with self.assertRaises(AttributeError):
            _ = self.workflow.outptu

    async def test_every_method_brings_the_object_up_to_date(self):
        params, answer = await self.sent(
            self.workflow.pause(), "workflow/pause", {**WORKFLOW, "status": "paused"}
        )
        self.assertEqual(params, {"workflowId": "w"})
        self.assertIs(answer, self.workflow)
        self.assertEqual(self.workflow.status, "paused")

    async def test_methods_send_what_they_are_given(self):
        wf = self.workflow
        step = {"agentId": "a", "if": "true"}
        for coroutine, method, members in [
            (wf.execute(), "execute", {"events": False}),
            (wf.resume(idempotency_key="k"), "resume", {"idempotencyKey": "k"}),
            (wf.cancel("enough"), "cancel", {"reason": "enough"}),
            (wf.retry("s"), "retry", {"fromStepId": "s"}),
            (wf.retry(), "retry", {}),
            (wf.add_step(step, after="s"), "addStep", {"step": step, "after": "s"}),
            (wf.add_step(agent_id="a", input=1), "addStep", {"step": {"agentId": "a", "input": 1}}),
            (
                wf.update(description=None, priority=2),
                "update",
                {"description": None, "priority": 2},
            ),
            (wf.refresh(), "get", {}),
            (
                wf.wait(until="blocked", timeout=1.5),
                "wait",
                {"until": "blocked", "timeoutMs": 1500},
            ),
        ]:
            with self.subTest(method):
                params, _ = await self.sent(coroutine, f"workflow/{method}")
                self.assertEqual(params, {"workflowId": "w", **members})

    async def test_a_fork_is_another_workflow(self):
        params, forked = await self.sent(
            self.workflow.fork("draft", overrides={"draft": {"agentId": "b"}}, execute=True),
            "workflow/fork",
            {**WORKFLOW, "id": "v"},
        )
        self.assertEqual(
            params,
            {
                "workflowId": "w",
                "atStepId": "draft",
                "overrides": {"draft": {"agentId": "b"}},
                "execute": True,
            },
        )
        self.assertEqual((forked.id, self.workflow.id), ("v", "w"))

    async def test_a_signal_answers_whether_a_step_waited_for_it(self):
        params, delivered = await self.sent(
            self.workflow.signal("go", {"by": "Ada"}), "workflow/signal", {"delivered": True}
        )
        self.assertEqual(params, {"workflowId": "w", "name": "go", "payload": {"by": "Ada"}})
        self.assertIs(delivered, True)

    async def test_a_step_is_resolved_by_hand(self):
        params, answer = await self.sent(
            self.workflow.resolve("charge", "complete", result=None), "step/resolve"
        )
        self.assertEqual(
            params, {"workflowId": "w", "stepId": "charge", "action": "complete", "result": None}
        )
        self.assertIs(answer, self.workflow)
        params, _ = await self.sent(self.workflow.resolve("charge", "skip"), "step/resolve")
        self.assertEqual(params, {"workflowId": "w", "stepId": "charge", "action": "skip"})

    async def test_a_document_is_exported_and_imported(self):
        document = {"format": "stepwell.workflow"}
        params, exported = await self.sent(self.workflow.export(), "workflow/export", document)
        self.assertEqual((params, exported), ({"workflowId": "w"}, document))
        params, taken = await self.sent(
            self.engine.workflow.import_document(document), "workflow/import"
        )
        self.assertEqual((params, taken.id), ({"document": document}, "w"))
        params, told = await self.sent(self.workflow.explain(), "workflow/explain", {"steps": []})
        self.assertEqual((params, told), ({"workflowId": "w"}, {"steps": []}))

    async def test_a_deletion_answers_whether_it_met_something(self):
        params, deleted = await self.sent(
            self.workflow.delete(force=True), "workflow/delete", {"deleted": True}
        )
        self.assertEqual(params, {"workflowId": "w", "force": True})
        self.assertIs(deleted, True)

    async def test_the_result_is_the_output(self):
        completed = {**WORKFLOW, "status": "completed", "output": {"x": 1}}
        _, result = await self.sent(self.workflow.result(), "workflow/wait", completed)
        self.assertEqual(result, {"x": 1})

    async def test_the_result_of_a_failed_workflow_is_its_problem(self):
        problem = {"type": "KeyError", "message": "'x'", "retryable": False}
        failed = {**WORKFLOW, "status": "failed", "error": "'x'", "problem": problem}
        with self.assertRaisesRegex(stepwell.WorkflowFailed, "failed: 'x'") as caught:
            await self.sent(self.workflow.result(), "workflow/wait", failed)
        self.assertEqual((caught.exception.type, caught.exception.problem), ("KeyError", problem))

    async def test_a_cancelled_workflow_has_no_result(self):
        with self.assertRaises(stepwell.WorkflowCancelled):
            await self.sent(
                self.workflow.result(), "workflow/wait", {**WORKFLOW, "status": "cancelled"}
            )

    async def test_the_wait_for_a_result_may_end_before_it(self):
        with self.assertRaises(asyncio.TimeoutError):
            await self.sent(self.workflow.result(timeout=0.01), "workflow/wait", WORKFLOW)

    async def test_a_page_of_workflows_knows_the_next_one(self):
        answer = {"workflows": [WORKFLOW], "nextCursor": "c"}
        params, page = await self.sent(
            self.engine.workflow.list(status="running"), "workflow/list", answer
        )
        self.assertEqual(params, {"limit": 10, "offset": 0, "status": "running"})
        self.assertEqual(([wf.id for wf in page], page.next_cursor), (["w"], "c"))
        params, _ = await self.sent(
            self.engine.workflow.list(5, cursor="c"), "workflow/list", {"workflows": []}
        )
        self.assertEqual(params, {"limit": 5, "cursor": "c"})

    async def test_a_workflow_is_found_by_its_key(self):
        params, _ = await self.sent(self.engine.workflow.get(workflow_key="k"), "workflow/get")
        self.assertEqual(params, {"workflowKey": "k"})
