# The zygote: one Python process that has everything imported and forks armed children, each of which runs one action.
#
# It never runs an action itself. Node starts it with its settings as JSON in argv[1], reads events from its stdout, and
# orders about children through its stdin; when stdin closes (Node has died) it exits, and the kernel kills its children with
# it. A child (child.py) runs one action; then it exits, or the zygote renews it (renewal.py) and it runs another. Children
# share nothing that one of them could write to: the memory that mirrors a child's output is unmapped in all others, and
# cleared when the child is renewed.

import gc
import json
import mmap
import resource
import select
import signal
import sys
from _socket import AF_UNIX, SOCK_STREAM, socket  # without what `socket` adds, which takes its time

import ground
import kept_code
import pages
import renewal
import self_check
import shelf
from child import be_child
from host_os import host_os as os
from mirror import HEADER, Mirror
from walls import SPARE_CPU, Walls, clock_pages, prepare_zygote, take_clock_away


DESCRIPTORS, DESCRIPTORS_OF_A_CHILD = 32, 8
STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")

# What actions can't come by in `sys.modules`.
NOT_LEFT = """
_ctypes _socket child ctypes ground guest kept_code mirror mmap pages renewal resource seccomp select self_check shadow shelf socket walls zygote
""".split()


class Child:
    """What the zygote remembers of a child: its number (never reused), its mirror, and its slot of the shelf, or None."""

    def __init__(self, serial, mirror, for_renewals):
        self.serial = serial
        self.shelf = for_renewals
        self.slot = for_renewals.free_slots.pop() if for_renewals and for_renewals.free_slots else None
        self.mirror = mirror
        self.image = None  # what it was when it was armed, once the zygote has been told to keep it
        self.cpu = 0.0  # the processor time it had used when it was last armed

    def close(self):
        self.mirror.memory.close()
        if self.slot is not None:
            self.shelf.free_slots.append(self.slot)
        if self.image:
            self.image.close()


