# --- the facts: what an action can find out about the interpreter it runs in -------------------------------------------
#
# All of it is either the same in the sandbox and at the desk by nature or made so here.

HASH_OF_NONE = 0xFCA86420  # what Python 3.12 and newer use; older ones took the address


def pin_hash_of_none():
    """Sets with None in them would be in another order on each start of Python 3.11. Comes before all other modules."""
    if sys.version_info >= (3, 12):
        return
    try:
        import ctypes
    except ImportError:
        return
    none_type = type(None)
    flags = ctypes.c_ulong.from_address(id(none_type) + 168)  # tp_flags of a PyTypeObject
    as_they_were = flags.value
    if as_they_were != none_type.__flags__:
        return
    heap_type, immutable_type = 1 << 9, 1 << 8
    flags.value = as_they_were & ~immutable_type if sys.version_info >= (3, 10) else as_they_were | heap_type
    try:
        type.__setattr__(none_type, "__hash__", HASH_OF_NONE.__hash__)
    finally:
        flags.value = flags.value & ~(heap_type | immutable_type) | as_they_were & (heap_type | immutable_type)


def pin_facts(version):
    """`version`: that of the Python that runs the action in the sandbox, as `3.11.7`."""
    _pin_tracebacks(_library_files())
    _pin_sys(version)
    _pin_modules()
    _pin_identities()
    _pin_sum(version)


def this_version():
    return "%d.%d.%d" % sys.version_info[:3]


