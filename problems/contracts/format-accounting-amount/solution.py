import re


def solution(amount, currency):
    if not isinstance(amount, int) or isinstance(amount, bool) or not isinstance(currency, str):
        raise TypeError("expected (int, str)")
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError("bad currency code")
    size = abs(amount)
    if currency in ("JPY", "KRW"):
        number = f"{size:,}"
    else:
        number = f"{size // 100:,}.{size % 100:02d}"
    if amount < 0:
        number = f"({number})"
    return f"{number} {currency}"
