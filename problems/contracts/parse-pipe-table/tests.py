from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


T = "| part | qty |\n|------|-----|\n"
assert solution(T + "| bolt | 12  |") == [{"part": "bolt", "qty": "12"}]
assert solution(T + "| bolt | 12 |\n| nut | 7 |\n") == [{"part": "bolt", "qty": "12"}, {"part": "nut", "qty": "7"}]
assert solution(T) == []
assert solution("") == []
assert solution("\n   \n") == []
assert solution("|a|\n|-|\n|1|") == [{"a": "1"}]
assert solution("|a|\n|-|\n||") == [{"a": ""}]
assert solution("\n" + T + "\n\n| bolt | 12 |\n\n") == [{"part": "bolt", "qty": "12"}]
assert solution("  | a | b |\n  |---|---|\t\n  | 1 | 2 |  ") == [{"a": "1", "b": "2"}]
assert solution(T + "| hex nut |  |") == [{"part": "hex nut", "qty": ""}]
assert solution(T + "|bolt||") == [{"part": "bolt", "qty": ""}]
assert solution(T + "||12|") == [{"part": "", "qty": "12"}]
assert solution(T + "| bolt | 1 |\n| bolt | 1 |") == [{"part": "bolt", "qty": "1"}, {"part": "bolt", "qty": "1"}]
assert solution("| A | a |\n|---|---|\n| 1 | 2 |") == [{"A": "1", "a": "2"}]
assert raises(ValueError, T + "| bolt |")
assert raises(ValueError, T + "| bolt | 12 | x |")
assert raises(ValueError, T + "bolt | 12 |")
assert raises(ValueError, T + "| bolt | 12")
assert raises(ValueError, "| part | qty |\n| bolt | 12 |")
assert raises(ValueError, "| part | qty |\n|------|\n| bolt | 12 |")
assert raises(ValueError, "| part | qty |")
assert raises(ValueError, "| part | part |\n|------|------|\n| bolt | 12 |")
assert raises(ValueError, "| part |  |\n|------|---|\n| bolt | 12 |")
