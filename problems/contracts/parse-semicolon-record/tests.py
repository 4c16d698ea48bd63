from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution('A17; hex nut ;"1;5"') == ["A17", "hex nut", "1;5"]
assert solution("abc") == ["abc"]
assert solution("a;b;c") == ["a", "b", "c"]
assert solution("") == []
assert solution(" \t ") == []
assert solution("a;;b") == ["a", None, "b"]
assert solution("a;b;") == ["a", "b", None]
assert solution("; ") == [None, None]
assert solution('""') == [""]
assert solution('a;"";b') == ["a", "", "b"]
assert solution(' "a" ;\t"b;c"\t') == ["a", "b;c"]
assert solution('"  a ";b') == ["  a ", "b"]
assert solution('x;" "') == ["x", " "]
assert solution('"say ""hi""";1') == ['say "hi"', "1"]
assert solution('"""";a') == ['"', "a"]
assert solution('"a"";""b"') == ['a";"b']
assert raises(ValueError, '"abc')
assert raises(ValueError, 'a;"b""')
assert raises(ValueError, '"a"b;c')
assert raises(ValueError, 'a"b;c')
assert raises(ValueError, 'a;b"')
