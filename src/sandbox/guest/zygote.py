# The zygote: one Python process that has everything imported and forks armed children, each of which runs one action.
#
# It never runs an action itself. Node starts it with its settings as JSON in argv[1], reads events from its stdout, and
# kills children through its stdin; when stdin closes (Node has died) it exits, and the kernel kills its children with
# it. Each child takes one connection, locks itself in, says that it is armed, runs one action, and exits.

import gc
import json
import mmap
import os
import resource
import select
import signal
import socket
import struct
import sys
import types

import walls

MIRROR_HEADER = struct.Struct("<I")  # how many bytes the action has printed


def load_guest():
    """The guest and, in the same names as in a log file, what renders and reads the actions of one."""
    guest = types.ModuleType("guest")
    for name in ("guest.py", "log_file.py"):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
        with open(path, encoding="utf-8") as file:
            exec(compile(file.read(), "<guest>", "exec"), guest.__dict__)
    return guest


class Child:
    """What the zygote remembers of a child: its number (never reused) and the memory its output is mirrored in."""

    def __init__(self, serial, mirror):
        self.serial = serial
        self.mirror = mirror


class Zygote:
    def __init__(self, settings):
        self.settings = settings
        self.limits = settings["limits"]
        self.children = {}
        self.next_serial = 1
        self.commands = b""
        self.guest = load_guest()
        self.guest.load_modules()
        self.pins = self.guest.Pins()
        self.pins.place()
        self.base_bytes = 0

    def listen(self):
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(self.settings["socketPath"])
        os.chmod(self.settings["socketPath"], 0o600)
        self.listener.listen(128)
        self.wake_read, self.wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)

    def settle(self):
        """Shuts the zygote's own doors and makes its memory ready to be shared with the children."""
        self.guest.close_doors()
        own_walls = walls.enclose_zygote(self.settings["walls"], self.settings["userId"])
        for _ in range(3):
            self.rehearse()
        for name in ("ctypes", "_ctypes", "walls", "socket", "_socket", "select", "mmap", "resource", "guest"):
            sys.modules.pop(name, None)
        self.base_bytes = int(os.pread(self.statm_fd, 64, 0).split()[0]) * mmap.PAGESIZE
        os.close(self.statm_fd)
        gc.collect()
        gc.freeze()
        gc.disable()
        return own_walls

    def rehearse(self):
        """Runs a program of our own, so that what any program needs is loaded, specialised and warm."""
        action = {"id": 0, "title": "", "createdAtMs": 0, "seed": "", "context": REHEARSAL_CONTEXT, "code": REHEARSAL_CODE}
        self.guest.run_action(action, self.limits, self.pins, self.guest.Output(1 << 16))

    def run(self):
        poller = select.poll()
        poller.register(0, select.POLLIN)
        poller.register(self.wake_read, select.POLLIN)
        while True:
            while len(self.children) < self.settings["children"]:
                self.fork()
            for fd, _ in poller.poll():
                if fd == 0:
                    self.read_commands()
                else:
                    try:
                        os.read(self.wake_read, 512)
                    except BlockingIOError:
                        pass
            self.reap()

    def read_commands(self):
        """`kill N` ends child N; `children N` changes how many are kept."""
        piece = os.read(0, 4096)
        if not piece:
            os._exit(0)
        self.commands += piece
        *lines, self.commands = self.commands.split(b"\n")
        for line in lines:
            word, number = line.split()
            if word == b"kill":
                for pid, child in self.children.items():
                    if child.serial == int(number):
                        os.kill(pid, signal.SIGKILL)
            elif word == b"children":
                self.settings["children"] = int(number)

    def fork(self):
        mirror = mmap.mmap(-1, MIRROR_HEADER.size + self.limits["outputBytes"])
        child = Child(self.next_serial, mirror)
        self.next_serial += 1
        pid = os.fork()
        if pid:
            self.children[pid] = child
            return
        try:
            be_child(self, child)
        finally:
            os._exit(70)

    def reap(self):
        while self.children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            child = self.children.pop(pid)
            event = {"died": child.serial}
            if os.WIFSIGNALED(status):
                event["signal"] = os.WTERMSIG(status)
            else:
                event["status"] = os.WEXITSTATUS(status)
            if event.get("status") != 0:
                size = min(MIRROR_HEADER.unpack_from(child.mirror)[0], self.limits["outputBytes"])
                event["output"] = child.mirror[MIRROR_HEADER.size:MIRROR_HEADER.size + size].hex()
            child.mirror.close()
            say(event)


