import re

TOKEN = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")


def options(body):
    values = []
    for item in body.split(","):
        bounds = re.fullmatch(r"([0-9]+)-([0-9]+)", item)
        if bounds:
            low, high = bounds.groups()
            if int(high) < int(low):
                raise ValueError("descending range")
            values += [str(k).zfill(len(low)) for k in range(int(low), int(high) + 1)]
        elif re.fullmatch(r"[A-Za-z0-9]+", item):
            values.append(item)
        else:
            raise ValueError("bad item")
    return values


def solution(pattern):
    hosts = [""]
    position = 0
    while position < len(pattern):
        m = TOKEN.match(pattern, position)
        if not m:
            raise ValueError("unbalanced brackets")
        tails = options(m[1]) if m[1] is not None else [m[2]]
        hosts = [host + tail for host in hosts for tail in tails]
        position = m.end()
    return hosts
