from solution import solution

# The running products.
CASES = [([1, 2, 3], [1, 2, 6]), ([4], [4])]
for xs, expected in CASES:
    for found, wanted in zip(solution(xs), expected):
        assert found == wanted
