# --- the facts: what an action can find out about the interpreter it runs in -------------------------------------------
#
# All of it is either the same in the sandbox and at the desk by nature or made so here.

HASH_OF_NONE = 0xFCA86420  # what Python 3.12 and newer use; older ones took the address


def pin_hash_of_none():
    """Sets with None in them would be in another order on each start of Python 3.11. Comes before all other modules."""
    if PYTHON_HERE < (3, 12):
        set_in_builtin(type(None), "__hash__", HASH_OF_NONE.__hash__)


_SLOTS = {"__repr__": 88, "__hash__": 120, "flags": 168}  # where they stand in a PyTypeObject of 64 bits


def set_in_builtin(builtin_class, name, value):
    """Sets a special method of a built-in class, which Python itself does not allow: in its dict and in its slot."""
    if ctypes is None or ctypes.c_ulong.from_address(real_id(builtin_class) + _SLOTS["flags"]).value != builtin_class.__flags__:
        return  # a Python built in another way; it pins a little less

    def slot(of):
        return ctypes.c_void_p.from_address(real_id(of) + _SLOTS[name])

    with_method = type("", (), {name: lambda self: None})
    gc.get_referents(builtin_class.__dict__)[0][name] = value
    slot(builtin_class).value = slot(with_method).value
    class_was_modified(builtin_class)


def class_was_modified(builtin_class):
    """What a setattr does at its end; else calls already specialised would go on to the old method."""
    if ctypes is not None:
        modified = ctypes.pythonapi.PyType_Modified
        modified.argtypes, modified.restype = [ctypes.py_object], None
        modified(builtin_class)


def pin_facts(version):
    """`version`: that of the Python that runs the action in the sandbox, as `3.11.7`."""
    library = _library_files()
    _pin_tracebacks(library)
    _pin_sys(version)
    _pin_modules()
    _pin_identities(library)
    _pin_ways_of(tuple(map(int, version.split("."))))


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
        if spec is None:
            continue
        spec.loader = spec.loader_state = spec.cached = None
        if not isinstance(file, str):
            continue
        pinned = "/usr/lib/python/" + name.replace(".", "/") + ("/__init__.py" if hasattr(module, "__path__") else ".py")
        for key in ("__cached__", "__loader__"):
            module.__dict__.pop(key, None)
        if not file.endswith((".py", ".pyc")):  # a built-in module in one build of Python, a shared library in another
            del module.__file__
            spec.origin, spec.has_location = "built-in", False
            continue
        module.__file__ = pinned
        spec.origin = "frozen" if spec.origin == "frozen" else pinned
        if hasattr(module, "__path__"):
            module.__path__ = [pinned[:-len("/__init__.py")]]
            spec.submodule_search_locations = module.__path__
    platform = sys.modules.pop("platform", None)
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
    runners = {run_at_depth.__code__, _deeper.__code__}  # nothing above them is the action's stack

    def _getframe(depth=0):
        frame = real_getframe(1)
        for _ in range(depth):
            if frame.f_back is None or frame.f_back.f_code in runners:
                raise ValueError("call stack is not deep enough")
            frame = frame.f_back
        return frame

    sys._getframe = _getframe


# --- addresses --------------------------------------------------------------------------------------------------------
#
# id(), hash() of a plain object and the address in a repr become numbers in the order in which objects are first shown.

_shown = {}  # address -> (number, the object or a weak reference to it, whether it is weak)
_loose = {}  # (what is shown before it, address) -> number, for objects that can't be found again; within one line
_FIRST_NUMBER, _FIRST_LOOSE_NUMBER = 0x200000000010, 0x300000000010  # where no system puts anything
_numbers_given = 0


def forget_addresses():
    global _numbers_given
    _numbers_given = 0
    _shown.clear()
    _loose.clear()


def _object_shown_at(address):
    if address in _shown:
        _, reference, is_weak = _shown[address]
        return reference() if is_weak else reference


def number_of(obj):
    global _numbers_given
    address = real_id(obj)
    if _object_shown_at(address) is not obj or address not in _shown:
        try:
            reference, is_weak = weakref.ref(obj), True
        except TypeError:
            reference, is_weak = obj, False
        _shown[address] = _FIRST_NUMBER + 16 * _numbers_given, reference, is_weak
        _numbers_given += 1
    return _shown[address][0]


def _pin_identities(library):
    real_hash, real_getframe = builtins.hash, sys._getframe

    def id(obj):
        if real_getframe(1).f_code.co_filename in library:
            return real_id(obj)  # the library tells objects apart by it, more or less often in each Python
        return number_of(obj)

    def hash(obj):
        if type(obj).__hash__ is object.__hash__:
            return number_of(obj) >> 4
        return real_hash(obj)

    builtins.id, builtins.hash = id, hash


