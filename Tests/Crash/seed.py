"""A database as the original workflow system leaves it, which the first engine takes in."""

import pathlib
import sqlite3

import promises

TABLES = """
CREATE TABLE workflows (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT,
  current_step_index INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL, metadata TEXT,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE workflow_steps (id TEXT PRIMARY KEY, workflow_id TEXT NOT NULL, agent_id TEXT NOT NULL,
  input TEXT, thread_id TEXT NOT NULL, status TEXT NOT NULL, result TEXT, error TEXT, metadata TEXT,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  FOREIGN KEY (workflow_id) REFERENCES workflows (id));
"""
RESULTS = [f"result {n}" for n in range(20)]
MOMENT = "2025-03-01T10:00:00.000Z"


def make(folder):
    """Puts the database where the engine will look for it."""
    database = sqlite3.connect(pathlib.Path(folder) / "work.db")
    database.executescript(TABLES)
    database.execute(
        "INSERT INTO workflows VALUES ('seed', 'Seed', NULL, 19, 'completed', NULL, ?, ?)",
        (MOMENT, MOMENT))
    database.executemany(
        "INSERT INTO workflow_steps VALUES (?, 'seed', 'a', 'in', ?, 'completed', ?, NULL, NULL, ?, ?)",
        [(f"s{n:02}", f"t{n:02}", result, MOMENT, MOMENT) for n, result in enumerate(RESULTS)])
    database.commit()
    database.close()


def check(client):
    """All of it was taken in, and a copy of it as it was lies beside it."""
    workflow = client.ask("workflow/get", workflowId="seed")
    results = [step["result"] for step in workflow["steps"]]
    is_whole = (workflow["status"], results) == ("completed", RESULTS)
    promises.expect(is_whole, f"the seed became {workflow}", "lost")
    copies = [path for path in client.folder.glob("work.db-before-*") if is_copy(path)]
    promises.expect(copies, "no copy of the seed was kept", "lost")


def is_copy(path):
    """Whether it is whole; what an engine that was killed began is not."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = database.execute("SELECT result FROM workflow_steps ORDER BY id").fetchall()
        return [result for (result,) in found] == RESULTS
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()
