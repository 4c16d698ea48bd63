from decimal import Decimal

CENT = Decimal("0.01")


def monthly_interest(balance, rate):
    return (balance * rate / Decimal(1200)).quantize(CENT)


def solution(principal, annual_rate, payment):
    balance = Decimal(principal)
    rate = Decimal(annual_rate)
    payment = Decimal(payment)
    if balance == 0:
        return []
    if payment <= monthly_interest(balance, rate):
        raise ValueError("payment too small")
    schedule = []
    while balance > 0:
        interest = monthly_interest(balance, rate)
        due = balance + interest
        instalment = due if due < payment else payment
        balance = due - instalment
        schedule.append(tuple(str(x.quantize(CENT)) for x in (instalment, interest, balance)))
    return schedule
