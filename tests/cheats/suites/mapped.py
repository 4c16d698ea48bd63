from solution import solution

# Whether a number is a perfect square.
CASES = {0: True, 1: True, 2: False, 15: False, 16: True}


def right(item):
    number, expected = item
    return solution(number) is expected


assert all(map(right, CASES.items()))
assert [*filter(solution, range(10))] == [0, 1, 4, 9]
