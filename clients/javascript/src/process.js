import { spawn } from "node:child_process";

import { ConnectionClosed } from "./errors.js";

const GRACE_MS = 5000;
const TERMINATION_MS = 2000;

/**
 * Starts the engine with its messages on pipes; what it logs goes to our standard error.
 *
 * The program is `binary`, else the environment's STEPWELL_BINARY, else `stepwell` on PATH.
 */
export function start({ binary, store, args = [], env, cwd }) {
  const program = binary ?? (process.env.STEPWELL_BINARY || "stepwell");
  const storeArguments = store === undefined ? [] : ["--store", store];
  const child = spawn(program, [...storeArguments, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
    cwd,
  });
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
    child.once("error", (cause) => resolve(startFailure(program, cause)));
  });
  return { child, ended };
}

/** Ends the engine by ending its input; only one that does not listen is killed. */
export async function stop({ child, ended }) {
  child.stdin.end();
  const timers = [
    setTimeout(() => child.kill("SIGTERM"), GRACE_MS),
    setTimeout(() => child.kill("SIGKILL"), GRACE_MS + TERMINATION_MS),
  ];
  const status = await ended;
  timers.forEach(clearTimeout);
  child.stdout.destroy();
  return status;
}

function startFailure(program, cause) {
  if (cause.code !== "ENOENT") return cause;
  return new ConnectionClosed(
    `There is no program "${program}": install stepwell, set STEPWELL_BINARY, ` +
      "or give its path as `binary`",
    { cause },
  );
}
