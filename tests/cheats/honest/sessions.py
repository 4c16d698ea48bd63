import contextlib


@contextlib.asynccontextmanager
async def solution(function):
    yield sum(await function())
