from datetime import datetime


def parse(local, offset):
    return datetime.fromisoformat(local + offset)


def minutes(delta):
    return delta.seconds // 60


def solution(legs):
    points = []
    for departure, departure_offset, arrival, arrival_offset in legs:
        start, end = parse(departure, departure_offset), parse(arrival, arrival_offset)
        if start >= end:
            raise ValueError("leg does not arrive later than it departs")
        if points and start < points[-1][1]:
            raise ValueError("legs overlap")
        points.append((start, end))
    travel = [minutes(end - start) for start, end in points]
    waiting = [minutes(points[i + 1][0] - points[i][1]) for i in range(len(points) - 1)]
    return travel, waiting
