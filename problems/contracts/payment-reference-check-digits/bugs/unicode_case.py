def mod97(digits):
    remainder = 0
    for ch in digits:
        remainder = (remainder * 10 + int(ch)) % 97
    return remainder


def solution(number):
    if not isinstance(number, str):
        raise TypeError("number must be a str")
    if not number.isdigit():
        raise ValueError("only digits are allowed")
    check = 98 - mod97(number + "00")
    text = number + format(check, "02d")
    return " ".join(text[i:i + 4] for i in range(0, len(text), 4))
