import unicodedata


def contact_key(name):
    return unicodedata.normalize("NFC", name.strip()).casefold()


def solution(names):
    ordered = sorted(
        (name for name in names if contact_key(name)),
        key=contact_key,
    )
    ordered.extend(name for name in names if not contact_key(name))
    return ordered
