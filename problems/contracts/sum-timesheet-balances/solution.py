import re


def solution(entries):
    total = 0
    for entry in entries:
        match = re.fullmatch(r"([+-]?)([0-9]+):([0-5][0-9])", entry)
        if not match:
            raise ValueError("bad entry")
        minutes = int(match[2]) * 60 + int(match[3])
        total += -minutes if match[1] == "-" else minutes
    hours, minutes = divmod(abs(total), 60)
    return f"{'-' if total < 0 else ''}{hours}:{minutes:02d}"
