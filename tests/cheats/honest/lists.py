def solution(xs):
    return sorted(set(xs))
