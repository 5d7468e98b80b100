"""How a scenario fails."""


class Mismatch(Exception):
    """What happened is not what the scenario says."""
