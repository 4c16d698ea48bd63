def solution(readings, width):
    if not readings:
        return []
    classes = [-(-reading // width) * width for reading in readings]
    bounds = range(min(classes), max(classes) + 1, width)
    return [(bound, classes.count(bound)) for bound in bounds]
