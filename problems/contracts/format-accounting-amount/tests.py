from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution(123456, "EUR") == "1,234.56 EUR"
assert solution(-500, "USD") == "(5.00) USD"
assert solution(0, "EUR") == "0.00 EUR"
assert solution(5, "EUR") == "0.05 EUR"
assert solution(100000000, "CHF") == "1,000,000.00 CHF"
assert solution(-5, "EUR") == "(0.05) EUR"
assert solution(-1, "EUR") == "(0.01) EUR"
assert solution(-123456, "GBP") == "(1,234.56) GBP"
assert solution(-199, "EUR") == "(1.99) EUR"
assert solution(123456, "JPY") == "123,456 JPY"
assert solution(-1500, "KRW") == "(1,500) KRW"
assert solution(0, "JPY") == "0 JPY"
assert solution(10**19 + 1, "EUR") == "100,000,000,000,000,000.01 EUR"
assert solution(-(10**17) - 37, "EUR") == "(1,000,000,000,000,000.37) EUR"
assert raises(TypeError, True, "EUR")
assert raises(TypeError, False, "JPY")
assert raises(TypeError, 12.5, "EUR")
assert raises(TypeError, "100", "EUR")
assert raises(TypeError, 100, None)
assert raises(ValueError, 100, "eur")
assert raises(ValueError, 100, "EURO")
assert raises(ValueError, 100, "")
assert raises(ValueError, 100, "E1R")
assert raises(ValueError, 100, "ÖSE")
