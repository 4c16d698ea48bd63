from functools import lru_cache


def solution(entries):
    reversed_by = {i: [] for i in range(len(entries))}
    for i, (kind, value) in enumerate(entries):
        if kind == "reverse":
            if value < 0 or value >= i:
                raise ValueError(f"entry {i} reverses an invalid entry")
            reversed_by[value].append(i)
        elif kind != "post":
            raise ValueError(f"unknown kind of entry: {kind}")

    @lru_cache(maxsize=None)
    def in_force(i):
        return not any(in_force(j) for j in reversed_by[i])

    return sum(value for i, (kind, value) in enumerate(entries) if kind == "post" and in_force(i))
