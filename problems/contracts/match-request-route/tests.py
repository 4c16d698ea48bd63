from solution import solution

assert solution([("/users/:id", "show"), ("/users/new", "form")], "/users/42/") == ("show", {"id": "42"})
assert solution([("/users/:id", "show"), ("/users/new", "form")], "/users/new") == ("form", {})
assert solution([("/users/:id", "show")], "/users") is None
assert solution([("/users/:id", "show")], "/users/1/edit") is None
assert solution([], "/a") is None
assert solution([("/", "home"), ("/a", "a")], "/") == ("home", {})
assert solution([("/", "home")], "") == ("home", {})
assert solution([("/", "home"), ("/:page", "page")], "//") == ("home", {})
assert solution([("/:page", "page")], "/") is None
assert solution([("/files/*", "files")], "/files/a//b/c/") == ("files", {"*": "a/b/c"})
assert solution([("/files/*", "files")], "/files/") is None
assert solution([("*", "all")], "/x") == ("all", {"*": "x"})
assert solution([("/a/*", "star"), ("/a/:x", "param")], "/a/b") == ("param", {"x": "b"})
assert solution([("/:x/b/c", "late"), ("/a/:y/:z", "early")], "/a/b/c") == ("early", {"y": "b", "z": "c"})
assert solution([("/:x/b/c", "late"), ("/a/*", "star")], "/a/b/c") == ("star", {"*": "b/c"})
assert solution([("/:a/x", "one"), ("/:b/x", "two")], "/7/x") == ("one", {"a": "7"})
assert solution([("/Users/List", "u")], "/uSERS/lIST") == ("u", {})
assert solution([("/straße/:nr", "s")], "/STRASSE/Nr7A") == ("s", {"nr": "Nr7A"})
assert solution([("/:who/profile", "p")], "/AnnA/PROFILE") == ("p", {"who": "AnnA"})
assert type(solution([("/a", "h")], "/a")) is tuple
