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
    places = _pin_modules()
    library.update(places.values())
    _pin_tracebacks(library)
    _pin_sys(version)
    _pin_identities(library)
    _pin_ways_of(tuple(map(int, version.split("."))))
    _pin_places(places)


def this_version():
    return "%d.%d.%d" % sys.version_info[:3]


GUEST_FILE = "<guest>"


def _library_files():
    """The files whose frames a traceback leaves out: their line numbers differ from one Python to the next."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return files | {"<frozen %s>" % name for name in sys.modules} | {GUEST_FILE, _library_files.__code__.co_filename}


def _pin_places(places):
    """Where functions say that they come from: those of the library from where `_pin_modules` has put it, ours from a file
    of the guest alone, at the same lines. `places`: file -> what it is called from now on."""
    import _imp
    ours = _pin_places.__code__.co_filename
    for each in gc.get_objects():
        if type(each) is types.FunctionType:
            code = each.__code__
            if code.co_filename == ours:
                each.__code__ = _as_guest(code, ours)
                each.__module__ = "interlock"
            elif code.co_filename in places:
                _imp._fix_co_filename(code, places[code.co_filename])
        elif isinstance(each, type) and each.__module__ == __name__:
            each.__module__ = "interlock"


def _as_guest(code, ours):
    constants = tuple(_as_guest(each, ours) if type(each) is types.CodeType else each for each in code.co_consts)
    line = code.co_firstlineno - LINE_HERE
    return code.replace(co_filename=GUEST_FILE, co_firstlineno=max(line, 1), co_consts=constants)


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
    """Where a module was loaded from, and what the platform module has remembered. Gives file -> what it is called now."""
    places = {}
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
        places[file] = places["<frozen %s>" % name] = module.__file__ = pinned
        spec.origin = "frozen" if spec.origin == "frozen" else pinned
        if hasattr(module, "__path__"):
            module.__path__ = [pinned[:-len("/__init__.py")]]
            spec.submodule_search_locations = module.__path__
    platform = sys.modules.pop("platform", None)
    if platform:
        platform._uname_cache = None
        for cache in ("_platform_cache", "_sys_version_cache"):
            getattr(platform, cache, {}).clear()
    return places


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
            if frame.f_back is None or frame.f_back.f_code is _deeper.__code__:  # nothing above it is the action's stack
                raise ValueError("call stack is not deep enough")
            frame = frame.f_back
        return frame

    sys._getframe = _getframe
