from copy import deepcopy
from functools import reduce


def merge(left, right):
    out = {k: v for k, v in left.items() if v is not None}
    for key, value in right.items():
        if value is None:
            out.pop(key, None)
            continue
        if isinstance(value, dict):
            current = out.get(key, {})
            out[key] = merge(current if isinstance(current, dict) else {}, value)
        else:
            out[key] = deepcopy(value)
    return out


def solution(layers):
    return reduce(merge, layers, {})
