"""What tests of definitions have in common."""

from contract import ContractTest
from engine import Refused


def names(step):
    return [child["name"] for child in step.get("children", [])]


class LanguageTest(ContractTest):
    def run_through(self, engine, *steps, **definition):
        """Runs a workflow to its end and returns it."""
        workflow = self.create(engine, *steps, execute=True, **definition)
        return self.finished(engine, workflow)

    def refuse(self, message):
        raise Refused({"code": 1, "message": message})
