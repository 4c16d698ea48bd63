# Each field by itself, so that what fails is what is wrong.
import json

from solution import answer

found = json.loads(answer)
assert type(found) is dict
assert set(found) == set(expected), f"fields {sorted(found)}, expected {sorted(expected)}"
for name in expected:
    wanted = expected[name]
    value = found[name]
    assert (type(value), value) == (type(wanted), wanted), f"{name} is {value!r}, expected {wanted!r}"
