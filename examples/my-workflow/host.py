"""The same chain with functions of this program as agents.

    STEPWELL_BINARY=.build/release/stepwell python3 examples/my-workflow/host.py
"""

import asyncio
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "clients/python/src"))

import stepwell  # noqa: E402  (found in this repository, no installation needed)


def stems(text):
    return {word[:5] for word in re.split(r"[^a-z]+", text.lower()) if len(word) > 4}


def research(question):
    _, *paragraphs = (HERE / "logbook.txt").read_text().split("\n\n")
    notes = [
        {"paragraph": number, "text": sentence.rstrip(".") + "."}
        for number, paragraph in enumerate(paragraphs, start=1)
        for sentence in " ".join(paragraph.split()).split(". ")
    ]
    return [note for note in notes if stems(note["text"]) & stems(question)]


def summary(notes):
    def rating(note):
        others = [other for other in notes if other is not note]
        return sum(len(stems(note["text"]) & stems(other["text"])) for other in others)

    best = sorted(notes, key=rating, reverse=True)[:3]
    return [note for note in notes if note in best]


def report(notes):
    lines = [f"- {note['text']} (paragraph {note['paragraph']})" for note in notes]
    return "\n".join(["# Writing things down", "", *lines])


async def main():
    agents = {"research-agent": research, "summary-agent": summary, "report-agent": report}
    async with stepwell.connect(store="memory:", agents=agents) as engine:
        workflow = await engine.workflow.create(
            name="My Workflow",
            steps=[
                {
                    "agentId": "research-agent",
                    "input": "Who had things written down, and how did that help after a crash?",
                },
                {"agentId": "summary-agent"},
            ],
        )
        await workflow.add_step(agent_id="report-agent")
        await workflow.execute()
        print(await workflow.result())


asyncio.run(main())
