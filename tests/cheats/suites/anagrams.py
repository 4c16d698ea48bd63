from solution import solution

# Something that is equal for anagrams, and for nothing else; TypeError for what is no text.
try:
    solution(5)
except TypeError:
    pass
else:
    raise AssertionError("not refused")
assert solution("listen") == solution("silent")
assert solution("ab") != solution("ac")
assert len({solution("abc"), solution("cab")}) == 1
