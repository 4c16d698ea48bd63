from decimal import Decimal, ROUND_HALF_UP


def cents(text):
    return int(Decimal(text) * 100)


def show(amount):
    return f"{amount // 100}.{amount % 100:02d}"


def solution(principal, annual_rate, payment):
    balance = cents(principal)
    payment = cents(payment)
    rate = Decimal(annual_rate)
    rows = []
    while balance > 0:
        interest = int((balance * rate / 1200).quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if payment <= interest:
            break
        instalment = min(payment, balance + interest)
        balance = balance + interest - instalment
        rows.append((show(instalment), show(interest), show(balance)))
    return rows
