def walk(prefix, node, out):
    for key, value in node.items():
        if not isinstance(key, str):
            raise TypeError(f"key {key!r} is not a string")
        path = key if prefix is None else prefix + "." + key
        if isinstance(value, dict) and value:
            walk(path, value, out)
        elif isinstance(value, list) and value:
            for i, element in enumerate(value):
                item_path = f"{path}[{i}]"
                if isinstance(element, dict) and element:
                    walk(item_path, element, out)
                else:
                    out.append((item_path, element))
        else:
            out.append((path, value))


def solution(report):
    out = []
    walk(None, report, out)
    return out
