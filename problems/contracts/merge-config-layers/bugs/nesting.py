import copy


def merge_into(target, source):
    for key, value in source.items():
        if value is None:
            target.pop(key, None)
        elif isinstance(value, dict) and isinstance(target.get(key), dict):
            merge_into(target[key], value)
        else:
            target[key] = copy.deepcopy(value)


def solution(layers):
    merged = {}
    for layer in layers:
        if not isinstance(layer, dict):
            raise TypeError(f"expected dict, got {type(layer).__name__}")
        merge_into(merged, layer)
    return merged
