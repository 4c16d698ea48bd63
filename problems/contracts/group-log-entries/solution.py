import re

START = re.compile(r"\[([0-9]{2}:[0-9]{2})\]")


def solution(text):
    entries = []
    for line in text.split("\n"):
        match = START.match(line)
        if match:
            entries.append((match.group(1), [line[match.end():].strip()]))
        elif entries:
            entries[-1][1].append(line.rstrip())
    result = []
    for time, lines in entries:
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        result.append((time, "\n".join(lines)))
    return result
