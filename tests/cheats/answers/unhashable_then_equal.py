# family: lying values
# suite: helpers
# fooled-naive: no
class Json(bytearray):
    def decode(self, *args):
        return "{}"


def solution(xs):
    return Json(b'{"mean": 4, "most": 4}')
