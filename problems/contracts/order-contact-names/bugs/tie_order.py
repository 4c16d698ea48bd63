from unicodedata import normalize


def solution(names):
    keyed = []
    blanks = []
    for name in names:
        key = normalize("NFC", " ".join(name.split())).casefold()
        if key:
            keyed.append((key, name))
        else:
            blanks.append(name)
    keyed.sort()
    return [name for _, name in keyed] + blanks
