def cents(amount):
    return round(amount * 100)


def solution(invoices, payments):
    amounts = [cents(p) for p in payments]
    available = list(amounts)
    result = []
    for invoice in invoices:
        due = cents(invoice)
        candidates = [a for a in available if abs(a - due) <= 1]
        if not candidates:
            result.append(None)
            continue
        chosen = min(candidates, key=lambda a: abs(a - due))
        available.remove(chosen)
        result.append(amounts.index(chosen))
    return result