class Zygote:
    def __init__(self, settings, guest, for_renewals):
        self.settings = settings
        self.folder = os.path.dirname(settings["socketPath"])
        self.limits = settings["limits"]
        self.children = {}
        self.next_serial = 1
        self.commands = b""
        self.guest = guest
        self.pins = self.walls = None
        self.base_bytes = 0
        self.store = pages.Store(for_renewals)
        self.shelf_bytes = for_renewals.size if for_renewals else 0  # what a child does not inherit
        self.spare_cpu = self.limits["cpuMs"] / 1000 * SPARE_CPU

    def listen(self):
        self.listener = socket(AF_UNIX, SOCK_STREAM)
        self.listener.bind(self.settings["socketPath"])
        os.chmod(self.settings["socketPath"], 0o600)
        self.listener.listen(128)
        self.wake_read, self.wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        self.waker = select.poll()
        self.waker.register(self.wake_read, select.POLLIN)

    def await_signal(self, seconds):
        if self.waker.poll(seconds * 1000):
            self.forget_signals()

    def forget_signals(self):
        try:
            os.read(self.wake_read, 512)
        except BlockingIOError:
            pass

    def settle(self):
        """Loads what actions may import, shuts the zygote's own doors, makes its memory ready to be shared with the
        children, and puts the walls up. Gives what the server is told."""
        statm = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self.guest.load_modules()
        self.pins = self.guest.Pins()
        self.pins.place()
        self.grow_stack()
        self.guest.close_doors()
        no_clock = take_clock_away(clock_pages())
        self.rehearse()
        self.rehearse()
        for name in NOT_LEFT:
            sys.modules.pop(name, None)
        gc.collect()
        gc.freeze()  # whatever is written to after a fork is copied first, and the collector writes to everything
        self.base_bytes = int(os.pread(statm, 64, 0).split()[0]) * mmap.PAGESIZE - self.shelf_bytes
        os.close(statm)
        self.walls = Walls(self.settings["walls"])
        standing = self.walls.enclose_zygote(self.settings["userId"], self.folder + "/empty", self.largest_bytes())
        gc.freeze()
        return {"ready": True, "python": "%d.%d.%d" % sys.version_info[:3], "walls": standing + no_clock}

    def largest_bytes(self):
        """More than the zygote or a child ever needs; the limit of a child is smaller."""
        limits, children = self.limits, self.settings["children"] + 1
        mirrors = children * len(Mirror(limits["outputBytes"]).memory)
        maps = self.base_bytes + self.shelf_bytes + 2 * ground.RESERVE_BYTES
        return maps + (limits["memoryMb"] + 64 << 20) + 16 * limits["contextBytes"] + 2 * mirrors

    def grow_stack(self):
        maps = os.open("/proc/self/maps", os.O_RDONLY | os.O_CLOEXEC)
        ground.grow_stack(ground.read_maps(maps))
        os.close(maps)

    def rehearse(self):
        """Runs a program of our own, so that what any program needs is loaded, specialised and warm."""
        action = {"id": 0, "title": "", "createdAtMs": 0, "seed": "", "context": REHEARSAL_CONTEXT, "code": REHEARSAL_CODE}
        streams = {name: getattr(sys, name) for name in STREAMS}
        main = sys.modules.get("__main__")
        self.guest.run_action(action, self.limits, self.pins, self.guest.Stage(self.guest.Output(1 << 16)))
        self.guest.left_behind.clear()
        self.pins.start(0, "")  # what an action would have to forget is forgotten already
        for name, stream in streams.items():
            setattr(sys, name, stream)
        sys.modules["__main__"] = main

    def run(self):
        poller = select.poll()
        poller.register(0, select.POLLIN)
        poller.register(self.wake_read, select.POLLIN)
        while True:
            is_short = len(self.children) < self.settings["children"]
            if is_short:
                self.fork()
            for fd, _ in poller.poll(0 if is_short else None):
                if fd == 0:
                    self.read_commands()
                else:
                    self.forget_signals()
            self.reap()

    def read_commands(self):
        """`kill N` ends child N, `watch N` does so if its action has used its processor time up, `keep N` prepares it for being
        renewed, `renew N BYTES` does it; each is answered, as is `ping`. BYTES: the largest context that it was told to have
        memory for, 0 before it was."""
        piece = os.read(0, 4096)
        if not piece:
            os._exit(0)
        self.commands += piece
        *lines, self.commands = self.commands.split(b"\n")
        if b"ping" in lines:
            say({"pong": True})
        orders = [line.split() for line in lines if line != b"ping"]
        commands = [(word, int(number), *rest) for word, number, *rest in orders]
        self.ask_to_stop({number for word, number, *_ in commands if word == b"renew"})
        for word, number, *rest in commands:
            for pid, child in self.children.items():
                if child.serial == number:
                    self.commanded(word, pid, child, *map(int, rest))
                    break
            else:
                say({"unknown": number})  # it had ended before

    def ask_to_stop(self, serials):
        for child in self.children.values():
            if child.serial in serials:
                try:
                    child.image.ask_to_stop()
                except OSError:
                    pass  # it has ended, and will be found so

    def commanded(self, word, pid, child, context_bytes=0):
        if word == b"kill":
            os.kill(pid, signal.SIGKILL)
            return
        if word == b"watch":
            self.watch(pid, child)
            return
        try:
            if word == b"keep":
                child.image = renewal.Image(pid, child.slot, HEADER.unpack_from(child.mirror.memory)[0], self.store,
                                             self.await_signal)
            else:
                child.image.renew(self.spare_cpu, self.memory_taken(context_bytes), child.mirror)
            child.cpu = renewal.cpu_time(pid)
            say({"kept": child.serial})
        except renewal.HasEnded as end:
            self.note_end(pid, end.status)
        except (OSError, pages.CannotRenew) as error:
            if word == b"renew" or isinstance(error, renewal.DoesNotStop):
                os.kill(pid, signal.SIGKILL)
            say({"kept": child.serial, "why": str(error)})

    def memory_taken(self, context_bytes):
        """By how much a child has lowered its limit of memory that may have a context so large."""
        if not context_bytes or "limits" not in self.walls.names:
            return 0
        for_context = self.guest.memory_for_context
        return for_context(self.limits["contextBytes"]) - for_context(context_bytes)

    def watch(self, pid, child):
        left = 0
        try:
            left = self.limits["cpuMs"] - (renewal.cpu_time(pid) - child.cpu) * 1000
            if left <= 0:
                os.kill(pid, signal.SIGPROF)
        except OSError:
            pass  # it has ended by itself
        say({"watched": child.serial, "leftMs": left})

    def fork(self):
        child = Child(self.next_serial, Mirror(self.limits["outputBytes"]), self.store.shelf)
        self.next_serial += 1
        pid = os.fork()
        if pid:
            child.mirror.keep_from_next_child()  # or the next child could write what this one is said to have printed
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
            if not os.WIFSTOPPED(status):
                self.note_end(pid, status)

    def note_end(self, pid, status):
        child = self.children.pop(pid, None)
        if child is None:
            return  # the shadow of one that has ended
        event = {"died": child.serial}
        if os.WIFSIGNALED(status):
            event["signal"] = os.WTERMSIG(status)
        else:
            event["status"] = os.WEXITSTATUS(status)
        if event.get("status") != 0 or child.mirror.has_count():
            event["output"] = child.mirror.printed().hex()
        child.close()
        say(event)


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
    guest, for_renewals = kept_code.load_guest(), shelf.shelf_for(settings["children"])  # before the zygote may write no file
    prepare_zygote(DESCRIPTORS + DESCRIPTORS_OF_A_CHILD * (settings["children"] + 1))
    zygote = Zygote(settings, guest, for_renewals)
    zygote.listen()
    zygote.pid = os.getpid()
    say(zygote.settle())
    zygote.run()
