def solution(answers):
    labels, votes = {}, {}
    for answer in answers:
        seen = set()
        for part in answer.split(","):
            text = " ".join(part.split())
            key = text.casefold()
            if not key or key in seen:
                continue
            seen.add(key)
            labels.setdefault(key, text)
            votes[key] = votes.get(key, 0) + 1
    rows = [(labels[key], count) for key, count in votes.items()]
    rows.sort(key=lambda row: (-row[1], row[0]))
    ranking = []
    for index, (label, count) in enumerate(rows):
        if index and rows[index - 1][1] == count:
            ranking.append((label, count, ranking[-1][2]))
        else:
            ranking.append((label, count, index + 1))
    return ranking
