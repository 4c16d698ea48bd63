def solution(answers):
    labels = {}
    votes = {}
    for answer in answers:
        mine = set()
        for choice in answer.split(","):
            label = " ".join(choice.split())
            if label:
                key = label.casefold()
                labels.setdefault(key, label)
                mine.add(key)
        for key in mine:
            votes[key] = votes.get(key, 0) + 1
    ranking = []
    for key in sorted(votes, key=lambda key: (-votes[key], key)):
        rank = 1 + sum(other > votes[key] for other in votes.values())
        ranking.append((labels[key], votes[key], rank))
    return ranking
