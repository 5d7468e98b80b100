"""Workflows in a Redis: what users are told, and what survives servers and engines that die."""

import os
import pathlib
import subprocess
import sys
import time
import unittest

from engine import BINARY, Engine, ProgramTest, Refused, ROOT

sys.path.insert(0, str(ROOT / "Tests/Servers"))

from proxy import Proxy  # noqa: E402
from redis import Redis, free_port  # noqa: E402
from rest import Front  # noqa: E402

WORD = "tr0ub4dor"  # a password that no message may hold
KEPT = {"appendonly": "yes", "appendfsync": "always"}


class RedisTest(ProgramTest):
    def redis(self, **settings):
        redis = Redis(**settings)
        self.addCleanup(redis.close)
        return redis

    def front(self, redis):
        front = Front(redis)
        self.addCleanup(front.__exit__)
        return front

    def proxy(self, port):
        proxy = Proxy(port)
        self.addCleanup(proxy.__exit__)
        return proxy

    def engine_on(self, url, **env):
        engine = Engine("--store", url, env=env)
        self.addCleanup(engine.close)
        return engine

    def begin(self, engine, count, steps, ms):
        """Workflows of steps that take a while, begun."""
        return [
            engine.call(
                "workflow/create", name=f"w{n}", execute=True,
                steps=[{"agentId": "delay", "input": {"ms": ms}}] * steps)["id"]
            for n in range(count)
        ]

    def finished(self, engine, workflow, told=frozenset()):
        """Waits for the end, and sees that each step ended once and nothing that was told is lost."""
        ended = engine.call("workflow/wait", workflowId=workflow)
        self.assertEqual(ended["status"], "completed")
        events = engine.call("events/list", workflowId=workflow, limit=1000)["events"]
        self.assertEqual([e["seq"] for e in events], list(range(1, len(events) + 1)))
        done = [e["stepId"] for e in events if e["type"] == "step.completed"]
        self.assertEqual(len(done), len(ended["steps"]))
        self.assertEqual(len(set(done)), len(done), "a finished step ran again")
        self.assertLessEqual({step for w, step in told if w == workflow}, set(done))
        return events

    def told(self, engine):
        """The steps of which the engine said so far that they are completed."""
        events = [m["params"]["event"] for m in engine.received if m.get("method") == "workflow/event"]
        return {(e["workflowId"], e["stepId"]) for e in events if e["type"] == "step.completed"}


class Outages(RedisTest):
    def outlive(self, redis, url, **env):
        engine = self.engine_on(url, **env)
        engine.call("events/subscribe")
        workflows = self.begin(engine, 20, 6, 40)
        for _ in range(10):
            engine.event("step.completed")
        redis.kill()
        told = self.told(engine)
        refusal = self.refusal(engine, "workflow/list")
        self.assertEqual(refusal.data["type"], "storeUnavailable")
        self.assertTrue(refusal.data["retryable"])
        redis.start()
        for workflow in workflows:
            self.finished(engine, workflow, told)

    def test_workflows_wait_for_a_killed_server_and_finish(self):
        redis = self.redis(**KEPT)
        self.outlive(redis, redis.url)

    def test_workflows_wait_for_a_killed_server_behind_upstash_and_finish(self):
        redis = self.redis(**KEPT)
        front = self.front(redis)
        self.outlive(
            redis, front.url.replace("http", "upstash+http"), STEPWELL_STORE_TOKEN=front.token)

    def test_commands_wait_for_a_server_that_starts_again(self):
        redis = self.redis(**KEPT)
        engine = self.engine_on(redis.url)
        engine.call("server/ping")
        answers = [
            engine.begin("workflow/create", name="w", id=f"w{n}", steps=[{"agentId": "echo"}])
            for n in range(50)
        ]
        redis.kill()
        redis.start()
        for answer in answers:
            engine.result(answer)
        self.assertEqual(engine.call("server/info")["counts"]["pending"], 50)


