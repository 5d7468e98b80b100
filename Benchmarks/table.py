"""The table of the benchmarks: its rows, and how it is printed."""

import statistics


class Row:
    """One line of the table: each run's value of ours and of the floor, and what is wanted."""

    def __init__(self, name, unit, ours, floor, goal="", reached=None):
        self.name, self.unit, self.goal = name, unit, goal
        self.ours, self.floor = statistics.median(ours), statistics.median(floor)
        self.ratio = statistics.median(a / b if b else 0 for a, b in zip(ours, floor))
        self.reached = reached(self) if reached else None

    def cells(self):
        verdict = {None: "", True: " ✓", False: " ✗"}[self.reached]
        ratio = f"{self.ratio:.2f}" if self.ratio else ""
        return [self.name, self._value(self.ours), self._value(self.floor), ratio,
                self.goal + verdict]

    def _value(self, value):
        digits = 0 if value >= 1000 else 1 if value >= 10 else 3
        return f"{value:,.{digits}f} {self.unit}"


def print_table(rows):
    lines = [["", "stepwell", "floor", "ratio", "goal"]] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:4], widths[1:4])]
        print("  ".join(cells + [line[4]]).rstrip())
