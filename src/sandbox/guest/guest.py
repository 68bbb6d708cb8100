# The guest: runs an action exactly the same way in Interlock's sandbox and in a downloaded log file.
#
# It guarantees: the action starts from the same state (clock, randomness, builtins, what can be known of the interpreter),
# sees only its own names, may end itself with a top-level `return`, and can import only what is listed in IMPORTABLE. A
# process runs one action. Standard library only, Python 3.9 or newer. Its files are one module, read in this order:
# guest, doors, facts, addresses, versions, pins, top_level, action_text; the sandbox adds check, the log file comparison and log_file_*.

import __future__
import ast
import builtins
import gc
import hashlib
import io
import json
import re
import sys
import time
import types
import warnings
import weakref

try:
    import ctypes
except ImportError:  # a Python built without it pins a little less
    ctypes = None

LINE_HERE = sys._getframe().f_lineno  # of this line, in the sandbox's text of the guest and in a log file; see facts.py
__builtins__ = dict(builtins.__dict__)  # of all functions of the guest: an action can put something else in the place of its own
PYTHON_HERE = tuple(sys.version_info[:3])  # what an action sees of it is the version of the log
real_id = id


class ValidationError(Exception):
    """Raise it to reject the change. Without a message, the action's title is the message."""


class ValidationWarning(Exception):
    """Raise it to let the change through with a warning. The chain goes on."""


class OutputLimitExceeded(Exception):
    """Raised in the action that prints more than the output limit."""


for _class in (ValidationError, ValidationWarning, OutputLimitExceeded):
    _class.__module__ = "interlock"


_set_trace, _set_profile = sys.settrace, sys.setprofile

# --- what an action prints --------------------------------------------------------------------------------------------