class Engines(RedisTest):
    def test_three_engines_share_the_work_though_one_dies_and_one_is_cut_off(self):
        redis = self.redis(**KEPT)
        lines = [self.proxy(redis.port) for _ in range(3)]
        dying, cut, living = [self.engine_on(line.url) for line in lines]
        dying_work = self.begin(dying, 5, 4, 400)
        cut_work = self.begin(cut, 5, 4, 400)
        living_work = self.begin(living, 5, 4, 400)
        for engine in (dying, cut, living):
            engine.event("step.completed")
        told = self.told(dying) | self.told(cut)
        dying.kill()
        lines[1].cut()

        # What is owned by an engine that lives is left alone; leases end after 15 s.
        histories = {w: self.finished(living, w, told) for w in living_work + dying_work + cut_work}
        lines[1].mend()
        # The engine that was cut off comes back with results that nobody needs any more.
        for workflow in cut_work:
            self.finished(cut, workflow)
        for workflow, events in histories.items():
            after = cut.call("events/list", workflowId=workflow, limit=1000)["events"]
            self.assertEqual(after, events, "a late commit was let in")

    def test_an_engine_hears_what_another_does(self):
        redis = self.redis()
        one, other = self.engine_on(redis.url), self.engine_on(redis.url)
        one.call("events/subscribe")
        workflow = other.call(
            "workflow/create", name="w", steps=[{"agentId": "echo", "input": "x"}], execute=True)
        self.assertEqual(one.event("workflow.completed")["workflowId"], workflow["id"])


class Words(RedisTest):
    def say(self, url, *command, **env):
        """What a command prints about a store, which must not be the password."""
        ended = subprocess.run(
            [BINARY, *(command or ("list",)), "--store", url], env={**os.environ, **env},
            capture_output=True, text=True, timeout=60)
        said = ended.stdout + ended.stderr
        self.assertNotIn(WORD, said)
        return ended.returncode, said

    def expect(self, words, url, *command, **env):
        status, said = self.say(url, *command, **env)
        self.assertNotEqual(status, 0)
        self.assertIn(words, said)

    def test_durability_is_what_the_server_is_set_to(self):
        for settings, durability, warning in [
            (KEPT, "full", None),
            ({"appendonly": "yes", "appendfsync": "everysec"}, "normal", "appendfsync always"),
            ({}, "process", "appendonly yes"),
            ({**KEPT, "maxmemory_policy": "allkeys-lru"}, "full", "maxmemory-policy noeviction"),
            ({**KEPT, "rename_command": "CONFIG ''"}, "process", "does not tell its settings"),
        ]:
            with self.subTest(durability=durability, warning=warning):
                settings = dict(settings)
                if settings.pop("rename_command", None):
                    settings["rename_command"] = ["CONFIG", ""]
                redis = self.redis(**settings)
                store = self.engine_on(redis.url).call("server/info")["store"]
                self.assertEqual((store["provider"], store["location"]), ("redis", redis.url))
                self.assertEqual(store["durability"], durability)
                said = " ".join(store.get("warnings", []))
                self.assertIn(warning or "", said)
                self.assertEqual(warning is None, said == "")
                _, doctor = self.say(redis.url, "doctor")
                self.assertIn(f"durability {durability}", doctor)
                self.assertIn(warning or "", doctor)

    def test_a_server_that_cannot_be_reached(self):
        self.expect("cannot be reached", f"redis://:{WORD}@127.0.0.1:{free_port()}/0")
        self.expect("cannot be used", f"redis://:{WORD}@no-such-host.invalid/0")
        self.expect("cannot be reached", f"upstash+http://:{WORD}@127.0.0.1:{free_port()}")

    def test_a_wrong_password_and_none_and_one_too_many(self):
        redis = self.redis(requirepass="right")
        place = f"127.0.0.1:{redis.port}/0"
        self.expect("does not take this password", f"redis://:{WORD}@{place}")
        self.expect("does not take this password", f"redis://somebody:{WORD}@{place}")
        self.expect("asks for a password", f"redis://{place}")
        self.expect("does not take this password", f"redis://{place}", STEPWELL_STORE_TOKEN=WORD)
        self.assertEqual(self.say(f"redis://:right@{place}")[0], 0)
        self.assertEqual(self.say(f"redis://{place}", STEPWELL_STORE_TOKEN="right")[0], 0)
        self.expect("has no password", f"redis://:{WORD}@127.0.0.1:{self.redis().port}/0")

    def test_a_wrong_token(self):
        front = self.front(self.redis())
        url = front.url.replace("http", "upstash+http")
        self.expect("does not take this token", url, STEPWELL_STORE_TOKEN=WORD)
        self.expect("does not take this token", url)
        variables = {"UPSTASH_REDIS_REST_URL": front.url, "UPSTASH_REDIS_REST_TOKEN": front.token}
        self.assertEqual(self.say("upstash", **variables)[0], 0)
        chosen = subprocess.run(
            [BINARY, "doctor"], env={**os.environ, **variables, "MEMORY_PROVIDER": "upstash"},
            capture_output=True, text=True, timeout=60)
        self.assertIn(f"upstash {url} opened and written", chosen.stdout)

    def test_something_that_is_no_redis(self):
        front = self.front(self.redis())
        self.expect("is not a Redis server", f"redis://127.0.0.1:{front.port}/0")
        redis = self.redis()
        self.expect("cannot be reached", f"upstash+http://127.0.0.1:{redis.port}")

    def test_a_replica_a_cluster_a_database_that_is_not_there_and_another_programs(self):
        redis = self.redis()
        replica = self.redis(replicaof=["127.0.0.1", redis.port])
        self.expect("is a replica that only reads; name the primary", replica.url)
        cluster = self.redis(cluster_enabled="yes", cluster_config_file="nodes.conf")
        self.expect("is a Redis Cluster", cluster.url)
        self.expect("no database of that number", f"redis://127.0.0.1:{redis.port}/99")
        redis.command("RPUSH", "workflows", "x")
        self.expect("?prefix=", redis.url)
        self.assertEqual(self.say(f"{redis.url}?prefix=app:")[0], 0)
        redis.command("HSET", "old:stepwell", "layout", "99")
        self.expect("was written by a newer Stepwell", f"{redis.url}?prefix=old:")

    def test_a_user_without_the_rights(self):
        redis = self.redis()
        redis.command("ACL", "SETUSER", "reader", "on", f">{WORD}", "~*", "+@read", "+@connection")
        self.expect(
            "does not let this user do what a store needs",
            f"redis://reader:{WORD}@127.0.0.1:{redis.port}/0")

    def test_a_server_without_memory(self):
        redis = self.redis(maxmemory_policy="noeviction")
        engine = self.engine_on(redis.url)
        engine.call("workflow/create", name="before", id="before", steps=[{"agentId": "echo"}])
        redis.command("CONFIG", "SET", "maxmemory", "1mb")
        refused = self.refusal(
            engine, "workflow/create", name="after", id="after", steps=[{"agentId": "echo"}])
        self.assertEqual(refused.data["type"], "storeUnavailable")
        self.assertIn("has no memory left (maxmemory)", str(refused))
        self.assertEqual(engine.call("workflow/get", workflowId="before")["status"], "pending")
        redis.command("CONFIG", "SET", "maxmemory", "0")
        engine.call("workflow/create", name="after", id="after", steps=[{"agentId": "echo"}])


