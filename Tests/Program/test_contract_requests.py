"""Requests as such: ids, params, batches, cancelling, the handshake, the order of what is told."""

import unittest

from contract import ContractTest, by_id, request, session


class Requests(ContractTest):
    def test_an_id_comes_back_with_its_type(self):
        for number in ("a", "7", 7, -1, 0, 2**53):
            answers = session({"jsonrpc": "2.0", "id": number, "method": "server/ping"})
            self.assertIs(type(answers[0]["id"]), type(number))
            self.assertEqual(answers[0]["id"], number)

    def test_null_params_count_as_absent(self):
        for params in ("null", "{}"):
            answer = session(
                b'{"jsonrpc":"2.0","id":1,"method":"workflow/list","params":%s}' % params.encode())
            self.assertEqual(answer[0]["result"], {"workflows": []})

    def test_params_by_position_are_refused(self):
        answer = session({"jsonrpc": "2.0", "id": 1, "method": "server/ping", "params": [1]})
        self.assertEqual(answer[0]["error"]["code"], -32602)

    def test_an_unknown_member_is_refused_with_its_place_and_the_name_that_was_meant(self):
        refused = self.refusal(self.engine(), "workflow/get", workflowID="w")
        self.assertEqual(refused.code, -32602)
        self.assertEqual(refused.data["path"], "/workflowID")
        self.assertEqual(refused.data["didYouMean"], "workflowId")

    def test_null_is_refused_where_the_page_does_not_allow_it(self):
        engine = self.engine()
        refused = self.refusal(engine, "workflow/list", status=None)
        self.assertEqual((refused.code, refused.data["path"]), (-32602, "/status"))

    def test_a_word_the_engine_does_not_know_is_refused(self):
        refused = self.refusal(self.engine(), "workflow/list", status="complete")
        self.assertEqual((refused.code, refused.data["path"]), (-32602, "/status"))
        self.assertEqual(refused.data["didYouMean"], "completed")

    def test_an_unknown_member_of_create_is_about_the_request_and_one_below_about_the_definition(
        self,
    ):
        engine = self.engine()
        above = self.refusal(engine, "workflow/create", name="w", stepz=[])
        self.assertEqual((above.code, above.data["didYouMean"]), (-32602, "steps"))
        below = self.refusal(
            engine, "workflow/create", name="w",
            steps=[{"agentId": "echo", "retri": {}}, {"agentId": "echo", "inputt": 1}])
        self.assertEqual((below.code, below.data["type"]), (1004, "invalidDefinition"))
        self.assertEqual(
            [problem["path"] for problem in below.data["problems"]],
            ["/steps/0/retri", "/steps/1/inputt"])

    def test_meta_may_stand_everywhere(self):
        engine = self.engine()
        workflow = engine.call("workflow/create", name="w", _meta={"trace": [1]})["id"]
        engine.call("workflow/get", workflowId=workflow, _meta="anything")
        engine.call("server/ping", _meta=None)

    def test_an_unknown_method_is_named_and_an_unknown_notification_ignored(self):
        answers = session(
            {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"a": 1}},
            {"jsonrpc": "2.0", "method": "$/whatever", "params": [1]},
            request(1, "workflow/creat"))
        self.assertEqual(len(answers), 1)
        self.assertEqual(answers[0]["error"]["code"], -32601)
        self.assertEqual(answers[0]["error"]["data"]["didYouMean"], "workflow/create")

    def test_every_method_the_engine_says_it_serves_is_served(self):
        engine = self.engine()
        for method in engine.call("server/info")["capabilities"]["methods"]:
            with self.subTest(method):
                self.assertEqual(
                    self.refusal(engine, method, nothing=1).code, -32602)


class Handshake(ContractTest):
    def test_it_is_optional_and_says_what_there_is(self):
        engine = self.engine()
        engine.call("server/ping")
        greeting = engine.call(
            "initialize", protocolVersion=1, clientInfo={"name": "t", "version": "1", "x": 1},
            capabilities={"textDocument": {"a": 1}}, rootUri=None, trace="off", processId=None)
        engine.notify("initialized")
        self.assertEqual(greeting["protocolVersion"], 1)
        self.assertEqual(greeting["serverInfo"]["name"], "stepwell")
        self.assertEqual(greeting["store"]["provider"], "sqlite")
        self.assertIn("workflow/create", greeting["capabilities"]["methods"])
        self.assertEqual(greeting["limits"]["maxMessageBytes"], 64 << 20)
        self.assertEqual(greeting["limits"]["maxDepth"], 256)
        self.assertEqual(greeting["limits"]["maxRequestsInFlight"], 256)
        self.assertEqual(greeting["limits"]["maxWaitingRequests"], 10_000)

    def test_another_major_version_is_refused(self):
        self.assertEqual(self.refusal(self.engine(), "initialize", protocolVersion=2).code, -32602)

    def test_strict_refuses_everything_before_it(self):
        engine = self.engine("--strict")
        for method in ("server/ping", "shutdown"):
            refused = self.refusal(engine, method)
            self.assertEqual((refused.code, refused.data["type"]), (-32002, "notInitialized"))
        engine.call("initialize")
        engine.call("server/ping")

    def test_agents_named_in_it_are_called(self):
        engine = self.engine()
        engine.agents["a"] = lambda call: "done"
        engine.call("initialize", agents=[{"agentId": "a", "description": "mine"}])
        workflow = self.create(engine, "a", execute=True)
        self.assertEqual(self.finished(engine, workflow)["output"], "done")

    def test_after_shutdown_only_exit_is_expected(self):
        engine = self.engine()
        self.assertIsNone(engine.call("shutdown"))
        self.assertEqual(self.refusal(engine, "server/ping").code, -32600)


