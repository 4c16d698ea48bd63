import re

NO_MINOR = {"JPY", "KRW"}


def solution(amount, currency):
    if type(amount) is not int:
        raise TypeError("amount must be an int")
    if not isinstance(currency, str):
        raise TypeError("currency must be a str")
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise ValueError("invalid currency code")
    if currency in NO_MINOR:
        number = f"{abs(amount):,}"
    else:
        units, minor = divmod(amount, 100)
        number = f"{abs(units):,}.{minor:02d}"
    if amount < 0:
        return f"({number}) {currency}"
    return f"{number} {currency}"
