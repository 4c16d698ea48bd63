from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution('tag:red tag:"dark blue" boat') == {"tag": ["red", "dark blue"], "text": ["boat"]}
assert solution("") == {}
assert solution("   ") == {}
assert solution("  boat   house ") == {"text": ["boat", "house"]}
assert solution("at:10:30") == {"at": ["10:30"]}
assert solution('"a:b" c') == {"text": ["a:b", "c"]}
assert solution("Tag:Red TAG:blue") == {"tag": ["Red", "blue"]}
assert solution("text:x y") == {"text": ["x", "y"]}
assert list(solution("b:1 a:2 b:3")) == ["b", "a"]
assert solution('tag:"dark  blue"') == {"tag": ["dark  blue"]}
assert solution('"  x "') == {"text": ["  x "]}
assert solution('tag:" "') == {"tag": [" "]}
assert solution("tag:a tag:b tag:a") == {"tag": ["a", "b"]}
assert solution('x "x" X') == {"text": ["x", "X"]}
assert raises(ValueError, 'tag:"dark blue')
assert raises(ValueError, 'a"b"')
assert raises(ValueError, '"a"b')
assert raises(ValueError, 'tag:"a""b"')
assert raises(ValueError, "tag: red")
assert raises(ValueError, 'tag:""')
assert raises(ValueError, ":red")
assert raises(ValueError, "t1:red")
assert raises(TypeError, None)
