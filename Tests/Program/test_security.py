"""What is kept from others: files of the user alone, an environment cut to what is named, and no secret
anywhere but where it is used."""

import http.server
import json
import os
import pathlib
import subprocess
import threading
import unittest

from engine import BINARY, PATIENCE, Engine, ProgramTest

SECRETS = {
    "CHAT_KEY": "chat-key-Zq81xK", "HTTP_KEY": "http-key-Wp72yL", "ARGUMENT_KEY": "argv-key-Vo63zM",
    "NAMED_TOKEN": "named-token-Un54aN", "URL_KEY": "url-key-Qj18eS",
    "UNNAMED": "unnamed-Tm45bP",
}

CONFIGURATION = """
agents:
  chat: {{kind: chat, baseURL: "{url}", model: m, apiKey: "${{env.CHAT_KEY}}"}}
  address: {{kind: http, url: "{url}/agent?key=${{env.URL_KEY}}"}}
  nobody: {{kind: http, url: "http://127.0.0.1:1/agent?key=${{env.URL_KEY}}"}}
  endpoint: {{kind: http, url: "{url}/agent", headers: {{Authorization: "Bearer ${{env.HTTP_KEY}}"}}}}
  tool:
    kind: command
    argv: [sh, -c, 'echo "cannot log in with $0 and $NAMED_TOKEN" >&2; exit 1', "${{env.ARGUMENT_KEY}}"]
    environment: [NAMED_TOKEN]
  absent: {{kind: command, argv: ["/no/such/${{env.ARGUMENT_KEY}}"]}}
  environment: {{kind: command, argv: [env], environment: [NAMED_TOKEN]}}
"""


class Repeater(http.server.BaseHTTPRequestHandler):
    """Refuses every request and repeats the key in what it says."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        given = self.headers.get("Authorization", "")
        said = f"the key {given} ({given.split()[-1:]}) is not known at {self.path}"
        body = json.dumps({"error": {"message": said}}).encode()
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Secrets(ProgramTest):
    def setUp(self):
        super().setUp()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Repeater)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.agents = self.folder / "agents.yaml"
        self.agents.write_text(CONFIGURATION.format(url=f"http://127.0.0.1:{server.server_port}"))
        self.arguments = ["--config", str(self.agents), "--store", self.store]

    def assert_silent(self, text, where):
        for name, secret in SECRETS.items():
            found = text.find(secret)
            around = text[max(0, found - 100):found + 100]
            self.assertEqual(found, -1, f"{where} shows {name}: {around}")

    def test_secrets_are_in_no_answer_no_record_and_no_line(self):
        engine = Engine(*self.arguments, "--log-level", "debug", env=SECRETS)
        for agent in ("chat", "endpoint", "address", "nobody", "tool", "absent"):
            engine.call(
                "workflow/create", id=agent, name=agent, execute=True,
                steps=[{"agentId": agent, "input": "hello", "retry": {"maxAttempts": 1}}])
            ended = engine.call("workflow/wait", workflowId=agent)
            self.assertEqual(ended["status"], "failed")
            engine.call("workflow/get", workflowId=agent)
        for method in ("agent/list", "server/info", "events/list", "thread/list"):
            engine.call(method)
        # Killed, so that the write-ahead log is there to be looked into.
        engine.kill()
        self.assert_silent(json.dumps(engine.received), "an answer")
        self.assert_silent("\n".join(engine.errors), "stderr")
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assert_silent(path.read_bytes().decode("latin-1"), path)

    def test_no_command_shows_a_secret(self):
        for command in (["doctor"], ["agents"], ["list"], ["doctor", "--json"]):
            done = subprocess.run(
                [BINARY, *command, *self.arguments], capture_output=True, text=True, check=False,
                timeout=PATIENCE, env={**os.environ, **SECRETS})
            self.assert_silent(done.stdout + done.stderr, command)

    def test_a_store_that_cannot_be_used_is_named_without_its_token(self):
        secret = "store-token-Rk27dR"
        for store in (f"libsql://h.example?authToken={secret}", f"redis://user:{secret}@127.0.0.1:1",
                      f"upstash://:{secret}@h.invalid"):
            for command in ([], ["doctor"], ["list"]):
                done = subprocess.run(
                    [BINARY, *command, "--store", store], capture_output=True, text=True,
                    check=False, stdin=subprocess.DEVNULL, timeout=PATIENCE)
                self.assertFalse(secret in done.stdout + done.stderr, command)

    def test_a_program_sees_what_is_named_and_nothing_else(self):
        with Engine(*self.arguments, env=SECRETS) as engine:
            engine.call("workflow/create", id="w", name="w", execute=True,
                        steps=[{"agentId": "environment"}])
            output = engine.call("workflow/wait", workflowId="w")["output"]
        names = {line.partition("=")[0] for line in output.splitlines()}
        allowed = {"PATH", "HOME", "USER", "TMPDIR", "LANG", "LANGUAGE", "NAMED_TOKEN"}
        others = {n for n in names - allowed if not n.startswith(("LC_", "STEPWELL_"))}
        self.assertEqual(others, set())
        self.assertIn("NAMED_TOKEN", names)


class Files(ProgramTest):
    def modes(self, folder):
        return {
            str(path.relative_to(folder)): path.stat().st_mode & 0o777
            for path in pathlib.Path(folder).rglob("*")
        }

    def assert_private(self, folder):
        modes = self.modes(folder)
        self.assertTrue(any(name.endswith("-wal") for name in modes), modes)
        self.assertTrue(any(name.endswith("-shm") for name in modes), modes)
        self.assertTrue(any("/engine." in name for name in modes), modes)
        for name, mode in modes.items():
            wanted = 0o700 if (pathlib.Path(folder) / name).is_dir() else 0o600
            self.assertEqual(mode, wanted, f"{name} has mode {mode:o}")

    def test_they_are_the_users_alone_whatever_the_mask_says(self):
        for mask in ("000", "022", "077"):
            with self.subTest(mask):
                folder = self.folder / f"new-{mask}"
                engine = Engine("--store", str(folder / "deep" / "work.db"),
                                wrapper=["sh", "-c", f'umask {mask}; exec "$@"', "sh"])
                engine.call("workflow/create", name="w", execute=True,
                            steps=[{"agentId": "delay", "input": {"ms": 600_000}}])
                self.assert_private(folder)
                engine.kill()

    def test_what_trust_records_is_the_users_alone(self):
        (self.folder / "stepwell.yaml").write_text("agents: {}\n")
        home = self.folder / "home"
        home.mkdir(mode=0o700)
        subprocess.run(
            ["sh", "-c", 'umask 000; exec "$@"', "sh", BINARY, "trust"], cwd=self.folder, check=True,
            capture_output=True, timeout=PATIENCE,
            env={"PATH": os.environ["PATH"], "HOME": str(home)})
        for name, mode in self.modes(home).items():
            self.assertEqual(mode & 0o077, 0, f"{name} has mode {mode:o}")


if __name__ == "__main__":
    unittest.main()
