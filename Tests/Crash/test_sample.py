"""A sample of `make crash`: some points of each sweep, and a short mixed load."""

import unittest

import load
import sweep


class Sample(unittest.TestCase):
    def setUp(self):
        obstacle = sweep.is_possible()
        if obstacle:
            self.fail(f"nothing was tried: {obstacle}")

    def try_some(self, trials, count):
        some = trials[::max(1, len(trials) // count)]
        outcomes, failures = sweep.run(some, 3, lambda _: None)
        self.assertEqual([str(failure) for failure in failures], [])
        hits = sum(outcome.hit for outcome in outcomes)
        self.assertGreater(hits, len(some) // 2, "too few of the faults came about")

    def test_killed_at_some_of_its_writes(self):
        self.try_some(sweep.kills(sweep.survey()), 24)

    def test_told_by_some_of_its_writes_that_the_disk_failed(self):
        self.try_some(sweep.outages(sweep.survey()), 10)

    def test_two_engines_under_a_mixed_load_while_they_are_killed(self):
        result = load.run(5, 1.2)
        self.assertGreaterEqual(result.kills, 3)
        self.assertGreaterEqual(result.attempts, result.steps)


if __name__ == "__main__":
    unittest.main()
