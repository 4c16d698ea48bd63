from solution import solution

# Apply a function to each member, in order, until it returns None; return what it returned before.
seen = []
wanted = {1: "one", 2: "two"}


def look(key):
    seen.append(key)
    assert len(seen) <= 5, "called too often"
    return wanted.get(key)


assert solution(look, [1, 2, 3, 1]) == ["one", "two"]
assert seen == [1, 2, 3]
assert solution(lambda x: x * 2, [4]) == [8]
assert solution(str.upper, ["a"]) == ["A"]
