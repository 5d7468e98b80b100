"""Patterns must be able to fail."""

import unittest

from .patterns import difference, filled


class PatternTests(unittest.TestCase):
    def matches(self, pattern, value, **bound):
        return difference(pattern, value, bound) is None

    def test_values_match_themselves_and_nothing_like_them(self):
        for one, other in [(1, 2), (1, "1"), (True, 1), (0, False), (None, False), ("a", "b")]:
            self.assertTrue(self.matches(one, one))
            self.assertFalse(self.matches(one, other), (one, other))
        self.assertTrue(self.matches(1, 1.0))

    def test_objects_may_have_more_and_must_not_have_less(self):
        self.assertTrue(self.matches({"a": {}}, {"a": {"b": 1}, "c": 2}))
        self.assertFalse(self.matches({"a": 1, "b": 2}, {"a": 1}))
        self.assertFalse(self.matches({"a": 1}, [1]))
        self.assertFalse(self.matches({"$exact": {"a": 1}}, {"a": 1, "b": 2}))
        self.assertFalse(self.matches({"a": {"$absent": True}}, {"a": None}))
        self.assertTrue(self.matches({"a": {"$absent": True}}, {}))

    def test_arrays_have_the_same_length_unless_they_contain(self):
        self.assertTrue(self.matches([1, {}], [1, {"a": 1}]))
        self.assertFalse(self.matches([1], [1, 2]))
        self.assertTrue(self.matches({"$contains": [1, 3]}, [1, 2, 3]))
        self.assertFalse(self.matches({"$contains": [3, 1]}, [1, 2, 3]))

    def test_types_and_texts(self):
        self.assertTrue(self.matches({"$any": "integer"}, 1))
        self.assertFalse(self.matches({"$any": "integer"}, True))
        self.assertFalse(self.matches({"$any": "string"}, None))
        self.assertTrue(self.matches({"$matches": "^a+$"}, "aa"))
        self.assertFalse(self.matches({"$matches": "^a+$"}, "ab"))

    def test_what_was_bound_is_referred_to(self):
        bound = {}
        self.assertIsNone(difference({"id": {"$bind": "id"}}, {"id": "x"}, bound))
        self.assertTrue(self.matches({"$ref": "id"}, "x", **bound))
        self.assertFalse(self.matches({"$ref": "id"}, "y", **bound))
        self.assertFalse(self.matches({"$bind": "id"}, "y", **bound))
        self.assertTrue(self.matches({"$join": ["<", {"$ref": "id"}, ">"]}, "<x>", **bound))
        self.assertEqual(filled({"a": [{"$ref": "id"}]}, bound), {"a": ["x"]})
