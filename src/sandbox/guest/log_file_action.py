# --- one action, in a process of its own ------------------------------------------------------------------------------

def run_one_action(log_file, index, trace):
    """Runs in a process of its own, as in the sandbox: output to stdout as it comes, the result to stderr."""
    import os
    write, leave, encode = os.write, os._exit, encode_result
    try:
        action = log_file.actions[index]
        limits = log_file.program["limits"]
        words = Words() if trace else None
        load_modules()
        pins = Pins()
        pins.place()
        give_spare_memory = limit_memory(limits, len(action["context"]))
        close_doors(log_file.expected["pythonVersion"], time_zones="zoneinfo" in action["code"])
        refuse_the_system()
        stage = Stage(Output(limits["outputBytes"], lambda piece: write_all(write, 1, piece)))
        gc.collect()
        gc.freeze()
        if trace:
            sys.settrace(words.trace)
        result = run_action(action, limits, pins, stage, give_spare_memory)
        if trace:
            result["words"] = words.heard(result, left_behind[-1][1])
        write_all(write, 2, b"\n" + encode(result))
        leave(0)
    except BaseException as error:
        write_all(write, 2, b"%s\n" % error_text(error).encode())
    finally:
        leave(70)


def call_from_elsewhere(function, *arguments):
    function(*arguments)


def write_all(write, fd, data):
    while data:
        data = data[write(fd, data):]


def limit_memory(limits, context_bytes):
    """The memory limit of the sandbox, where the system can set one (Linux). Gives a function that gives the spare memory."""
    try:
        import mmap
        import resource
        with io.open("/proc/self/statm") as statm:
            base = int(statm.read().split()[0]) * resource.getpagesize()
        most = base + (limits["memoryMb"] << 20) + memory_for_context(context_bytes)
        give_spare_memory = spare_memory(mmap)
        resource.setrlimit(resource.RLIMIT_AS, (most + SPARE_BYTES, most + SPARE_BYTES))
        return give_spare_memory
    except (ImportError, OSError, ValueError):
        return int


def refuse_the_system():
    """What the kernel refuses an action in the sandbox is refused here by Python's own checkpoints."""
    def refuse(event, arguments):
        if event in ("os.walk", "os.fwalk"):
            return  # they only announce what follows
        if event == "open" or event.startswith(("os.", "socket.", "subprocess.", "ctypes.", "shutil.", "mmap.", "fcntl.")):
            raise PermissionError(1, "Operation not permitted", *[a for a in arguments[:1] if isinstance(a, (str, bytes))])

    sys.addaudithook(refuse)


class Words:
    """Hears, during a run, the texts of the errors that Python itself raises, as opposed to the action's author."""

    def __init__(self):
        import dis
        self.raise_opcode = dis.opmap["RAISE_VARARGS"]
        self.texts = []

    def trace(self, frame, event, argument):
        if event == "exception":
            _, error, step = argument
            if (step is None or step.tb_next is None) and not self.is_authors(frame.f_code, frame.f_lasti):
                self.note(error)
        return self.trace

    def is_authors(self, code, instruction):
        return code.co_filename.startswith("<action ") and code.co_code[instruction] == self.raise_opcode

    def note(self, error):
        try:
            text = str.__str__(str(error))
        except BaseException:
            return
        if text and text not in self.texts and len(self.texts) < 1000:
            self.texts.append(text)

    def heard(self, result, error):
        if isinstance(error, SyntaxError):
            self.note(error)
        return self.texts
