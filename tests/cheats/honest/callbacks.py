def solution(function, xs):
    found = []
    for x in xs:
        value = function(x)
        if value is None:
            break
        found.append(value)
    return found
