import re


def is_start(line):
    return re.match(r"\[[0-9]{2}:[0-9]{2}\]", line) is not None


def finish(time, lines):
    while len(lines) > 1 and lines[-1] == "":
        lines = lines[:-1]
    return time, "\n".join(lines)


def solution(text):
    result = []
    time = None
    lines = []
    for line in text.split("\n"):
        if is_start(line):
            if time is not None:
                result.append(finish(time, lines))
            time = line[1:6]
            lines = [line[7:].strip()]
        else:
            lines.append(line.rstrip())
    result.append(finish(time, lines))
    return result
