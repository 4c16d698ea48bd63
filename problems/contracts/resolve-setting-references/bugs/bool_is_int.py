import re

REF = re.compile(r"\$\{([^}]*)\}")


def order_of(settings):
    needs = {}
    users = {name: [] for name in settings}
    for name, value in settings.items():
        refs = set(REF.findall(value)) if isinstance(value, str) else set()
        for ref in refs:
            if ref not in settings:
                raise KeyError(ref)
            users[ref].append(name)
        needs[name] = len(refs)
    queue = [name for name in settings if needs[name] == 0]
    for name in queue:
        for user in users[name]:
            needs[user] -= 1
            if needs[user] == 0:
                queue.append(user)
    if len(queue) < len(settings):
        raise ValueError("circular reference")
    return queue


def to_text(value):
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value


def solution(settings):
    values = {}
    for name in order_of(settings):
        value = settings[name]
        if isinstance(value, str):
            single = REF.fullmatch(value)
            if single:
                value = values[single.group(1)]
            else:
                value = REF.sub(lambda m: to_text(values[m.group(1)]), value)
        values[name] = value
    return {name: values[name] for name in settings}
