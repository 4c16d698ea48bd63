import textwrap

DIGITS = set("0123456789")


def solution(number):
    if not isinstance(number, str):
        raise TypeError("expected a str")
    if not set(number) <= DIGITS:
        raise ValueError("expected digits only")
    value = 0
    for ch in number:
        value = (value * 10 + ord(ch) - 48) % 97
    check = 98 - value * 100 % 97
    return " ".join(textwrap.wrap(f"{number}{check:02d}", 4))
