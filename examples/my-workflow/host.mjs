// The same chain with functions of this program as agents.
//
//   STEPWELL_BINARY=.build/release/stepwell node examples/my-workflow/host.mjs

import { readFile } from "node:fs/promises";
import { connect } from "../../clients/javascript/src/index.js";

const text = await readFile(new URL("logbook.txt", import.meta.url), "utf8");

const stems = (text) =>
  new Set(text.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 4)
    .map((word) => word.slice(0, 5)));
const shared = (a, b) => [...stems(a)].filter((stem) => stems(b).has(stem)).length;

function research(question) {
  const [, ...paragraphs] = text.split("\n\n");
  const notes = paragraphs.flatMap((paragraph, index) =>
    paragraph.trim().replaceAll("\n", " ").split(". ").map((sentence) =>
      ({ paragraph: index + 1, text: `${sentence.replace(/\.$/, "")}.` })));
  return notes.filter((note) => shared(note.text, question) > 0);
}

function summary(notes) {
  const rating = (note) => notes.filter((other) => other !== note)
    .reduce((sum, other) => sum + shared(note.text, other.text), 0);
  const best = [...notes].sort((a, b) => rating(b) - rating(a)).slice(0, 3);
  return notes.filter((note) => best.includes(note));
}

function report(notes) {
  const lines = notes.map((note) => `- ${note.text} (paragraph ${note.paragraph})`);
  return ["# Writing things down", "", ...lines].join("\n");
}

const engine = await connect({
  store: "memory:",
  agents: { "research-agent": research, "summary-agent": summary, "report-agent": report },
});

const workflow = await engine.workflow.create({
  name: "My Workflow",
  steps: [
    {
      agentId: "research-agent",
      input: "Who had things written down, and how did that help after a crash?",
    },
    { agentId: "summary-agent" },
  ],
});
await workflow.addStep({ agentId: "report-agent" });
await workflow.execute();
console.log(await workflow.result());

await engine.close();