def _library_files():
    """The files whose frames a traceback leaves out: their places and line numbers differ from one Python to the next."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return files | {"<frozen %s>" % name for name in sys.modules} | {_library_files.__code__.co_filename}


def _pin_sys(version):
    major, minor, micro = map(int, version.split("."))

    class version_info(tuple):
        major, minor, micro, releaselevel, serial = (property(lambda self, n=n: self[n]) for n in range(5))

        def __repr__(self):
            return "sys.version_info(major=%d, minor=%d, micro=%d, releaselevel=%r, serial=%d)" % self

    version_info.__module__ = "sys"
    number = major << 24 | minor << 16 | micro << 8 | 0xF0
    info = version_info((major, minor, micro, "final", 0))
    name = "python%d.%d" % (major, minor)
    pinned = {
        "version": "%s (main, Jan  1 1970, 00:00:00) [C]" % version, "version_info": info, "hexversion": number,
        "implementation": types.SimpleNamespace(
            name="cpython", cache_tag="cpython-%d%d" % (major, minor), version=info, hexversion=number),
        "platform": "linux", "abiflags": "", "platlibdir": "lib", "_git": ("CPython", "", ""),
        "executable": "/usr/bin/" + name, "_base_executable": "/usr/bin/" + name,
        "prefix": "/usr", "exec_prefix": "/usr", "base_prefix": "/usr", "base_exec_prefix": "/usr",
        "_stdlib_dir": "/usr/lib/" + name, "_home": None, "pycache_prefix": None,
        "warnoptions": [], "_xoptions": {}, "builtin_module_names": (), "stdlib_module_names": frozenset(),
        "excepthook": _print_exception, "unraisablehook": _print_unraisable, "breakpointhook": lambda *a, **k: None,
    }
    for key, value in pinned.items():
        setattr(sys, key, value)
    sys.path[:] = []
    sys.argv[:] = [""]
    sys.orig_argv = [name]


def _print_exception(kind, error, trace):
    import traceback
    traceback.print_exception(kind, error, trace)


def _print_unraisable(unraisable):
    print("%s: %r" % (unraisable.err_msg or "Exception ignored in", unraisable.object), file=sys.stderr)
    _print_exception(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)


def _pin_modules():
    """Where a module was loaded from, and what the platform module has remembered."""
    for name, module in list(sys.modules.items()):
        file, spec = getattr(module, "__file__", None), getattr(module, "__spec__", None)
        if not isinstance(file, str) or spec is None:
            continue
        pinned = "/usr/lib/python/" + name.replace(".", "/") + ("/__init__.py" if hasattr(module, "__path__") else ".py")
        for key in ("__cached__", "__loader__"):
            module.__dict__.pop(key, None)
        spec.loader = spec.loader_state = None
        spec.cached = None
        if not file.endswith((".py", ".pyc")):  # a built-in module in one build of Python, a shared library in another
            del module.__file__
            spec.origin, spec.has_location = "built-in", False
            continue
        module.__file__ = pinned
        spec.origin = "frozen" if spec.origin == "frozen" else pinned
        if hasattr(module, "__path__"):
            module.__path__ = [pinned[:-len("/__init__.py")]]
            spec.submodule_search_locations = module.__path__
    platform = sys.modules.get("platform")
    if platform:
        platform._uname_cache = None
        for cache in ("_platform_cache", "_sys_version_cache"):
            getattr(platform, cache, {}).clear()


def _pin_tracebacks(hidden):
    """Only the frames of the action are shown, and no guesses at what a name may have meant."""
    import traceback
    summary = traceback.StackSummary
    name = "_extract_from_extended_frame_gen" if hasattr(summary, "_extract_from_extended_frame_gen") else "extract"
    extract = getattr(summary, name).__func__

    def extract_shown(cls, frames, **options):
        return extract(cls, (item for item in frames if item[0].f_code.co_filename not in hidden), **options)

    setattr(summary, name, classmethod(extract_shown))
    if hasattr(traceback, "_compute_suggestion_error"):
        traceback._compute_suggestion_error = lambda *_: None
    real_getframe = sys._getframe

    def _getframe(depth=0):
        frame = real_getframe(1)
        for _ in range(depth):
            if frame.f_back is None or frame.f_code.co_name == "<module>" and frame.f_back.f_code in _runners:
                raise ValueError("call stack is not deep enough")
            frame = frame.f_back
        return frame

    sys._getframe = _getframe


_runners = set()  # the code of the functions that run an action; nothing above them is its stack


# --- addresses --------------------------------------------------------------------------------------------------------

_numbers = {}  # address -> what is shown in its place
_FIRST_NUMBER = 0x7F0000000010


def _pin_identities():
    """id() and hash() of an object, and the address in its repr, become numbers in order of first appearance."""
    real_id, real_hash = builtins.id, builtins.hash
    anchors = [(real_id(object()), 1 << 36), (real_id(int), 1 << 24), (real_id(ValidationError), 1 << 28)]

    def number_of(address):
        return _numbers.setdefault(address, _FIRST_NUMBER + 16 * len(_numbers))

    def id(obj):
        return number_of(real_id(obj))

    def hash(obj):
        if type(obj).__hash__ is object.__hash__:
            return number_of(real_id(obj)) >> 4
        return real_hash(obj)

    builtins.id, builtins.hash = id, hash

    def replace(match):
        address = int(match[1], 16)
        if address % 8 or not any(abs(address - anchor) < reach for anchor, reach in anchors):
            return match[0]
        return b" at 0x%x" % number_of(address)

    import re
    pattern = re.compile(rb" at 0x([0-9A-Fa-f]{5,16})(?=[>,;])")
    global without_addresses

    def without_addresses(text):
        """The bytes with every address of an object, as in `<A object at 0x7f…>`, replaced by its number."""
        return pattern.sub(replace, text) if b" at 0x" in text and b"<" in text else text


def without_addresses(text):
    return text


# --- sums -------------------------------------------------------------------------------------------------------------

def _pin_sum(version):
    """Python 3.12 began to round the sum of floats once, not at each addition; the log's way is the way here."""
    exact_there = tuple(map(int, version.split(".")))[:2] >= (3, 12)
    exact_here = _sum([0.1] * 10) == 1.0
    if exact_there != exact_here:
        builtins.sum = _sum_as_from_312 if exact_there else _sum_as_before_312


_sum = sum


def _sum_as_before_312(iterable, start=0):
    if isinstance(start, (str, bytes, bytearray)):
        return _sum(iterable, start)  # raises its own error
    total = start
    for item in iterable:
        total = total + item
    return total


def _sum_as_from_312(iterable, start=0):
    if isinstance(start, (str, bytes, bytearray)):
        return _sum(iterable, start)
    total, lost = start, 0.0
    for item in iterable:
        if type(total) is float and type(item) is float:
            new = total + item
            lost += total - new + item if abs(total) >= abs(item) else item - new + total
            total = new
            continue
        if lost and not (type(total) is float and isinstance(item, int)):
            total, lost = _with_lost(total, lost), 0.0
        total = total + item
    return _with_lost(total, lost)


def _with_lost(total, lost):
    import math
    return total + lost if lost and math.isfinite(lost) else total
