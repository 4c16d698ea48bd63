from decimal import Decimal, ROUND_HALF_UP


def interest_for(balance, rate):
    return (balance * rate / 1200).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def solution(principal, annual_rate, payment):
    balance, rate, regular = map(Decimal, (principal, annual_rate, payment))
    if regular <= interest_for(balance, rate):
        raise ValueError("payment must exceed the first month's interest")
    result = []
    while balance > 0:
        interest = interest_for(balance, rate)
        instalment = min(regular, balance + interest)
        balance = balance + interest - instalment
        result.append((f"{instalment:.2f}", f"{interest:.2f}", f"{balance:.2f}"))
    return result
