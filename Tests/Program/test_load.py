"""Many workflows at once through one connection."""

import pathlib
import shutil
import unittest

from engine import ProgramTest

WORKFLOWS, STEPS = 1000, 5


class Load(ProgramTest):
    @unittest.skipUnless(shutil.which("strace"), "strace counts the writes; it is not installed")
    def test_a_thousand_workflows_of_five_host_steps_share_their_writes(self):
        trace = self.folder / "trace"
        engine = self.engine(
            wrapper=["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)])
        engine.agents["work"] = lambda call: call["input"] + 1
        engine.call("agent/register", agents=[{"agentId": "work"}])
        answers = [
            engine.begin(
                "workflow/create", id=f"w{n}", name="w", input=n * 100,
                steps=[{"agentId": "work"}] * STEPS)
            for n in range(WORKFLOWS)
        ] + [
            engine.begin("workflow/execute", workflowId=f"w{n}", events=False)
            for n in range(WORKFLOWS)
        ]
        for answer in answers:
            engine.result(answer)
        for n in range(WORKFLOWS):
            ended = engine.call("workflow/wait", workflowId=f"w{n}")
            self.assertEqual(ended["output"], n * 100 + STEPS)
        self.assertEqual(engine.close(), 0)
        writes = sum(1 for line in trace.read_text().splitlines() if "sync(" in line)
        self.assertLess(writes, WORKFLOWS * STEPS / 10)

    def test_a_conversation_of_400_turns_is_at_most_twice_the_bytes_of_its_messages(self):
        texts = [f"{n:04} " + "o" * (500 + 5 * n) for n in range(400)]
        engine = self.engine()
        engine.call("workflow/create", id="talk", name="talk", steps=[
            {"agentId": "echo", "threadId": "t", "input": text} for text in texts])
        engine.call("workflow/execute", workflowId="talk", events=False, wait=True)
        listed = engine.call("message/list", threadId="t", limit=1000)["messages"]
        self.assertEqual(engine.close(), 0)
        self.assertEqual([message["content"] for message in listed],
                         [text for text in texts for _ in range(2)])
        said = sum(len(message["content"]) for message in listed)
        self.assertLessEqual(pathlib.Path(self.store).stat().st_size, 2 * said)


if __name__ == "__main__":
    unittest.main()
