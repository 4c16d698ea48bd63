from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(["cup", "plate", "fork"], ["fork", "cup", "vase"]) == ([("plate", 1)], [("vase", 1)])
assert solution([], []) == ([], [])
assert solution(["cup", "cup"], ["cup", "cup"]) == ([], [])
assert solution(["cup", "plate"], ["plate", "cup"]) == ([], [])
assert solution(["cup", "cup", "cup"], ["cup"]) == ([("cup", 2)], [])
assert solution(["cup"], ["cup", "cup", "cup"]) == ([], [("cup", 2)])
assert solution(["fork", "cup", "cup"], ["cup", "fork", "fork"]) == ([("cup", 1)], [("fork", 1)])
assert solution(["pot", "axe", "mug"], []) == ([("pot", 1), ("axe", 1), ("mug", 1)], [])
assert solution([], ["pot", "axe", "pot"]) == ([], [("pot", 2), ("axe", 1)])
assert solution(["b", "a", "b", "a"], ["d", "c", "b"]) == ([("b", 1), ("a", 2)], [("d", 1), ("c", 1)])
assert solution(["Cup"], ["cup"]) == ([("Cup", 1)], [("cup", 1)])
assert solution([""], []) == ([("", 1)], [])
result = solution(["pot"], ["mug"])
assert type(result) is tuple
assert [type(part) for part in result] == [list, list]
assert [type(entry) for entry in result[0] + result[1]] == [tuple, tuple]
assert raises(TypeError, "cup", ["cup"])
assert raises(TypeError, ["cup"], ("cup",))
assert raises(TypeError, ["cup", 1], ["cup"])
assert raises(TypeError, [], [None])
wanted = ["cup", "plate"]
found = ["vase", "cup"]
solution(wanted, found)
assert wanted == ["cup", "plate"]
assert found == ["vase", "cup"]
