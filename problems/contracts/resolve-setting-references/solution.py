import re

REFERENCE = re.compile(r"\$\{([^}]*)\}")


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def resolve(value, done):
    if not isinstance(value, str):
        return value
    whole = REFERENCE.fullmatch(value)
    if whole:
        return done[whole[1]]
    return REFERENCE.sub(lambda match: text(done[match[1]]), value)


def solution(settings):
    done = {}
    for start in settings:
        stack, opened = [start], set()
        while stack:
            name = stack[-1]
            value = settings[name]
            needed = REFERENCE.findall(value) if isinstance(value, str) else []
            waiting = [other for other in needed if other not in done]
            if not waiting:
                done[name] = resolve(value, done)
                opened.discard(name)
                stack.pop()
                continue
            opened.add(name)
            if not opened.isdisjoint(waiting):
                raise ValueError(f"loop of references at {name!r}")
            stack += waiting
    return {name: done[name] for name in settings}
