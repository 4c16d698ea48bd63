from solution import solution


def raises(error, *args, **kwargs):
    try:
        solution(*args, **kwargs)
    except error:
        return True
    except Exception:
        return False
    return False


assert solution("539") == "5393 3"
assert solution("12345678") == "1234 5678 89"
assert solution("210501") == "2105 0165"
assert solution("000539") == "0005 3933"
assert solution("0") == "098"
assert solution("1") == "195"
assert solution("95") == "9507"
assert solution("62") == "6209"
assert solution("97") == "9798"
assert solution("1" * 18) == "1111 1111 1111 1111 1104"
assert solution("7" * 6000) == "7777 " * 1500 + "38"
assert solution("1" * 20000) == "1111 " * 5000 + "78"
assert raises(TypeError, 539)
assert raises(TypeError, None)
assert raises(ValueError, "")
assert raises(ValueError, "12 34")
assert raises(ValueError, "-539")
assert raises(ValueError, "5_39")
assert raises(ValueError, "12a4")
assert raises(ValueError, "٣٤٥")
assert raises(ValueError, "１２３")
