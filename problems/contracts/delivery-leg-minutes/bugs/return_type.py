from datetime import datetime


def parse(local, offset):
    return datetime.strptime(f"{local} {offset}", "%Y-%m-%d %H:%M %z")


def solution(legs):
    travel_times = []
    waiting_times = []
    last_arrival = None
    for departure, departure_offset, arrival, arrival_offset in legs:
        start = parse(departure, departure_offset)
        end = parse(arrival, arrival_offset)
        if end <= start:
            raise ValueError("leg must arrive after it departs")
        if last_arrival is not None:
            if start < last_arrival:
                raise ValueError("leg departs before the previous arrival")
            waiting_times.append((start - last_arrival).total_seconds() / 60)
        travel_times.append((end - start).total_seconds() / 60)
        last_arrival = end
    return travel_times, waiting_times
