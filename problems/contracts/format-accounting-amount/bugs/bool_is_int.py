from string import ascii_uppercase


def group(digits):
    parts = []
    while len(digits) > 3:
        parts.insert(0, digits[-3:])
        digits = digits[:-3]
    parts.insert(0, digits)
    return ",".join(parts)


def solution(amount, currency):
    if not isinstance(amount, int):
        raise TypeError("amount must be an int")
    if not isinstance(currency, str):
        raise TypeError("currency must be a str")
    if len(currency) != 3 or any(c not in ascii_uppercase for c in currency):
        raise ValueError("currency must be three letters A-Z")
    value = abs(int(amount))
    if currency in ("JPY", "KRW"):
        text = group(str(value))
    else:
        text = group(str(value // 100)) + "." + str(value % 100).zfill(2)
    if amount < 0:
        text = "(" + text + ")"
    return text + " " + currency
