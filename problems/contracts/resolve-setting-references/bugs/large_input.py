import re

REF = re.compile(r"\$\{([^}]*)\}")


def render(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def solution(settings):
    cache = {}
    in_progress = set()

    def resolve(name):
        if name in cache:
            return cache[name]
        if name not in settings:
            raise KeyError(name)
        if name in in_progress:
            raise ValueError(f"circular reference: {name}")
        in_progress.add(name)
        value = settings[name]
        if isinstance(value, str):
            whole = REF.fullmatch(value)
            if whole:
                value = resolve(whole.group(1))
            else:
                value = REF.sub(lambda m: render(resolve(m.group(1))), value)
        in_progress.remove(name)
        cache[name] = value
        return value

    return {name: resolve(name) for name in settings}
