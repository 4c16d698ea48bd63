from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


def event(id, at, ticket, action):
    return {"id": id, "at": at, "ticket": ticket, "action": action}


assert solution([event("e1", 5, "T1", "open"), event("e2", 9, "T1", "close")]) == {"T1": ["opened", "closed"]}
assert solution([]) == {}
assert solution([event("a", 1, "T", "open"), event("b", 2, "T", "assign"), event("c", 3, "T", "assign")]) == {"T": ["opened", "assigned", "assigned"]}
assert solution([event("a", 1, "T", "open"), event("b", 2, "T", "assign"), event("c", 3, "T", "resolve"), event("d", 4, "T", "reopen"), event("f", 5, "T", "close")]) == {"T": ["opened", "assigned", "resolved", "opened", "closed"]}
assert solution([event("b", 7, "T", "assign"), event("a", 3, "T", "open")]) == {"T": ["opened", "assigned"]}
assert solution([event("z", 1, "T", "open"), event("m", 1, "T", "assign"), event("a", 1, "T", "resolve")]) == {"T": ["opened", "assigned", "resolved"]}
assert list(solution([event("q", 4, "T9", "open"), event("p", 4, "T2", "open")])) == ["T9", "T2"]
assert list(solution([event("q", 8, "T1", "open"), event("p", 4, "T2", "open")])) == ["T2", "T1"]
assert solution([event("a", 1, "T", "open"), event("a", 1, "T", "open")]) == {"T": ["opened"]}
assert solution([event("a", 1, "T", "open"), event("b", 2, "T", "close"), event("a", 3, "T", "open"), event("b", 4, "T", "close")]) == {"T": ["opened", "closed"]}
assert solution([event("a", 9, "T", "close"), event("a", 1, "T", "open")]) == {"T": ["opened"]}
assert solution([event("a", 1, "T", "open"), event("a", 2, "U", "open")]) == {"T": ["opened"]}
assert raises(ValueError, [event("a", 1, "T", "open"), event("b", 2, "T", "open")])
assert raises(ValueError, [event("a", 1, "T", "open"), event("b", 2, "T", "resolve")])
assert raises(ValueError, [event("a", 1, "T", "open"), event("b", 2, "T", "close"), event("c", 3, "T", "reopen")])
assert raises(ValueError, [event("a", 1, "T", "open"), event("b", 2, "T", "archive")])
assert raises(ValueError, [event("a", 1, "T", "assign")])
data = [event("b", 7, "T", "assign"), event("a", 3, "T", "open")]
assert solution(data) == {"T": ["opened", "assigned"]}
assert data == [{"id": "b", "at": 7, "ticket": "T", "action": "assign"}, {"id": "a", "at": 3, "ticket": "T", "action": "open"}]
