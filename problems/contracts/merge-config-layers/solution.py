from copy import deepcopy


def combine(base, layer):
    result = dict(base)
    for key, value in layer.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            old = result.get(key)
            result[key] = combine(old if isinstance(old, dict) else {}, value)
        else:
            result[key] = deepcopy(value)
    return result


def solution(layers):
    result = {}
    for layer in layers:
        if not isinstance(layer, dict):
            raise TypeError("a layer must be a dict")
        result = combine(result, layer)
    return result
