def format_number(value, decimals):
    if not decimals:
        return f"{value:,d}"
    whole, minor = divmod(value, 100)
    return f"{whole:,d}.{minor:02d}"


def solution(amount, currency):
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError("amount must be an int")
    if not isinstance(currency, str):
        raise TypeError("currency must be a string")
    if len(currency) != 3 or not currency.isupper():
        raise ValueError("currency must be a three-letter upper-case code")
    number = format_number(abs(amount), currency not in ("JPY", "KRW"))
    return f"({number}) {currency}" if amount < 0 else f"{number} {currency}"
