def _has_cycle(graph):
    WHITE, GREY, BLACK = 0, 1, 2
    color = dict.fromkeys(graph, WHITE)

    def visit(node):
        color[node] = GREY
        for nxt in graph[node]:
            if color[nxt] == GREY or (color[nxt] == WHITE and visit(nxt)):
                return True
        color[node] = BLACK
        return False

    return any(color[node] == WHITE and visit(node) for node in graph)


def solution(tasks, size):
    if type(size) is not int:
        raise TypeError("size must be an int")
    if size < 1:
        raise ValueError("size must be at least 1")
    graph = {name: set(info["after"]) for name, info in tasks.items()}
    for deps in graph.values():
        for dep in deps:
            if dep not in graph:
                raise KeyError(dep)
    if _has_cycle(graph):
        raise ValueError("cyclic dependencies")
    pending = set(graph)
    done = set()
    waves = []
    while pending:
        ready = [n for n in pending if graph[n] <= done]
        ready.sort(key=lambda n: (-tasks[n]["priority"], n))
        wave = ready[:size]
        pending.difference_update(wave)
        done.update(wave)
        waves.append(wave)
    return waves
