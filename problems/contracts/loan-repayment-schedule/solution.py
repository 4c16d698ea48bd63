from decimal import Decimal, ROUND_HALF_UP


def solution(principal, annual_rate, payment):
    balance = Decimal(principal)
    payment = Decimal(payment)
    rows = []
    while balance > 0:
        exact = balance * Decimal(annual_rate) / 1200
        interest = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        if not rows and payment <= interest:
            raise ValueError("payment does not cover the interest")
        instalment = min(payment, balance + interest)
        balance += interest - instalment
        rows.append((f"{instalment:.2f}", f"{interest:.2f}", f"{balance:.2f}"))
    return rows
