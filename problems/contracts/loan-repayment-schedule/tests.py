from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("100.00", "12", "60.00") == [("60.00", "1.00", "41.00"), ("41.41", "0.41", "0.00")]
assert solution("50", "0", "25") == [("25.00", "0.00", "25.00"), ("25.00", "0.00", "0.00")]
assert solution("100.00", "12", "101.00") == [("101.00", "1.00", "0.00")]
assert solution("100.00", "12", "100.99") == [("100.99", "1.00", "0.01"), ("0.01", "0.00", "0.00")]
assert solution("100.00", "12", "500.00") == [("101.00", "1.00", "0.00")]
assert solution("101.00", "6", "200.00") == [("101.51", "0.51", "0.00")]
assert solution("1.00", "6", "2.00") == [("1.01", "0.01", "0.00")]
assert solution("250.00", "3", "200.00") == [("200.00", "0.63", "50.63"), ("50.76", "0.13", "0.00")]
assert solution("0.30", "0", "0.10") == [("0.10", "0.00", "0.20"), ("0.10", "0.00", "0.10"), ("0.10", "0.00", "0.00")]
assert solution("1.10", "0", "0.40") == [("0.40", "0.00", "0.70"), ("0.40", "0.00", "0.30"), ("0.30", "0.00", "0.00")]
assert solution("0.40", "0", "0.20") == [("0.20", "0.00", "0.20"), ("0.20", "0.00", "0.00")]
assert len(solution("0.40", "0", "0.10")) == 4
assert len(solution("8.80", "0", "1.10")) == 8
assert solution("1000.00", "4.25", "900") == [("900.00", "3.54", "103.54"), ("103.91", "0.37", "0.00")]
assert solution("0.00", "5", "10.00") == []
assert solution("0", "5", "0.00") == []
assert len(solution("1000.00", "6", "20.00")) == 58
assert type(solution("100.00", "12", "60.00")[0]) is tuple
assert raises(ValueError, "100.00", "12", "0.50")
assert raises(ValueError, "100.00", "12", "1.00")
assert raises(ValueError, "100.00", "0", "0.00")
