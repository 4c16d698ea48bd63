def merge(base, layer):
    for key, value in layer.items():
        if value is None:
            base.pop(key, None)
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            merge(base[key], value)
        else:
            base[key] = value


def without_none(value):
    if isinstance(value, dict):
        return {k: without_none(v) for k, v in value.items() if v is not None}
    return value


def solution(layers):
    result = {}
    for layer in layers:
        if not isinstance(layer, dict):
            raise TypeError("each layer must be a dict")
        merge(result, layer)
    return without_none(result)
