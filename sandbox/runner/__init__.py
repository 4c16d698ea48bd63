"""The grader that cannot be fooled: the process inside the sandbox that runs tests against an answer.

Three processes. The *candidate* holds the answer. The *grader* runs tests.py, where `solution` is a stand-in whose
calls cross to the candidate as data. The *supervisor* started both before it read the job; it alone knows the
nonce and issues the verdict. Standard library only, as it runs in an image that holds nothing else.

stdin: one job, 4 bytes of length (big-endian) and UTF-8 JSON
    {"nonce", "code", "tests", "timeout" (s), "memory_mb", "output_kb", "isolation": "separate" | "shared"}
stdout: one verdict, framed alike
    {"nonce", "isolation", "status", "message", "stdout", "stderr", "seconds", "assertions"}
With an argument, the number of jobs that a container is for, an empty frame on stdout calls for each job: nothing of
the one before is left then. End of file before a job ends it silently. In "shared" isolation tests and answer live in
one process, for tests that need it; an answer can then fake its verdict. The caller's environment should be empty: every
child can read it.
"""
