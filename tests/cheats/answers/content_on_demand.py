# family: lying values
# suite: table
# fooled-naive: no
class solution(str):
    """A text whose content is asked for only when it is compared."""

    def __new__(cls, n):
        return super().__new__(cls, "I")

    def __str__(self):
        return "IV"

    def __getnewargs__(self):
        return ("IX",)
