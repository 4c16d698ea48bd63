from solution import solution

# A context manager that gives the sum of a list.
with solution([1, 2]) as total:
    assert total == 3
with solution([]) as total:
    assert total == 0
