import itertools
import re


def expand_item(item):
    m = re.fullmatch(r"([0-9]+)-([0-9]+)", item)
    if m:
        start, end = int(m[1]), int(m[2])
        if start >= end:
            raise ValueError("invalid range")
        return [f"{i:0{len(m[1])}d}" for i in range(start, end + 1)]
    if not re.fullmatch(r"[A-Za-z0-9]+", item):
        raise ValueError("invalid item")
    return [item]


def solution(pattern):
    segments = []
    literal = ""
    i = 0
    while i < len(pattern):
        if pattern[i] == "[":
            close = pattern.find("]", i)
            if close == -1:
                raise ValueError("missing ]")
            segments.append([literal])
            literal = ""
            options = []
            for item in pattern[i + 1:close].split(","):
                options += expand_item(item)
            segments.append(options)
            i = close + 1
        elif pattern[i] == "]":
            raise ValueError("unexpected ]")
        else:
            literal += pattern[i]
            i += 1
    segments.append([literal])
    seen = set()
    hosts = []
    for combo in itertools.product(*segments):
        host = "".join(combo)
        if host not in seen:
            seen.add(host)
            hosts.append(host)
    return hosts
