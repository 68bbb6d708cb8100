# The guest: runs an action exactly the same way in Interlock's sandbox and in a downloaded log file.
#
# It guarantees: the action starts from the same state (clock, randomness, builtins), sees only its own names, may end
# itself with a top-level `return`, and can import only the modules listed below. A process runs one action. Standard library only, Python 3.9 or newer.

import ast
import builtins
import gc
import hashlib
import io
import json
import sys
import time
import types
import warnings

# What an action may import. Everything else is refused the same way everywhere.
IMPORTABLE = """
abc array ast base64 binascii bisect builtins calendar cmath codecs collections collections.abc colorsys contextlib copy
csv dataclasses datetime decimal difflib enum fnmatch fractions functools graphlib hashlib heapq hmac html html.parser
io ipaddress itertools json json.decoder json.encoder keyword math numbers operator pprint random re reprlib secrets
statistics string struct sys textwrap time traceback types typing unicodedata urllib urllib.parse uuid warnings weakref
zlib zoneinfo __future__
""".split()

# Loaded beforehand because the modules above import them only when first used.
SUPPORT = "_strptime encodings.ascii encodings.latin_1 encodings.utf_8 encodings.utf_16 encodings.utf_16_le " \
    "encodings.utf_16_be encodings.utf_8_sig encodings.cp1252 encodings.idna encodings.punycode linecache tokenize " \
    "stringprep importlib.machinery importlib.util".split()


class ValidationError(Exception):
    """Raise it to reject the change. Without a message, the action's title is the message."""


class ValidationWarning(Exception):
    """Raise it to let the change through with a warning. The chain goes on."""


class OutputLimitExceeded(Exception):
    """Raised in the action that prints more than the output limit."""


for _class in (ValidationError, ValidationWarning, OutputLimitExceeded):
    _class.__module__ = "interlock"


# --- the doors that are closed ----------------------------------------------------------------------------------------

def load_modules():
    """Imports everything an action may import; afterwards nothing else can be imported."""
    for name in IMPORTABLE + SUPPORT:
        try:
            __import__(name)
        except ImportError:
            pass  # a module this Python version does not have


def close_doors():
    """Denies imports, files and threads with errors that read the same in the sandbox and at the desk."""
    import _thread
    import os
    importable = set(IMPORTABLE + SUPPORT)
    real_import = builtins.__import__

    def __import__(name, globals=None, locals=None, fromlist=(), level=0):
        if level == 0 and name not in importable and (globals or {}).get("__name__") == "__main__":
            raise ModuleNotFoundError("module %r is not available to actions" % (name,), name=name)
        return real_import(name, globals, locals, fromlist, level)

    class NothingElse:
        @staticmethod
        def find_spec(name, path=None, target=None):
            raise ModuleNotFoundError("module %r is not available to actions" % (name,), name=name)

    def open(file, mode="r", *args, **kwargs):
        raise PermissionError(1, "Operation not permitted", file)

    def start_new_thread(*args, **kwargs):
        raise RuntimeError("can't start new thread")

    builtins.__import__ = __import__
    builtins.open = io.open = io.open_code = open
    sys.meta_path[:] = [NothingElse]
    sys.path[:] = []
    sys.argv[:] = [""]
    os.environ._data.clear()
    for module in filter(None, (_thread, sys.modules.get("threading"))):
        for name in ("start_new_thread", "start_new", "start_joinable_thread",
                     "_start_new_thread", "_start_joinable_thread"):
            if hasattr(module, name):
                setattr(module, name, start_new_thread)
    for name in ("exit", "quit", "copyright", "credits", "license", "help", "_"):
        builtins.__dict__.pop(name, None)
    warnings.simplefilter("ignore")


# --- the pins: clock and randomness -----------------------------------------------------------------------------------

