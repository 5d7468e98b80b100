"""Events of a workflow, seen from the engine's end."""

import asyncio
import unittest
from unittest import mock

import stepwell
from stepwell import events

from .peer import connected

WORKFLOW = {"id": "w", "name": "W", "status": "running", "cursor": "1"}


def notice(cursor, type="step.started", subscription="s-1", **members):
    event = {"workflowId": "w", "type": type, "at": "2026-01-01T00:00:00.000Z", **members}
    if cursor is None:
        return told("workflow/event", subscriptionId=subscription, event=event)
    event["seq"] = int(cursor)
    return told("workflow/event", subscriptionId=subscription, cursor=cursor, event=event)


def told(method, **params):
    return {"method": method, "params": params}


class EventTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.engine, self.peer = await connected()
        self.workflow = stepwell.Workflow(WORKFLOW, self.engine)

    async def asyncTearDown(self):
        await self.engine.close()
        self.peer.close()

    def collect(self, **options):
        async def run():
            return [event async for event in self.workflow.events(**options)]

        return asyncio.ensure_future(run())

    async def subscribed(self, *messages, id="s-1"):
        """Answers a subscription together with the messages behind it; returns its params."""
        request = await self.peer.receive("events/subscribe")
        answer = {"id": request["id"], "result": {"subscriptionId": id, "cursor": "0"}}
        self.peer.send(answer, *messages)
        return request["params"]

    async def finished(self, status="completed", later=()):
        await self.peer.answer("workflow/get", {**WORKFLOW, "status": status})
        if status != "running":
            answer = {"events": list(later), "cursor": "9", "hasMore": False}
            return await self.peer.answer("events/list", answer)

    async def test_events_right_behind_the_answer_are_not_lost(self):
        collecting = self.collect()
        params = await self.subscribed(notice("1"), notice("2", "workflow.completed"))
        self.assertEqual(params, {"workflowId": "w", "ephemeral": True, "after": "0"})
        query = await self.finished()
        self.assertEqual(query["after"], "2")
        told = [(event.seq, event.type, event.cursor) for event in await collecting]
        self.assertEqual(told, [(1, "step.started", "1"), (2, "workflow.completed", "2")])

    async def test_a_retried_workflow_is_followed_to_its_last_end(self):
        collecting = self.collect()
        await self.subscribed(notice("1", "workflow.failed"), notice("2", "workflow.retried"))
        await self.finished(later=[{"type": "workflow.completed"}])
        self.peer.send(notice("3", "workflow.completed"))
        await self.finished()
        self.assertEqual([event.seq for event in await collecting], [1, 2, 3])

    async def test_an_end_that_is_over_already_does_not_end_the_events(self):
        collecting = self.collect()
        await self.subscribed(notice("1", "workflow.failed"))
        await self.finished(status="running")
        self.peer.send(notice("2", "workflow.deleted"))
        self.assertEqual([event.seq for event in await collecting], [1, 2])

    async def test_unknown_types_and_members_are_kept(self):
        collecting = self.collect()
        await self.subscribed(
            notice("1", "step.inventedLater", mood="good"), notice("2", "workflow.deleted")
        )
        event = (await collecting)[0]
        self.assertEqual(
            (event.type, event.mood, event.step_id), ("step.inventedLater", "good", None)
        )
        with self.assertRaises(AttributeError):
            event.nothing_like_it

    async def test_only_the_wanted_types_are_told_and_the_end_is_seen_all_the_same(self):
        collecting = self.collect(types=["step.started"], ephemeral=False, after="7")
        params = await self.subscribed(notice("8"), notice("9", "workflow.deleted"))
        self.assertEqual(params["after"], "7")
        self.assertFalse(params["ephemeral"])
        self.assertLess({"step.started", "workflow.failed"}, set(params["types"]))
        self.assertEqual([event.seq for event in await collecting], [8])

    async def test_a_lagging_subscription_goes_on_behind_the_last_event_read(self):
        collecting = self.collect()
        lagged = told("events/lagged", subscriptionId="s-1", resumeFrom="1")
        await self.subscribed(notice("1"), notice(None, "step.delta"), lagged)
        await self.peer.answer("events/unsubscribe", None)
        params = await self.subscribed(
            notice("2", subscription="s-2"),
            notice("3", "workflow.deleted", subscription="s-2"),
            id="s-2",
        )
        self.assertEqual(params["after"], "1")
        self.assertEqual([event.seq for event in await collecting], [1, None, 2, 3])

    async def test_events_that_nobody_reads_do_not_pile_up_here(self):
        stream = self.workflow.events()
        with mock.patch.object(events, "_MAX_UNREAD", 2):
            first = asyncio.ensure_future(stream.__anext__())
            await self.subscribed(*[notice(str(seq)) for seq in range(1, 9)])
            read = [await first, await stream.__anext__()]
            rest = asyncio.ensure_future(stream.__anext__())
            await self.peer.answer("events/unsubscribe", None)
            params = await self.subscribed(notice(str(len(read) + 1), subscription="s-2"), id="s-2")
            self.assertEqual(params["after"], "2")
            self.assertEqual((await rest).seq, 3)
        await stream.aclose()

    async def test_a_reader_that_stops_unsubscribes(self):
        async def run():
            async for event in self.workflow.events():
                break

        running = asyncio.ensure_future(run())
        await self.subscribed(notice("1"))
        params = await self.peer.answer("events/unsubscribe", None)
        self.assertEqual(params, {"subscriptionId": "s-1"})
        await running

    async def test_the_end_of_the_connection_is_no_end_of_the_workflow(self):
        collecting = self.collect()
        await self.subscribed(notice("1"))
        self.peer.close()
        with self.assertRaises(stepwell.ConnectionClosed):
            await collecting

    async def test_the_store_failing_the_subscription_makes_a_new_one(self):
        collecting = self.collect()
        await self.subscribed(
            notice("1"), told("events/ended", subscriptionId="s-1", reason="error")
        )
        await self.peer.answer("events/unsubscribe", None)
        params = await self.subscribed(
            notice("2", "workflow.deleted", subscription="s-2"), id="s-2"
        )
        self.assertEqual(params["after"], "1")
        self.assertEqual([event.seq for event in await collecting], [1, 2])
