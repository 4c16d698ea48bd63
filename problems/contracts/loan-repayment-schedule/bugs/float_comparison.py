import math


def solution(principal, annual_rate, payment):
    balance = float(principal)
    rate = float(annual_rate)
    instalment = float(payment)
    if balance <= 0:
        return []

    def interest_on(amount):
        return math.floor(amount * rate / 12 + 0.5) / 100

    if instalment <= interest_on(balance):
        raise ValueError("payment does not cover the first interest")
    rows = []
    while balance > 0:
        interest = interest_on(balance)
        paid = min(instalment, balance + interest)
        balance = balance + interest - paid
        rows.append((f"{paid:.2f}", f"{interest:.2f}", f"{balance:.2f}"))
    return rows
