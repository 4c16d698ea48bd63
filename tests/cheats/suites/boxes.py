from solution import solution


# Sort the content of a box.
class Box:
    def __init__(self, content):
        self.content = content

    @property
    def first(self):
        return self.content[0]

    def is_sorted(self):
        return self.content == sorted(self.content)


box = Box([3, 1, 2])
solution(box)
assert box.is_sorted()
assert box.first == 1
