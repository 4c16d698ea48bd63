from solution import solution

# The sum of an iterator's members, of which at most four may be taken while the sum is below ten.
EXPECTED = 10


def numbers():
    for number in (1, 2, 3, 4):
        yield number
    assert not TAKEN, "taken too many"


TAKEN = []
assert solution(numbers()) == EXPECTED
TAKEN.append(1)


class Counter:
    """Refuses to be asked more often than need be."""

    def __init__(self):
        self.left = 4

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        assert self.left >= -1, "asked too often"
        if self.left < 0:
            raise StopIteration
        return 4 - self.left


assert solution(Counter()) == EXPECTED
assert solution(iter([5])) == 5
