import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

import * as stepwell from "../src/index.js";
import { refusal } from "../src/errors.js";
import { version } from "../src/version.js";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");
const files = await readdir(new URL("../src/", import.meta.url));
const written = files.filter((name) => name.endsWith(".d.ts") && name !== "protocol.d.ts");
const types = (await Promise.all(written.map((name) => read(`../src/${name}`)))).join("\n");

test("every type of error has its class", async () => {
  const schema = JSON.parse(await read("../../../protocol/schema.json"));
  for (const type of schema.$defs.ErrorType.enum) {
    const error = refusal({ code: 1, message: "m", data: { type } });
    assert.equal(error.name, type[0].toUpperCase() + type.slice(1));
    assert.equal(stepwell[error.name], error.constructor);
  }
});

test("what is exported is declared, and what is declared is exported", () => {
  const declared = [...types.matchAll(/^export (?:class|function|const) (\w+)/gm)];
  const names = declared.map(([, name]) => name).sort();
  const exported = Object.keys(stepwell).sort();
  assert.deepEqual(names, exported);
});

test("every method of the classes is declared", () => {
  for (const type of [stepwell.Engine, stepwell.Workflow, stepwell.Call]) {
    const declaration = types.split(new RegExp(`^export class ${type.name}\\b.*\\{$`, "m"))[1];
    const body = declaration.slice(0, declaration.indexOf("\n}"));
    for (const name of Object.getOwnPropertyNames(type.prototype)) {
      if (name !== "constructor") assert.match(body, new RegExp(`\\b${name}[(<:]`), name);
    }
  }
});

test("the version is the package's", async () => {
  assert.equal(JSON.parse(await read("../package.json")).version, version);
});
