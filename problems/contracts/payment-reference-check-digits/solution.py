import re


def solution(number):
    if not isinstance(number, str):
        raise TypeError("number must be a str")
    if not re.fullmatch("[0-9]+", number):
        raise ValueError("number must consist of digits")
    remainder = 0
    for digit in number + "00":
        remainder = (remainder * 10 + int(digit)) % 97
    digits = f"{number}{98 - remainder:02d}"
    return " ".join(digits[i:i + 4] for i in range(0, len(digits), 4))
