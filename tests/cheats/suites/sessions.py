import asyncio

from solution import solution


# An asynchronous context manager that gives the sum of what a coroutine function returns.
async def members():
    await asyncio.sleep(0)
    return [1, 2]


async def refuses():
    assert False, "never to be called"


async def main():
    async with solution(members) as total:
        assert total == 3
    solution(refuses)


asyncio.run(main())
