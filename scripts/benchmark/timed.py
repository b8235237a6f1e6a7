"""timed.py FIGURES ERRORS PROGRAM ARGUMENT...: runs a program, and writes to the file FIGURES its
exit status, wall seconds, CPU seconds and peak memory in MiB, each of the program with all it
started; the memory is that of the largest process.

A process of its own and a small one: the peak memory that Linux tells of a program begins with that
of the process that started it.
"""
import os
import sys
import time

figures, errors, *command = sys.argv[1:]
quiet = [
    (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
]
begin = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
_, status, used = os.wait4(child, 0)
wall = time.monotonic() - begin
with open(figures, "w") as out:
    code = os.waitstatus_to_exitcode(status)
    print(code, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=out)
