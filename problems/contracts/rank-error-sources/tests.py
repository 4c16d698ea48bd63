from solution import solution


assert solution("db ERROR disk full\nweb INFO up\nweb ERROR no route\nweb ERROR no route", None) == [("web", 2), ("db", 1)]
assert solution("", None) == []
assert solution("db INFO fine", None) == []
assert solution("a ERROR x\nb ERROR y\nb ERROR z", 1) == [("b", 2)]
assert solution("a ERROR x\nb ERROR y", 5) == [("a", 1), ("b", 1)]
assert solution("a ERROR x\nb ERROR y", 0) == []
assert solution("b ERROR x\na ERROR y", None) == [("b", 1), ("a", 1)]
assert solution("web INFO up\ndb ERROR x\nweb ERROR y", None) == [("web", 1), ("db", 1)]
assert solution("c WARN w\nb INFO i\na ERROR x\nb ERROR y\nc ERROR z", 2) == [("c", 1), ("b", 1)]
assert solution("web\ndb ERROR x\nweb ERROR y", None) == [("db", 1), ("web", 1)]
assert solution("db\tERROR\tdisk full", None) == [("db", 1)]
assert solution("db   ERROR disk", None) == [("db", 1)]
assert solution("  db ERROR disk\ndb ERROR again  ", None) == [("db", 2)]
assert solution("\n\ndb ERROR\n   \n", None) == [("db", 1)]
assert solution("db error x\ndb ERRORS y\nDB ERROR z", None) == [("DB", 1)]
assert solution("db INFO ERROR", None) == []
