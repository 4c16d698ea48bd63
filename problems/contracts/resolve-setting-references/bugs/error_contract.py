import re

REF = re.compile(r"\$\{([^}]*)\}")


def show(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return str(value)


def sort_names(settings):
    users = {name: [] for name in settings}
    open_count = {}
    for name, value in settings.items():
        refs = {r for r in REF.findall(value) if r in settings} if isinstance(value, str) else set()
        open_count[name] = len(refs)
        for ref in refs:
            users[ref].append(name)
    order = [name for name, count in open_count.items() if count == 0]
    for name in order:
        for user in users[name]:
            open_count[user] -= 1
            if open_count[user] == 0:
                order.append(user)
    if len(order) != len(settings):
        raise ValueError("circular references")
    return order


def solution(settings):
    result = dict(settings)
    for name in sort_names(settings):
        value = settings[name]
        if not isinstance(value, str):
            continue
        match = REF.fullmatch(value)
        if match:
            result[name] = result.get(match.group(1), value)
        else:
            result[name] = REF.sub(lambda m: show(result.get(m.group(1), m.group(0))), value)
    return result