def be_child(zygote, child):
    """The whole life of a child. Never returns."""
    walls.die_with_parent(zygote.pid)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    connection, _ = zygote.listener.accept()
    fd = connection.detach()
    limits = zygote.limits
    signal.setitimer(signal.ITIMER_PROF, limits["cpuMs"] / 1000)  # its default action ends the process
    walls.limit_resources(limits, zygote.base_bytes)
    if fd != 0:
        os.dup2(fd, 0)
    os.closerange(1, 256)
    walls.lock(zygote.settings["walls"])
    gc.enable()
    zygote.rehearse()
    write, read, set_limit = os.write, os.read, resource.setrlimit
    frame(write, {"armed": child.serial})
    action = read_action(read)
    if action["kind"] == "self-check":
        frame(write, {"reached": walls.attempt_everything()})
    elif action["kind"] == "check":
        frame(write, {"problems": zygote.guest.check_action(action["code"], "<action %s>" % action["id"])})
    elif action["kind"] == "render":
        text = zygote.guest.render_action(action["id"], action["code"]).encode()
        frame(write, {"outputBytes": len(text)}, text)
    else:
        memory = zygote.base_bytes + (limits["memoryMb"] << 20) + 16 * len(action["context"])
        set_limit(resource.RLIMIT_AS, (memory, memory))
        run_action(zygote, child, action, write)
    os._exit(0)


def run_action(zygote, child, action, write):
    limits, mirror, pack = zygote.limits, child.mirror, MIRROR_HEADER.pack_into
    size = 0

    def keep(piece):
        nonlocal size
        begin = MIRROR_HEADER.size + size
        mirror[begin:begin + len(piece)] = piece
        size += len(piece)
        pack(mirror, 0, size)

    output = zygote.guest.Output(limits["outputBytes"], keep)
    result = zygote.guest.run_action(action, limits, zygote.pins, output)
    result["outputBytes"] = len(output.written)
    frame(write, result, bytes(output.written))


def read_action(read):
    """One request: the length of its JSON header, the header, then the action's code and context as they are."""
    action = json.loads(read_exactly(read, struct.unpack("<I", read_exactly(read, 4))[0]))
    action["code"] = read_exactly(read, action["codeBytes"]).decode()
    action["context"] = read_exactly(read, action["contextBytes"])
    return action


def read_exactly(read, size):
    pieces = []
    while size:
        piece = read(0, min(size, 1 << 20))
        if not piece:
            os._exit(0)  # Node closed the connection: nobody waits for this child
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def frame(write, message, attachment=b""):
    body = json.dumps(message).encode()
    data = memoryview(struct.pack("<I", len(body)) + body + attachment)
    while data:
        data = data[write(0, data):]


def say(event):
    data = json.dumps(event).encode() + b"\n"
    while data:
        data = data[os.write(1, data):]


REHEARSAL_CONTEXT = json.dumps({"record": {"id": 1, "name": "x", "parts": [{"id": n, "ok": True} for n in range(40)]}})
REHEARSAL_CODE = """
import json, re, datetime, math
names = {p['id']: str(p) for p in context.get('record', {}).get('parts', []) if p.get('ok')}
def check(a):
    return bool(re.match(r'[a-z]+', a)) and len(a) > 3
print(len(names), f"{math.pi:.2f}", check('abc'), datetime.datetime.now().isoformat(), sorted(set(names))[:3])
if not all(names.values()):
    raise ValidationWarning('none')
raise ValidationError(json.dumps({'a': 1}))
"""


def main():
    settings = json.loads(sys.argv[1])
    zygote = Zygote(settings)
    zygote.statm_fd = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    zygote.listen()
    zygote.pid = os.getpid()
    own_walls = zygote.settle()
    say({"ready": True, "python": "%d.%d.%d" % sys.version_info[:3], "walls": own_walls})
    zygote.run()


if __name__ == "__main__":
    main()
