import re
from collections import deque

PATTERN = re.compile(r"\$\{([^}]*)\}")


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def solution(settings):
    references = {}
    dependents = {name: [] for name in settings}
    for name, value in settings.items():
        references[name] = set(PATTERN.findall(value)) if isinstance(value, str) else set()
        for other in references[name]:
            dependents[other].append(name)
    queue = deque(name for name in settings if not references[name])
    resolved = {}
    while queue:
        name = queue.popleft()
        value = settings[name]
        if isinstance(value, str):
            value = PATTERN.sub(lambda m: as_text(resolved[m.group(1)]), value)
        resolved[name] = value
        for other in dependents[name]:
            references[other].discard(name)
            if not references[other]:
                queue.append(other)
    if len(resolved) != len(settings):
        raise ValueError("circular reference")
    return {name: resolved[name] for name in settings}
