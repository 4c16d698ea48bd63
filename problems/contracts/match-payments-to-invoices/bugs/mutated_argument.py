def solution(invoices, payments):
    result = []
    for invoice in invoices:
        target = round(invoice * 100)
        match = None
        smallest = 2
        for i, payment in enumerate(payments):
            if payment is None:
                continue
            difference = abs(round(payment * 100) - target)
            if difference < smallest:
                smallest = difference
                match = i
        if match is not None:
            payments[match] = None
        result.append(match)
    return result