class Security(RedisTest):
    def test_tls_with_a_certificate_of_ones_own(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", "key.pem", "-out", "cert.pem"],
            cwd=self.folder, check=True, capture_output=True)
        port = free_port()
        redis = self.redis(
            tls_port=port, tls_cert_file=self.folder / "cert.pem",
            tls_key_file=self.folder / "key.pem", tls_auth_clients="no", requirepass="right")
        del redis
        url = f"rediss://:right@localhost:{port}/0"
        untrusted = subprocess.run(
            [BINARY, "list", "--store", url], capture_output=True, text=True, timeout=60)
        self.assertNotEqual(untrusted.returncode, 0)
        self.assertIn("no secure connection", untrusted.stderr)
        engine = self.engine_on(url, SSL_CERT_FILE=str(self.folder / "cert.pem"))
        [workflow] = self.begin(engine, 1, 2, 1)
        self.finished(engine, workflow)
        self.assertEqual(
            engine.call("server/info")["store"]["location"], f"rediss://localhost:{port}/0")


class Examples(RedisTest):
    def test_the_example_runs_unchanged_with_every_store(self):
        redis = self.redis()
        front = self.front(redis)
        reports = []
        for url, env in [
            ("memory:", {}), (self.store, {}), (redis.url, {}),
            (front.url.replace("http", "upstash+http"), {"STEPWELL_STORE_TOKEN": front.token}),
        ]:
            ended = subprocess.run(
                [BINARY, "run", "examples/my-workflow/workflow.yaml", "--store", url], cwd=ROOT,
                env={**os.environ, **env}, capture_output=True, text=True, timeout=60)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            reports.append(ended.stdout)
        self.assertEqual(len(set(reports)), 1)
        self.assertIn("# Writing things down", reports[0])
        self.assertEqual(len(redis.command("ZRANGE", "workflows", "0", "-1")), 2)


if __name__ == "__main__":
    unittest.main()
