def solution(invoices, payments):
    assigned = [False] * len(payments)
    result = []
    for invoice in invoices:
        best_index = None
        best_diff = None
        for index, payment in enumerate(payments):
            if assigned[index]:
                continue
            diff = abs(payment - invoice)
            if diff <= 0.01 and (best_diff is None or round(diff, 2) < best_diff):
                best_index = index
                best_diff = round(diff, 2)
        if best_index is not None:
            assigned[best_index] = True
        result.append(best_index)
    return result
