class Machine:
    def __init__(self, chart, start):
        self.chart = chart
        self.enter(start)

    def enter(self, name):
        while self.chart.get(name, {}).get("initial"):
            name = self.chart[name]["initial"]
        self.state = name

    def fire(self, event):
        name = self.state
        while name:
            spec = self.chart.get(name, {})
            handlers = spec.get("on", {})
            if event in handlers:
                self.enter(handlers[event])
                return
            name = spec.get("parent")


def solution(chart, start, events):
    machine = Machine(chart, start)
    states = [machine.state]
    for event in events:
        machine.fire(event)
        states.append(machine.state)
    return states