class Pins:
    """Freezes the clock at the moment the log was created and makes all randomness follow from a seed."""

    def __init__(self):
        self.now_ns = 0
        self.slept_ns = 0
        self.entropy = b""
        self.drawn = 0

    def place(self):
        """Puts the pins into the modules; `start` then sets their values for one action."""
        import _strptime  # noqa: F401  (it keeps time.tzname when first imported)
        import os
        import random
        import uuid
        self._place_clock()
        self._place_dates()
        os.urandom = random._urandom = self.random_bytes
        if hasattr(os, "getrandom"):
            os.getrandom = lambda size, flags=0: self.random_bytes(size)
        seed = random.Random.seed

        def seed_pinned(rng, a=None, version=2):
            seed(rng, int.from_bytes(self.random_bytes(32), "big") if a is None else a, version)

        random.Random.seed = seed_pinned
        random.seed = random._inst.seed
        uuid._generate_time_safe = uuid._UuidCreate = None
        uuid.getnode = lambda: 0x020000000001
        self._uuid, self._random = uuid, random

    def start(self, created_at_ms, seed):
        """`created_at_ms`: Unix time in milliseconds. `seed`: text; the same seed gives the same draws."""
        self.now_ns = created_at_ms * 1_000_000
        self.slept_ns = 0
        self.entropy = seed.encode()
        self.drawn = 0
        self._uuid._last_timestamp = None
        self._random.seed(seed)

    def random_bytes(self, size):
        if size < 0:
            raise ValueError("negative argument not allowed")
        drawn = bytearray()
        while len(drawn) < size:
            drawn += hashlib.sha256(self.entropy + self.drawn.to_bytes(8, "big")).digest()
            self.drawn += 1
        return bytes(drawn[:size])

    def time_ns(self):
        return self.now_ns + self.slept_ns

    def _place_clock(self):
        real = {name: getattr(time, name) for name in ("gmtime", "localtime", "ctime", "strftime", "asctime")}

        def seconds():
            return self.time_ns() // 1000 / 1e6

        def sleep(secs):
            if secs < 0:
                raise ValueError("sleep length must be non-negative")
            self.slept_ns += int(secs * 1e9)

        def elapsed():
            return self.slept_ns / 1e9

        def elapsed_ns():
            return self.slept_ns

        def clock_gettime_ns(clock):
            return self.time_ns() if clock == 0 else self.slept_ns

        pinned = {
            "time": seconds, "time_ns": self.time_ns, "sleep": sleep,
            "gmtime": lambda secs=None: real["gmtime"](seconds() if secs is None else secs),
            "localtime": lambda secs=None: real["localtime"](seconds() if secs is None else secs),
            "ctime": lambda secs=None: real["ctime"](seconds() if secs is None else secs),
            "asctime": lambda t=None: real["asctime"](real["localtime"](seconds()) if t is None else t),
            "strftime": lambda f, t=None: real["strftime"](f, real["localtime"](seconds()) if t is None else t),
            "clock_gettime": lambda clock: clock_gettime_ns(clock) / 1e9, "clock_gettime_ns": clock_gettime_ns,
        }
        for name in ("monotonic", "perf_counter", "process_time", "thread_time"):
            pinned[name], pinned[name + "_ns"] = elapsed, elapsed_ns
        for name, function in pinned.items():
            if hasattr(time, name):
                if isinstance(function, types.FunctionType):
                    function.__name__ = function.__qualname__ = name
                setattr(time, name, function)

    def _place_dates(self):
        import datetime

        def now(cls, tz=None):
            if tz is not None:
                utc = datetime.datetime.fromtimestamp(self.time_ns() // 1_000_000_000, tz)
            else:
                utc = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=self.time_ns() // 1_000_000_000)
            moment = utc.replace(microsecond=self.time_ns() // 1000 % 1_000_000)
            if cls is datetime.datetime:
                return moment
            return cls(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second,
                       moment.microsecond, moment.tzinfo, fold=moment.fold)

        def utcnow(cls):
            return now(cls)

        def today(cls):
            moment = now(datetime.datetime)
            if issubclass(cls, datetime.datetime):
                return now(cls)
            return cls(moment.year, moment.month, moment.day)

        # The real classes stay, only these methods of theirs change: repr, arithmetic, isinstance and pickling of
        # dates are untouched. Their dict is read-only from Python, so it is reached through the collector.
        replace_methods(datetime.datetime, {"now": now, "utcnow": utcnow, "today": today})
        replace_methods(datetime.date, {"today": today})


def replace_methods(builtin_class, class_methods):
    """Replaces class methods of a built-in class, which a plain setattr is not allowed to."""
    namespace = gc.get_referents(builtin_class.__dict__)[0]
    for name, function in class_methods.items():
        namespace[name] = classmethod(function)
    # What a setattr would do next: without it, calls already specialised would go on to the old method.
    import ctypes
    modified = ctypes.pythonapi.PyType_Modified
    modified.argtypes, modified.restype = [ctypes.py_object], None
    modified(builtin_class)


# --- what an action prints --------------------------------------------------------------------------------------------

class Output(io.BufferedIOBase):
    """Collects what one action prints, up to a limit in bytes."""

    def __init__(self, max_bytes, mirror=None):
        self.max_bytes = max_bytes
        self.mirror = mirror  # called with each piece, so that it survives the death of the process
        self.written = bytearray()
        self.exceeded = False

    def writable(self):
        return True

    def write(self, piece):
        piece = bytes(piece)
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


# --- compiling: a module of its own, in which a top-level return is legal ----------------------------------------------

def compile_action(source, filename):
    """The code object of an action. Raises SyntaxError as Python would, but allows `return` at the top level."""
    try:
        return compile(source, filename, "exec", dont_inherit=True)
    except SyntaxError as error:
        if "'return' outside function" not in str(error.msg):
            raise
    without_returns = _TopLevel(keep_returns=False).visit(ast.parse(source, filename))
    compile(ast.fix_missing_locations(without_returns), filename, "exec", dont_inherit=True)  # any other SyntaxError
    top = _TopLevel(keep_returns=True)
    tree = top.visit(ast.parse(source, filename))
    names = sorted(top.bound)
    wrapper = ast.parse("def module(): pass")
    function = wrapper.body[0]
    function.name = "<module>"
    function.body = ([ast.Global(names=names)] if names else []) + tree.body
    code = compile(ast.fix_missing_locations(wrapper), filename, "exec", top.future_flags, True)
    body = next(c for c in code.co_consts if isinstance(c, types.CodeType))
    # Every name it binds is global and its frame uses the module's own names as locals, as a module's frame does:
    # exec(), locals() and nested functions behave as at the top level. 3 is CO_OPTIMIZED | CO_NEWLOCALS.
    return body.replace(co_flags=body.co_flags & ~3)


class _TopLevel(ast.NodeTransformer):
    """Visits only what runs at the top level: collects the names it binds, rewrites what a function may not hold."""

    def __init__(self, keep_returns):
        self.keep_returns = keep_returns
        self.bound = set()
        self.future_flags = 0
        self.in_comprehension = False

    def visit_Return(self, node):
        self.generic_visit(node)
        return node if self.keep_returns else ast.copy_location(ast.Expr(node.value or ast.Constant(None)), node)

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load) and not self.in_comprehension:
            self.bound.add(node.id)
        return node

    def visit_NamedExpr(self, node):
        self.bound.add(node.target.id)
        node.value = self.visit(node.value)
        return node

    def _comprehension(self, node):
        outer, self.in_comprehension = self.in_comprehension, True
        self.generic_visit(node)
        self.in_comprehension = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _definition(self, node):
        self.bound.add(node.name)
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        if isinstance(node, ast.ClassDef):
            node.bases = [self.visit(b) for b in node.bases]
        else:
            node.args.defaults = [self.visit(d) for d in node.args.defaults]
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _definition

    def visit_Lambda(self, node):
        return node

    def visit_ExceptHandler(self, node):
        if node.name:
            self.bound.add(node.name)
        return self.generic_visit(node)

    def _pattern(self, node):
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            self.bound.add(name)
        return self.generic_visit(node)

    visit_MatchAs = visit_MatchStar = visit_MatchMapping = _pattern

    def visit_TypeAlias(self, node):
        self.bound.add(node.name.id)
        return node

    def visit_Import(self, node):
        self.bound.update((a.asname or a.name).split(".")[0] for a in node.names)
        return node

    def visit_ImportFrom(self, node):
        if not self.keep_returns:
            return node
        if node.module == "__future__":
            import __future__
            for alias in node.names:
                self.future_flags |= getattr(__future__, alias.name).compiler_flag
        if node.names[0].name == "*":
            call = ast.parse("__import_star__(%r, %r)" % (node.module, node.level)).body[0]
            return ast.copy_location(call, node)
        self.bound.update(a.asname or a.name for a in node.names)
        return node if node.module != "__future__" else ast.copy_location(ast.Pass(), node)

    def visit_AnnAssign(self, node):
        if not self.keep_returns or not isinstance(node.target, ast.Name):
            return self.generic_visit(node)
        self.bound.add(node.target.id)
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return ast.copy_location(ast.Assign(targets=[node.target], value=self.visit(node.value)), node)


def _import_star_into(namespace):
    def __import_star__(name, level):
        module = builtins.__import__(name, namespace, namespace, ["*"], level)
        public = getattr(module, "__all__", None)
        for key in public if public is not None else [k for k in vars(module) if not k.startswith("_")]:
            namespace[key] = getattr(module, key)
    return __import_star__


# --- running ----------------------------------------------------------------------------------------------------------

def error_text(error):
    """`NameError: name 'x' is not defined`: the type and the text, as the last line of a traceback shows them."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__", "interlock"):
        name = "%s.%s" % (kind.__module__, name)
    try:
        text = str(error)
    except BaseException:
        text = "<exception str() failed>"
    return "%s: %s" % (name, text) if text else name


def raised_at(error, filename):
    """The line of the action that raised, or None when it never got to run a line."""
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == filename:
            line = step.tb_lineno
        step = step.tb_next
    return line


def run_action(action, limits, pins, output):
    """Runs one action and gives `{outcome, message, line}`, line being the line of its code that raised.

    The action is `{id, title, code, context: JSON text, createdAtMs, seed}`; the outcome one of ALLOWED, WARNED, BLOCKED,
    FAILED and OUT_OF_MEMORY. A process that runs an action runs no other.
    """
    filename = "<action %s>" % action["id"]
    module = types.ModuleType("__main__")
    before = dict(builtins.__dict__), sys.stdout, sys.stderr, sys.stdin, sys.modules.get("__main__")
    error = None
    try:
        pins.start(action["createdAtMs"], action["seed"])
        code = compile_action(action["code"], filename)
        module.__dict__.update(
            __builtins__=builtins, ValidationError=ValidationError, ValidationWarning=ValidationWarning,
            context=json.loads(action["context"]))
        if "__import_star__" in code.co_names:
            module.__dict__["__import_star__"] = _import_star_into(module.__dict__)
        sys.stdout = sys.stderr = io.TextIOWrapper(output, encoding="utf-8", newline="\n", write_through=True)
        sys.stdin = io.StringIO()
        sys.modules["__main__"] = module
        run_at_depth(24, code, module.__dict__)
    except BaseException as raised:
        error = raised
    builtins_before, sys.stdout, sys.stderr, sys.stdin, sys.modules["__main__"] = before
    builtins.__dict__.clear()
    builtins.__dict__.update(builtins_before)
    return _result(error, action, limits, output, filename)


def _result(error, action, limits, output, filename):
    line = None if error is None else raised_at(error, filename)
    if output.exceeded:
        outcome, message = "FAILED", "OutputLimitExceeded: " + output.message()
    elif error is None:
        outcome, message = "ALLOWED", None
    elif isinstance(error, (ValidationError, ValidationWarning)):
        outcome = "BLOCKED" if isinstance(error, ValidationError) else "WARNED"
        message = _own_message(error, action["title"])
    elif isinstance(error, MemoryError):
        outcome, message = "OUT_OF_MEMORY", out_of_memory_message(limits)
    else:
        outcome, message = "FAILED", error_text(error)
    return {"outcome": outcome, "message": message and printable(message), "line": line}


def out_of_memory_message(limits):
    return "Out of memory: the action needed more than %d MB" % limits["memoryMb"]


MAX_MESSAGE_CHARACTERS = 10_000


def printable(message):
    """The message as every program can store and show it; one that is too long says what is missing."""
    if len(message) > MAX_MESSAGE_CHARACTERS:
        left_out = len(message) - MAX_MESSAGE_CHARACTERS
        message = "%s… (%d more characters)" % (message[:MAX_MESSAGE_CHARACTERS], left_out)
    return message.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def run_at_depth(depth, code, namespace):
    """Runs the code at a fixed depth of the stack, so that the recursion limit is met at the same call everywhere."""
    here, frame = 0, sys._getframe()
    while frame is not None:
        here, frame = here + 1, frame.f_back
    if here < depth:
        _deeper(depth - here, code, namespace)
    else:
        exec(code, namespace)


def _deeper(levels, code, namespace):
    if levels > 1:
        _deeper(levels - 1, code, namespace)
    else:
        exec(code, namespace)


def _own_message(error, title):
    try:
        return str(error) or title
    except BaseException as unreadable:
        return "%s (its message could not be read: %s)" % (title, error_text(unreadable))


# --- checking, without running ----------------------------------------------------------------------------------------

def check_action(source, filename):
    """What is wrong with an action's code, before it is saved: a list of `{message, line, column}`, empty if nothing."""
    try:
        compile_action(source, filename)
    except SyntaxError as error:
        return [{"message": "SyntaxError: %s" % error.msg, "line": error.lineno or 1, "column": error.offset or 1}]
    except (ValueError, RecursionError, MemoryError) as error:
        return [{"message": error_text(error), "line": 1, "column": 1}]
    return []
