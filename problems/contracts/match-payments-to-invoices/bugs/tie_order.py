def solution(invoices, payments):
    open_payments = sorted((round(amount * 100), index) for index, amount in enumerate(payments))
    result = []
    for amount in invoices:
        cents = round(amount * 100)
        best = None
        for entry in open_payments:
            gap = abs(entry[0] - cents)
            if gap <= 1 and (best is None or gap < abs(best[0] - cents)):
                best = entry
        if best is None:
            result.append(None)
        else:
            open_payments.remove(best)
            result.append(best[1])
    return result
