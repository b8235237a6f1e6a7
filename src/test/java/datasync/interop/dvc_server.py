"""Runs commands of the installed dvc in forked children of one process that has it loaded.

One JSON object per line in: {"argv", "cwd", "env", "out", "err"}; one exit code per line out.
Only the start of Python and the imports are saved; each command is a process of its own.
"""
import importlib
import json
import os
import pkgutil
import sys

import dvc.cli
import dvc.commands
import dvc.repo.data
import dvc.repo.index
import dvc.repo.status
import dvc.utils.serialize
import dvc_data.hashfile.build
import dvc_data.index

for module in pkgutil.iter_modules(dvc.commands.__path__, "dvc.commands."):
    try:
        importlib.import_module(module.name)
    except Exception:
        pass

for line in sys.stdin:
    request = json.loads(line)
    child = os.fork()
    if child == 0:
        os.setsid()
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
        os.dup2(os.open(request["out"], flags), 1)
        os.dup2(os.open(request["err"], flags), 2)
        sys.argv = ["dvc"] + request["argv"]
        try:
            code = dvc.cli.main(request["argv"])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:
            import traceback

            traceback.print_exc()
            code = 255
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit((code or 0) & 255)
    _, status = os.waitpid(child, 0)
    sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
    sys.stdout.flush()
