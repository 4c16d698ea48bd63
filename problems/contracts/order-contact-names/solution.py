import unicodedata


def sort_key(name):
    tidy = " ".join(name.split())
    key = unicodedata.normalize("NFC", tidy).casefold()
    return key == "", key


def solution(names):
    return sorted(names, key=sort_key)
