from collections import defaultdict


def solution(answers):
    supporters = defaultdict(set)
    labels = {}
    for person, answer in enumerate(answers):
        for choice in answer.split(","):
            choice = choice.strip()
            if choice:
                key = choice.casefold()
                supporters[key].add(person)
                labels.setdefault(key, choice)
    counts = {key: len(people) for key, people in supporters.items()}
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return [
        (labels[key], counts[key], sum(1 for c in counts.values() if c > counts[key]) + 1)
        for key in ordered
    ]
