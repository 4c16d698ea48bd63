import re


def solution(amount, currency):
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError("amount must be an int")
    if not isinstance(currency, str):
        raise TypeError("currency must be a str")
    if re.fullmatch(r"[A-Z]{3}", currency) is None:
        raise ValueError(f"unknown currency code {currency!r}")
    if currency in {"JPY", "KRW"}:
        text = f"{abs(amount):,}"
    else:
        text = f"{abs(amount) / 100:,.2f}"
    if amount < 0:
        text = f"({text})"
    return f"{text} {currency}"