def without_addresses(text):
    """The bytes with every address of an object, as in `<A object at 0x7f…>`, replaced by its number."""
    if b"<" not in text or b" at 0x" not in text and b" with id=" not in text:
        return text
    text = _RECURSION.sub(_replace_recursion, _ADDRESS.sub(_replace_address, text))
    if b"\n" in text:
        _loose.clear()
    return text


_ADDRESS = re.compile(rb"(\S+(?: \S+)?) at 0x([0-9A-Fa-f]{5,16})(?=[>,;:])")
_RECURSION = re.compile(rb"(<Recursion on \w+) with id=([0-9]{5,20})(?=>)")  # as pprint writes it


def _replace_address(match):
    number = _number_at(int(match[2], 16), match[1])
    return match[0] if number is None else b"%s at 0x%x" % (match[1], number)


def _replace_recursion(match):
    number = _number_at(int(match[2]), match[1])
    return match[0] if number is None else b"%s with id=%d" % (match[1], number)


def _number_at(address, shown_before):
    """The number of the object at an address, or None when there can be none."""
    obj = _object_shown_at(address)
    for generation in range(3) if obj is None else ():
        obj = next((each for each in gc.get_objects(generation=generation) if real_id(each) == address), None)
        if obj is not None:
            break
    if obj is not None:
        return number_of(obj)
    if any(-below < address - anchor < above and address % step == 0 for anchor, below, above, step in _ANCHORS):
        key = shown_before.lstrip(b"[({:=,'\""), address
        return _loose.setdefault(key, _FIRST_LOOSE_NUMBER + 16 * len(_loose))
    return None


# Where objects are, how far below and above, and of what their addresses are multiples: small ones, those of the interpreter
# itself, and large ones, in the heap. Some systems put that among low addresses, which an action may print as those of something else.
_ANCHORS = [(real_id(object()), 1 << 36, 1 << 36, 16), (real_id(int), 1 << 24, 1 << 24, 8),
            (real_id(ValidationError), 1 << 24, 1 << 26, 16)]


# --- what changed from one Python to the next, and can be undone ---------------------------------------------------------

def _pin_ways_of(version):
    """At the desk: the ways of the Python that made the log, where they are not those of this one."""
    re.error.__name__ = re.error.__qualname__ = "PatternError" if version >= (3, 13) else "error"
    as_from_312, as_from_314 = version >= (3, 12), version >= (3, 14)
    # Python 3.12 began to round the sum of floats once, not at each addition; 3.14 so that of floats with integers, and of complex numbers.
    if (as_from_312, as_from_314) != (PYTHON_HERE >= (3, 12), PYTHON_HERE >= (3, 14)):
        builtins.sum = _sum_as_from_314 if as_from_314 else _sum_as_from_312 if as_from_312 else _sum_as_before_312
    if as_from_312 != (PYTHON_HERE >= (3, 12)):
        import collections
        set_in_builtin(collections.OrderedDict, "__repr__", _repr_as_from_312 if as_from_312 else _repr_as_before_312)


def _repr_as_before_312(self):
    return _repr_of_ordered(self, lambda: list(self.items()))


def _repr_as_from_312(self):
    return _repr_of_ordered(self, lambda: dict(self.items()))


def _repr_of_ordered(self, content):
    if not self:
        return "%s()" % type(self).__name__
    if any(self is other for other in _in_repr):
        return "..."
    _in_repr.append(self)
    try:
        return "%s(%r)" % (type(self).__name__, content())
    finally:
        _in_repr.pop()


_in_repr = []  # the OrderedDicts around the one that is shown


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
            total, lost = _add(total, lost, item)
            continue
        if lost and not (type(total) is float and isinstance(item, int)):
            total, lost = _with_lost(total, lost), 0.0
        total = total + item
    return _with_lost(total, lost)


def _sum_as_from_314(iterable, start=0):
    if isinstance(start, (str, bytes, bytearray)):
        return _sum(iterable, start)
    total, lost, lost_imag = start, 0.0, 0.0
    for item in iterable:
        kind = type(total)
        if kind is float and (type(item) is float or isinstance(item, int)):
            total, lost = _add(total, lost, float(item))
        elif kind is complex and (type(item) is complex or isinstance(item, (float, int))):
            real, lost = _add(total.real, lost, float(item.real))
            imag = total.imag + 0.0
            if type(item) is complex:
                imag, lost_imag = _add(total.imag, lost_imag, item.imag)
            total = complex(real, imag)
        else:
            total, lost, lost_imag = _settled(total, lost, lost_imag) + item, 0.0, 0.0
    return _settled(total, lost, lost_imag)


def _settled(total, lost, lost_imag):
    if type(total) is complex:
        return complex(_with_lost(total.real, lost), _with_lost(total.imag, lost_imag))
    return _with_lost(total, lost)


def _add(total, lost, item):
    """The sum, and what rounding has lost of it so far."""
    new = total + item
    return new, lost + (total - new + item if abs(total) >= abs(item) else item - new + total)


def _with_lost(total, lost):
    import math
    return total + lost if lost and math.isfinite(lost) else total
