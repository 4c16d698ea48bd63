def solution(n):
    text = "X" * (n // 10)
    return text + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10]