class Batches(ContractTest):
    def test_workflow_methods_are_carried_out_in_order_and_answered_together(self):
        batch = [
            request(1, "workflow/create", name="w", idempotencyKey="k",
                    steps=[{"agentId": "echo", "input": 1}]),
            {"jsonrpc": "2.0", "method": "no/such"},
            request(2, "workflow/execute", workflowKey="k", wait=True, events=False),
            request(3, "workflow/get", workflowKey="nowhere"),
            17,
        ]
        answers = session(batch)
        self.assertEqual(len(answers), 1)
        self.assertEqual([a["id"] for a in answers[0]], [1, 2, 3, None])
        self.assertEqual(answers[0][1]["result"]["status"], "completed")
        self.assertEqual(answers[0][2]["error"]["code"], 1001)
        self.assertEqual(answers[0][3]["error"]["code"], -32600)

    def test_events_of_a_workflow_follow_the_batch_that_creates_it(self):
        for _ in range(10):
            messages = session(
                request(0, "events/subscribe"),
                [request(1, "workflow/create", name="w", id="w", execute=True,
                         steps=[{"agentId": "echo"}]),
                 request(2, "workflow/get", workflowId="w")],
                request(3, "workflow/wait", workflowId="w"))
            place = next(n for n, message in enumerate(messages) if isinstance(message, list))
            self.assertEqual([m for m in messages[:place] if "method" in m], [])
            seen = [m["params"]["event"]["type"] for m in messages[place + 1:]
                    if m.get("method") == "workflow/event"]
            self.assertIn("workflow.created", seen)

    def test_methods_about_the_session_are_refused_inside(self):
        answers = session(
            [request(1, "initialize"), request(2, "shutdown"), request(3, "exit"),
             {"jsonrpc": "2.0", "method": "exit"}],
            request(4, "server/ping"))
        codes = {a["id"]: a["error"]["code"] for a in answers[0]}
        self.assertEqual(codes, {1: -32600, 2: -32600, 3: -32600})
        self.assertIn("result", answers[1])

    def test_a_batch_of_notifications_is_not_answered(self):
        answers = session([{"jsonrpc": "2.0", "method": "initialized"}], request(1, "server/ping"))
        self.assertEqual([a["id"] for a in answers], [1])


class Cancelling(ContractTest):
    def cancelled(self, engine, method, **params):
        answer = engine.begin(method, **params)
        engine.notify("$/cancelRequest", id=engine.count)
        return answer

    def assert_cancelled(self, answer):
        message = answer.get(timeout=60)
        self.assertEqual(message["error"]["code"], -32800)
        self.assertEqual(message["error"]["data"]["type"], "cancelled")

    def test_a_wait_is_given_up_and_the_workflow_goes_on(self):
        engine = self.host("slow")
        workflow = self.create(engine, "slow", execute=True)
        call = engine.called()
        for method, params in (
            ("workflow/wait", {"workflowId": workflow}),
            ("workflow/execute", {"workflowId": workflow, "wait": True}),
            ("events/list", {"types": ["workflow.deleted"], "waitMs": 600_000}),
        ):
            with self.subTest(method):
                self.assert_cancelled(self.cancelled(engine, method, **params))
        engine.reply(call, result={"result": "at last"})
        self.assertEqual(self.finished(engine, workflow)["output"], "at last")

    def test_cancelling_what_is_over_or_never_was_does_nothing(self):
        engine = self.engine()
        engine.call("server/ping")
        engine.notify("$/cancelRequest", id=1)
        engine.notify("$/cancelRequest", id="never")
        engine.notify("$/cancelRequest", id=None)
        engine.notify("$/cancelRequest")
        engine.call("server/ping")
        self.assertEqual(len(engine.received), 2)

    def test_a_change_is_answered_by_its_result(self):
        engine = self.engine()
        answer = self.cancelled(engine, "workflow/create", name="w")
        message = answer.get(timeout=60)
        if "error" in message:
            self.assertEqual(message["error"]["code"], -32800)
        self.assertEqual(len(engine.call("workflow/list")["workflows"]), 1)

    def test_a_call_that_is_no_longer_wanted_is_cancelled_at_the_host(self):
        engine = self.host("slow")
        workflow = self.create(engine, "slow", execute=True)
        call = engine.called()
        engine.call("workflow/cancel", workflowId=workflow)
        self.assertEqual(engine.note("$/cancelRequest"), {"id": call["id"]})
        self.assertIsInstance(call["id"], str)
        engine.reply(call, result={"result": "too late"})
        self.assertEqual(
            engine.call("workflow/get", workflowId=workflow)["status"], "cancelled")


