def solution(members, proxies, ballots):
    people = set(members)
    if not people.issuperset(ballots):
        raise ValueError("ballot of somebody who is not a member")
    outcome = dict(ballots)
    for member in people:
        trail, on_trail, person = [], set(), member
        while person in people and person not in outcome and person not in on_trail:
            trail.append(person)
            on_trail.add(person)
            person = proxies.get(person)
        choice = outcome.get(person) if person not in on_trail else None
        for person in trail:
            outcome[person] = choice
    votes, lost = {}, 0
    for choice in outcome.values():
        if choice is None:
            lost += 1
        else:
            votes[choice] = votes.get(choice, 0) + 1
    return sorted(votes.items(), key=lambda item: (-item[1], item[0])), lost
