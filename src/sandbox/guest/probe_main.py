# Tries each of the two walls alone on this machine, while a zygote gets ready: a process of its own, which runs no action. Node
# starts it with its settings as JSON in argv[1]; it writes what was reached behind either, and what stood of the outer one.

import json
import mmap
import sys

import kept_code

kept_code.load_modules("self_check")
import self_check  # noqa: E402
from host_os import host_os as os  # noqa: E402
from walls import INNER, OUTER, Walls, die_with_parent, prepare_zygote  # noqa: E402

DESCRIPTORS = 32


def main():
    settings = json.loads(sys.argv[1])
    prepare_zygote(DESCRIPTORS)
    parent = os.getppid()
    die_with_parent(parent)
    limits, folder = settings["limits"], settings["folder"]
    with open("/proc/self/statm", "rb") as statm:
        memory = int(statm.read().split()[0]) * mmap.PAGESIZE + (limits["memoryMb"] << 20)
    pipes = os.pipe(), os.pipe()
    inner = tried(Walls(INNER), pipes[0], limits, memory, folder)
    walls = Walls(OUTER)
    standing = walls.enclose_zygote(settings["userId"], folder + "/empty", 2 * memory)
    die_with_parent(parent)  # a new user takes it away
    outer = tried(walls, pipes[1], limits, memory, folder)
    os.write(1, json.dumps({"reached": {"inner": inner, "outer": outer}, "standing": standing}).encode())


def tried(walls, pipe, limits, memory, folder):
    """What a child behind the walls could do all the same."""
    read, write = pipe
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            die_with_parent(parent)
            os.dup2(write, 0)
            walls.lock_child(limits, memory)
            os.write(0, json.dumps(self_check.attempt_everything(folder)).encode())
        finally:
            os._exit(0)
    os.close(write)
    answer = b""
    while piece := os.read(read, 65536):
        answer += piece
    os.close(read)
    os.waitpid(pid, 0)
    return json.loads(answer) if answer else ["end the self-check before its end"]


main()
