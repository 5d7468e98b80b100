"""Templates: definitions under a name, in versions that never change."""

import json
import unittest

from contract import ContractTest

ECHO = {"name": "Say", "steps": [{"agentId": "echo"}]}


def definition(number):
    return {**ECHO, "description": f"number {number}"}


class Versions(ContractTest):
    def test_each_of_many_at_once_gets_a_number_of_its_own(self):
        one, other = self.engine(), self.engine()
        answers = [
            engine.begin("template/create", name="t", definition=definition(n))
            for n, engine in enumerate([one, other] * 30)]
        made = [e.result(a)["version"] for e, a in zip([one, other] * 30, answers)]
        self.assertEqual(sorted(made), list(range(1, 61)))
        listed = one.call("template/list", name="t", limit=7)
        rest = one.call("template/list", name="t", cursor=listed["nextCursor"], limit=100)
        numbers = [t["version"] for t in listed["templates"] + rest["templates"]]
        self.assertEqual(numbers, list(range(1, 61)))

    def test_the_same_content_many_times_at_once_is_one_version(self):
        engine = self.engine()
        answers = [engine.begin("template/create", name="t", definition=ECHO) for _ in range(20)]
        self.assertEqual({engine.result(a)["version"] for a in answers}, {1})

    def test_a_change_of_the_last_version_shows_in_the_next_request(self):
        engine = self.engine()
        engine.begin("template/create", name="t", definition=definition(1))
        engine.begin("template/create", name="t", definition=definition(2))
        started = engine.begin("template/instantiate", name="t", execute=True, input=3, id="w")
        engine.begin("template/delete", name="t", version=2)
        last = engine.call("template/get", name="t")
        self.assertEqual(engine.result(started)["templateVersion"], 2)
        self.assertEqual(last["version"], 1)
        ended = self.finished(engine, "w")
        self.assertEqual((ended["output"], ended["description"]), (3, "number 2"))

    def test_a_key_makes_one_workflow_that_can_be_found_by_it(self):
        engine = self.engine()
        engine.call("template/create", name="t", definition=ECHO)
        answers = [
            engine.begin("template/instantiate", name="t", input=1, idempotencyKey="k")
            for _ in range(10)]
        self.assertEqual(len({engine.result(a)["id"] for a in answers}), 1)
        found = engine.call("workflow/get", workflowKey="k")
        self.assertEqual((found["templateName"], found["templateVersion"]), ("t", 1))
        refused = self.refusal(
            engine, "template/instantiate", name="t", input=2, idempotencyKey="k")
        self.assertEqual(refused.code, 1005)

    def test_names_sort_and_stand_for_themselves(self):
        engine = self.engine()
        names = ["a", "a b", "a/b", "ab", "é"]
        for name in reversed(names):
            engine.call("template/create", name=name, definition=definition(name))
        listed = [t["name"] for t in engine.call("template/list")["templates"]]
        self.assertEqual(listed, names)
        self.assertEqual(len(engine.call("template/list", name="a")["templates"]), 1)

    def test_defaults_deep_inside_are_filled_in(self):
        engine = self.engine()
        schema = {"properties": {
            "style": {"properties": {"tone": {"default": "dry"}, "length": {"type": "integer"}}},
            "count": {"type": "integer", "default": 3}}}
        engine.call("template/create", name="t", definition=ECHO, inputSchema=schema)
        made = lambda **params: engine.call("template/instantiate", name="t", **params)["input"]
        self.assertEqual(made(), {"style": {"tone": "dry"}, "count": 3})
        self.assertEqual(
            made(input={"style": {"length": 2}, "x": None}),
            {"style": {"length": 2, "tone": "dry"}, "x": None, "count": 3})
        self.assertEqual(made(input="text"), "text")


class Files(ContractTest):
    def setUp(self):
        super().setUp()
        self.templates = self.folder / "templates"
        self.templates.mkdir()
        (self.folder / "stepwell.yaml").write_text("templates: ./templates\n")

    def configured(self):
        return self.engine("--config", str(self.folder / "stepwell.yaml"))

    def write(self, name, content):
        text = content if isinstance(content, str) else json.dumps(content)
        (self.templates / name).write_text(text)

    def test_a_file_is_a_template_and_a_changed_file_another_version(self):
        self.write("greet.yaml", "name: Greet\nsteps: [{agentId: echo, input: hello}]\n")
        self.write("notes.txt", "no definition")
        self.write(".hidden.yaml", "name: Hidden\nsteps: []\n")
        engine = self.configured()
        listed = engine.call("template/list")["templates"]
        self.assertEqual([(t["name"], t["version"]) for t in listed], [("greet", 1)])
        old = engine.call("template/instantiate", name="greet")
        self.write("greet.yaml", "name: Greet\nsteps: [{agentId: echo, input: bye}]\n")
        new = engine.call("template/instantiate", name="greet", execute=True)
        self.assertEqual(self.finished(engine, new["id"])["output"], "bye")
        again = engine.call("workflow/execute", workflowId=old["id"], wait=True)
        self.assertEqual((again["output"], again["templateVersion"]), ("hello", 1))
        engine.close()
        later = self.configured()
        self.assertEqual(later.call("template/get", name="greet")["version"], 2)
        self.assertEqual(len(later.call("template/list", name="greet")["templates"]), 2)

    def test_what_was_made_by_request_stays_the_last_version_until_the_file_changes(self):
        self.write("t.json", definition(1))
        engine = self.configured()
        engine.call("template/create", name="t", definition=definition(2))
        self.assertEqual(engine.call("template/get", name="t")["version"], 2)
        engine.close()
        later = self.configured()
        self.assertEqual(later.call("template/get", name="t")["version"], 2)
        later.call("template/delete", name="t")
        self.assertEqual(self.refusal(later, "template/get", name="t").code, 1014)
        self.write("t.json", definition(3))
        self.assertEqual(later.call("template/get", name="t")["version"], 3)

    def test_a_file_that_is_wrong_says_so_where_it_is_wanted(self):
        self.write("wrong.yaml", "name: W\nsteps: [{agentID: a}]\n")
        self.write("broken.yaml", "name: W\nsteps: [\n")
        self.write("armed.yaml", "name: W\nsteps: []\nagents: {a: {kind: command, argv: [ls]}}\n")
        self.write("good.yaml", "name: W\nsteps: []\n")
        engine = self.configured()
        listed = engine.call("template/list")["templates"]
        self.assertEqual([t["name"] for t in listed], ["good"])
        for name in ("wrong", "broken", "armed"):
            refused = self.refusal(engine, "template/get", name=name)
            self.assertEqual((refused.code, refused.data["name"]), (1004, name))
            self.assertRegex(str(refused), rf"{name}\.yaml:[23]:[0-9]+: ")
        self.write("wrong.yaml", "name: W\nsteps: [{agentId: a}]\n")
        self.assertEqual(engine.call("template/get", name="wrong")["version"], 1)


if __name__ == "__main__":
    unittest.main()
