import re
import unicodedata


def solution(names):
    def key(name):
        cleaned = re.sub(r"\s+", " ", name.strip())
        return unicodedata.normalize("NFC", cleaned).lower()

    filled = [name for name in names if key(name)]
    blank = [name for name in names if not key(name)]
    return sorted(filled, key=key) + blank