class Output:
    """Collects what one action prints, up to a limit in bytes. The action has a stream to it, and nothing that it could set."""

    def __init__(self, max_bytes, mirror=None):
        self.max_bytes = max_bytes
        self.mirror = mirror  # called with each piece, so that it survives the death of the process
        self.written = bytearray()
        self.exceeded = False

    def stream(self):
        write_piece = self.write

        class Output(io.BufferedIOBase):
            def writable(self):
                return True

            def write(self, piece):
                return write_piece(piece)

        for each, name in (Output, "Output"), (Output.writable, "Output.writable"), (Output.write, "Output.write"):
            each.__module__, each.__qualname__ = "interlock", name
        return Output()

    def write(self, piece):
        piece = without_addresses(bytes(piece))
        room = self.max_bytes - len(self.written)
        if len(piece) > room:
            self.exceeded = True
            piece = piece[:room].decode("utf-8", "ignore").encode()
        self.written += piece
        if self.mirror is not None:
            self.mirror(piece)
        if self.exceeded:
            raise OutputLimitExceeded(self.message())
        return len(piece)

    def message(self):
        return "the action printed more than %d KB; print less, only the first %d KB are kept" % (
            self.max_bytes // 1024, self.max_bytes // 1024)


# --- running ----------------------------------------------------------------------------------------------------------

class Stage:
    """What an action finds and what does not depend on it: its module, and the streams. Made beforehand where there is time."""

    def __init__(self, output):
        self.output = output
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(
            __builtins__=builtins, ValidationError=ValidationError, ValidationWarning=ValidationWarning, context=None)
        self.stdin = io.StringIO()
        self.stdout = io.TextIOWrapper(output.stream(), encoding="utf-8", newline="\n", write_through=True)

    def enter(self):
        sys.stdin = sys.__stdin__ = self.stdin
        sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = self.stdout
        sys.modules["__main__"] = self.module


def run_action(action, limits, pins, stage, give_spare_memory=int):
    """Runs one action and gives `{outcome, message, line}`, line being the line of its code that raised.

    The action is `{id, title, code, context: JSON text, createdAtMs, seed}`; the outcome one of ALLOWED, WARNED, BLOCKED,
    FAILED and OUT_OF_MEMORY. A process that runs an action runs no other. `give_spare_memory` is called when the action is over:
    it may have left no memory to tell of it.
    """
    filename = "<action %s>" % action["id"]
    namespace = stage.module.__dict__
    error = None
    try:
        pins.start(action["createdAtMs"], action["seed"])
        code = action.get("compiled") or compile_action(action["code"], filename)
        namespace["context"] = json.loads(action["context"])
        if "__import_star__" in code.co_names:
            namespace["__import_star__"] = _import_star_into(namespace)
        stage.enter()
        run_at_depth(STACK_DEPTH, code, namespace)
    except BaseException as raised:
        give_spare_memory()
        error = raised
    give_spare_memory()
    left_behind.append((stage, error))
    return _result(error, action, limits, stage.output, filename)


left_behind = []  # what an action leaves: were it freed, its finalizers would run after the result is known


# With it a plain recursion meets the limit at the same call in every Python; what else counts differs between them.
STACK_DEPTH = 24 if PYTHON_HERE >= (3, 11) else 23


def run_at_depth(depth, code, namespace):
    """Runs the code at a fixed depth of the stack, so that the recursion limit is met at the same call everywhere."""
    here, frame = 0, sys._getframe()
    while frame is not None:
        here, frame = here + 1, frame.f_back
    _deeper(depth - here, code, namespace)


def _deeper(levels, code, namespace):
    if levels > 1:
        _deeper(levels - 1, code, namespace)
        return
    gc.collect()  # so that the collector runs at the same moments everywhere
    try:
        exec(code, namespace)
    finally:
        _set_trace(None)
        _set_profile(None)


# --- the result -------------------------------------------------------------------------------------------------------

def _result(error, action, limits, output, filename):
    try:
        line = None if error is None else raised_at(error, filename)
    except BaseException:  # what it raises may answer in its own way
        line = None
    if isinstance(error, ValidationError):
        outcome, message = "BLOCKED", _own_message(error, action["title"])
    elif output.exceeded:
        outcome, message = "FAILED", "OutputLimitExceeded: " + output.message()
    elif error is None:
        outcome, message = "ALLOWED", None
    elif isinstance(error, ValidationWarning):
        outcome, message = "WARNED", _own_message(error, action["title"])
    elif isinstance(error, MemoryError):
        outcome, message = "OUT_OF_MEMORY", out_of_memory_message(limits)
    else:
        outcome, message = "FAILED", error_text(error)
    return {"outcome": outcome, "message": message and printable(message), "line": line}


def error_text(error):
    """`NameError: name 'x' is not defined`: the type and the text, as the last line of a traceback shows them."""
    try:
        kind = type(error)
        name = str.__str__(kind.__qualname__)
        if kind.__module__ not in ("builtins", "__main__", "interlock"):
            name = "%s.%s" % (kind.__module__, name)
    except BaseException:
        name = "<unnamed exception>"
    try:
        text = str.__str__(str(error))
    except BaseException:
        text = "<exception str() failed>"
    return "%s: %s" % (name, text) if text else name


def _own_message(error, title):
    try:
        return str.__str__(str(error)) or title
    except BaseException as unreadable:
        return "%s (its message could not be read: %s)" % (title, error_text(unreadable))


def raised_at(error, filename):
    """The line of the action that raised, or None when it never got to run a line."""
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno if type(error.lineno) is int else None
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == filename:
            line = step.tb_lineno
        step = step.tb_next
    return line


def out_of_memory_message(limits):
    return "Out of memory: the action needed more than %d MB" % limits["memoryMb"]


def memory_for_context(context_bytes):
    """What an action may have beside its limit, for the context when it is parsed."""
    return 16 * max(context_bytes, SMALL_CONTEXT_BYTES)


def _result_encoder():
    quote = json.encoder.encode_basestring_ascii

    def encode_result(result):
        """A result, of texts, numbers and lists of texts, as one line of JSON. Not by `json.dumps`, which the action may have
        replaced."""
        return ("{%s}" % ", ".join("%s: %s" % (quote(key), encode(value)) for key, value in result.items())).encode()

    def encode(value):
        if value is None:
            return "null"
        if isinstance(value, list):
            return "[%s]" % ", ".join(map(quote, value))
        return quote(value) if isinstance(value, str) else "%d" % value

    return encode_result


encode_result = _result_encoder()
SMALL_CONTEXT_BYTES = 256 << 10  # the same in limits.ts
SPARE_BYTES = 4 << 20  # of memory, for the guest to tell what became of an action that has used up its own


def spare_memory(mmap):
    """Takes it with the module `mmap`, and gives what gives it back without needing any. No page of it is ever used."""
    return [mmap.mmap(-1, SPARE_BYTES, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)].clear
MAX_MESSAGE_CHARACTERS = 10_000


def printable(message):
    """The message as every program can store and show it; one that is too long says what is missing."""
    if len(message) > MAX_MESSAGE_CHARACTERS:
        left_out = len(message) - MAX_MESSAGE_CHARACTERS
        message = "%s… (%d more characters)" % (message[:MAX_MESSAGE_CHARACTERS], left_out)
    message = without_addresses(message.encode("utf-8", "backslashreplace")).decode("utf-8")
    return message.replace("\0", "\\x00")
