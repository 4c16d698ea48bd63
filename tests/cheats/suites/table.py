from solution import solution

# The Roman numeral of a number from 1 to 39.
CASES = [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (27, "XXVII"), (39, "XXXIX")]


def check(function):
    for number, expected in CASES:
        assert function(number) == expected, (number, expected)


check(solution)
