import unittest

from solution import solution


class SolutionTest(unittest.TestCase):
    """The text reversed, in lower case."""

    def test_ordinary(self):
        self.assertEqual(solution("AbC"), "cba")
        self.assertEqual(solution(""), "")

    def test_types(self):
        self.assertIsInstance(solution("x"), str)
        with self.assertRaises(TypeError):
            solution(5)

    def test_member(self):
        self.assertIn(solution("Q"), {"q"})
        self.assertTrue(solution("aB") == "ba")


if __name__ == "__main__":
    unittest.main()
