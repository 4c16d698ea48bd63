from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


INT = {"type": "int"}
FLAG = {"type": "flag"}
TEXT = {"type": "text"}


def rows(items):
    return {"type": "list", "items": items}


def record(**fields):
    return {"type": "record", "fields": fields}


assert solution(record(id=INT), {"id": "x"}) == ["$.id"]
assert solution(INT, 5) == []
assert solution(INT, "5") == ["$"]
assert solution(TEXT, "") == []
assert solution(FLAG, False) == []
assert solution(FLAG, 0) == ["$"]
assert solution(INT, True) == ["$"]
assert solution(rows(INT), [1, False, 3, True]) == ["$[1]", "$[3]"]
assert solution(rows(INT), []) == []
assert solution(rows(INT), (1, 2)) == ["$"]
assert solution(record(id=INT), [1]) == ["$"]
assert solution(rows(rows(INT)), [[1], [2, "x"], 3]) == ["$[1][1]", "$[2]"]
assert solution(record(rows=rows(record(id=INT))), {"rows": [{"id": 1}, {}, {"id": None}]}) == ["$.rows[1].id", "$.rows[2].id"]
assert solution(record(a=record(b=record(c=TEXT))), {"a": {"b": {"c": 1}}}) == ["$.a.b.c"]
assert solution(record(id=INT, note={"type": "text", "optional": True}), {"id": 1}) == []
assert solution(record(id=INT, note={"type": "text", "optional": True}), {"id": 1, "note": None}) == ["$.note"]
assert solution(record(id=INT, name=TEXT), {"x": 1, "name": 2}) == ["$.id", "$.name", "$.x"]
assert solution(record(id=INT), {"z": 1, "a": 2, "id": "q"}) == ["$.id", "$.z", "$.a"]
assert solution(record(o=record(p=INT), q=INT), {"o": {"r": 0}}) == ["$.o.p", "$.o.r", "$.q"]
assert raises(ValueError, {"type": "float"}, 1.0)
assert raises(ValueError, rows({"type": "date"}), [])
assert raises(ValueError, record(a={"type": "date", "optional": True}), {})
assert raises(ValueError, record(a=rows({"type": "date"})), "no record")
