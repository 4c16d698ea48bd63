def parse(entry):
    text = entry
    sign = 1
    if text[:1] in ("+", "-"):
        if text[0] == "-":
            sign = -1
        text = text[1:]
    hours, minutes = text.split(":")
    if not hours.isdigit() or not minutes.isdigit():
        raise ValueError(f"not a duration: {entry!r}")
    value = int(minutes)
    if value > 59:
        raise ValueError(f"minutes out of range: {entry!r}")
    return sign * (int(hours) * 60 + value)


def solution(entries):
    total = 0
    for entry in entries:
        total += parse(entry)
    hours, minutes = divmod(abs(total), 60)
    prefix = "-" if total < 0 else ""
    return f"{prefix}{hours}:{minutes:02d}"