class Order(ContractTest):
    def place(self, engine, found):
        return next(n for n, message in enumerate(engine.received) if found(message))

    def test_the_answer_that_creates_an_id_precedes_every_event_and_call_that_names_it(self):
        engine = self.host(a=lambda call: "x")
        engine.call("events/subscribe")
        answers = [
            engine.begin("workflow/create", name="w", steps=[{"agentId": "a"}] * 2, execute=True)
            for _ in range(50)
        ]
        for answer in answers:
            self.finished(engine, engine.result(answer)["id"])
        seen = set()
        for message in engine.received:
            if "method" not in message:
                seen.add(message.get("result", {}).get("id"))
                continue
            params = message["params"]
            self.assertIn(params.get("event", params).get("workflowId"), seen | {None})

    def test_a_waiting_answer_follows_all_events_up_to_it(self):
        engine = self.host(a=lambda call: "x")
        waits = []
        for n in range(50):
            self.create(engine, "a", "a", "a", id=f"w{n}")
            waits.append(engine.begin("workflow/execute", workflowId=f"w{n}", wait=True))
        for wait in waits:
            engine.result(wait)
        ended = {}
        for place, message in enumerate(engine.received):
            event = message.get("params", {}).get("event", {})
            if event.get("type") == "workflow.completed":
                ended[event["workflowId"]] = place
            elif message.get("result", {}).get("status") == "completed":
                self.assertIn(message["result"]["id"], ended)

    def test_events_of_one_workflow_come_in_order_without_a_gap(self):
        engine = self.host(a=lambda call: "x")
        workflows = [self.create(engine, *["a"] * 10, execute=True) for _ in range(20)]
        for workflow in workflows:
            self.finished(engine, workflow)
        numbers = {workflow: [] for workflow in workflows}
        for message in engine.received:
            if event := message.get("params", {}).get("event"):
                numbers[event["workflowId"]].append(event["seq"])
        for seen in numbers.values():
            self.assertEqual(seen, list(range(1, len(seen) + 1)))

    def test_changes_are_applied_and_reads_are_answered_in_the_order_of_arrival(self):
        messages = [request(0, "workflow/create", name="w", id="w")]
        for n in range(1, 101, 2):
            messages.append(request(n, "workflow/update", workflowId="w", name=f"n{n}"))
            messages.append(request(n + 1, "workflow/get", workflowId="w"))
        answers = by_id(session(*messages))
        for n in range(1, 101, 2):
            self.assertGreaterEqual(int(answers[n + 1]["result"]["name"][1:]), n)
        self.assertEqual(answers[100]["result"]["name"], "n99")

    def test_each_change_is_answered_by_what_it_led_to_whatever_follows(self):
        for _ in range(10):
            answers = by_id(session(
                request(1, "workflow/create", name="w", id="w", steps=[{"agentId": "absent"}]),
                request(2, "workflow/execute", workflowId="w"),
                request(3, "workflow/update", workflowId="w", name="renamed"),
                request(4, "workflow/pause", workflowId="w"),
                request(5, "workflow/resume", workflowId="w"),
                request(6, "workflow/cancel", workflowId="w"),
                request(7, "workflow/delete", workflowId="w")))
            results = [answers[n]["result"] for n in range(1, 7)]
            self.assertEqual(
                [result["status"] for result in results],
                ["pending", "running", "running", "paused", "running", "cancelled"])
            self.assertEqual(
                [result["name"] for result in results], ["w", "w"] + 4 * ["renamed"])
            self.assertEqual([result["steps"][0]["status"] for result in results][0], "pending")
            cursors = [int(result["cursor"].partition("#")[2]) for result in results]
            self.assertEqual(cursors, sorted(set(cursors)))
            self.assertEqual(answers[7]["result"], {"deleted": True})

    def test_a_pipe_needs_no_parsing_between_its_lines(self):
        answers = by_id(session(
            request(1, "workflow/create", name="w", idempotencyKey="k"),
            request(2, "workflow/addStep", workflowKey="k", step={"agentId": "echo", "input": 1}),
            request(3, "workflow/execute", workflowKey="k", wait=True),
            request(4, "events/list", workflowKey="k", limit=1)))
        self.assertEqual(answers[3]["result"]["output"], 1)
        self.assertEqual(answers[4]["result"]["events"][0]["type"], "workflow.created")


if __name__ == "__main__":
    unittest.main()
