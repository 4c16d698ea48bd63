import re


def solution(text):
    entries = []
    for raw in text.replace("\r\n", "\n").split("\n"):
        match = re.match(r"\[([0-9]{2}:[0-9]{2})\](.*)", raw)
        if match:
            entries.append([match.group(1), match.group(2).strip()])
        elif entries:
            entries[-1][1] += "\n" + raw.rstrip()
    return [(time, message.strip()) for time, message in entries]
