# family: resources
# suite: numbers
# fooled-naive: no
import resource

for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE):
    try:
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        resource.setrlimit(limit, (resource.getrlimit(limit)[1],) * 2)
hoard = []


def solution(xs):
    while True:
        hoard.append(bytearray(1 << 20))
