def solution(invoices, payments):
    paid = [round(p * 100) for p in payments]
    used = set()
    result = []
    for invoice in invoices:
        due = round(invoice * 100)
        fits = [(abs(p - due), i) for i, p in enumerate(paid) if i not in used and abs(p - due) <= 1]
        best = min(fits)[1] if fits else None
        used.add(best)
        result.append(best)
    return result
