def compare(old, new, prefix, out):
    for key in sorted(set(old) | set(new)):
        path = prefix + (key,)
        if key not in old:
            out.append((path, "added", None, new[key]))
        elif key not in new:
            out.append((path, "removed", old[key], None))
        else:
            before, after = old[key], new[key]
            if isinstance(before, dict) and isinstance(after, dict):
                compare(before, after, path, out)
            elif before != after:
                out.append((path, "changed", before, after))


def solution(old, new):
    out = []
    compare(old, new, (), out)
    return out
