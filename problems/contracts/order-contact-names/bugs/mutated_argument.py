import unicodedata


def make_key(name):
    collapsed = " ".join(name.split())
    folded = unicodedata.normalize("NFC", collapsed).casefold()
    return (1, "") if not folded else (0, folded)


def solution(names):
    names.sort(key=make_key)
    return names
