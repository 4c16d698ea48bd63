import re


def run_key(run):
    if re.match(r"[0-9]", run):
        stripped = run.lstrip("0")
        return (0, len(stripped), stripped)
    return (1, 0, run.lower())


def solution(names, descending):
    keyed = [([run_key(run) for run in re.findall(r"[0-9]+|[^0-9]+", name)], name) for name in names]
    keyed.sort(key=lambda pair: len(pair[1]))
    keyed.sort(key=lambda pair: pair[0], reverse=descending)
    return [name for _, name in keyed]
