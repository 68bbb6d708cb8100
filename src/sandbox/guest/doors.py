# --- the doors that are closed ----------------------------------------------------------------------------------------
#
# In the sandbox the kernel refuses all of this anyway; these refusals read the same there and at the desk.

# What an action may import.
IMPORTABLE = """
abc array ast base64 binascii bisect builtins calendar cmath codecs collections collections.abc colorsys contextlib copy
csv dataclasses datetime decimal difflib enum fnmatch fractions functools graphlib hashlib heapq hmac html html.parser
io ipaddress itertools json json.decoder json.encoder keyword math numbers operator pprint random re reprlib secrets
statistics string struct sys textwrap time traceback types typing unicodedata urllib urllib.parse uuid warnings weakref
zlib zoneinfo __future__
""".split()

# Loaded beforehand because the modules above import them only when first used.
SUPPORT = """
_strptime atexit encodings.ascii encodings.cp1252 encodings.hex_codec encodings.idna encodings.latin_1 encodings.punycode
encodings.unicode_escape errno encodings.utf_16 encodings.utf_16_be encodings.utf_16_le encodings.utf_8 encodings.utf_8_sig
importlib.machinery importlib.util linecache stringprep tokenize
""".split()

# Likewise, though no action imports them: from Python 3.14 and 3.15 on what they do is no longer loaded with the modules above.
BEHIND = "_ast_unparse _colorize _suggestions annotationlib codeop inspect".split()

# What the sandbox or the log file itself loads, but no action.
NOT_FOR_ACTIONS = """
_ctypes ctypes _posixsubprocess _posixshmem _signal _socket _winapi fcntl gc grp guest host_os mmap msvcrt pwd resource seccomp
select selectors self_check signal socket subprocess threading walls winreg
""".split()

# The functions of `os` that only compute; all others ask the system for something.
COMPUTING_ONLY = """
WCOREDUMP WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WSTOPSIG WTERMSIG fspath getrandom major makedev minor
register_at_fork strerror urandom waitstatus_to_exitcode _path_normpath _path_splitroot _path_splitroot_ex
""".split()


def load_modules():
    """Imports everything an action may import."""
    pin_hash_of_none()
    for name in IMPORTABLE + SUPPORT + BEHIND:
        try:
            __import__(name)
        except ImportError:
            pass  # a module this Python version does not have


def close_doors(version=None, time_zones=True):
    """Denies imports, files, threads and the system, and pins the facts of the Python `version` (default: this one).

    `time_zones`: whether those of this computer are read beforehand, all of them, which takes 20 ms.
    """
    _keep_time_zones(_read_time_zones() if time_zones else {})
    _deny_imports()
    _deny_files()
    _deny_threads()
    _deny_the_system()
    for name in ("exit", "quit", "copyright", "credits", "license", "help", "_"):
        builtins.__dict__.pop(name, None)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    pin_facts(version or this_version())


def _deny_imports():
    importable = set(IMPORTABLE + SUPPORT)
    real_import = builtins.__import__
    our_names = _deny_imports.__globals__  # those of `__main__`, too, in a log file

    def __import__(name, globals=None, locals=None, fromlist=(), level=0):
        by_action = globals is not our_names and (globals or {}).get("__name__") == "__main__"
        if by_action and level == 0 and name not in importable:
            raise ModuleNotFoundError("module %r is not available to actions" % (name,), name=name)
        return real_import(name, globals, locals, fromlist, level)

    class NothingElse:
        @staticmethod
        def find_spec(name, path=None, target=None):
            raise ModuleNotFoundError("module %r is not available to actions" % (name,), name=name)

    builtins.__import__ = __import__
    sys.meta_path[:] = [NothingElse]
    sys.path_hooks[:] = []
    sys.path_importer_cache.clear()
    for name in list(sys.modules):
        if name.split(".")[0] in NOT_FOR_ACTIONS or name.startswith("_sysconfigdata"):
            del sys.modules[name]


def _deny_files():
    import _io

    def open(file, mode="r", *args, **kwargs):
        raise PermissionError(1, "Operation not permitted", file)

    class FileIO(io.RawIOBase):
        def __init__(self, file, *args, **kwargs):
            raise PermissionError(1, "Operation not permitted", file)

    FileIO.__module__ = "_io"
    builtins.open = io.open = io.open_code = _io.open = _io.open_code = open
    io.FileIO = _io.FileIO = FileIO
    sys.modules["tokenize"]._builtin_open = open


def _read_time_zones():
    """The files of all time zones, by name; none where the computer has none."""
    import os
    import zoneinfo
    zones, known = {}, {}
    for root in zoneinfo.TZPATH:
        for folder, folders, files in os.walk(root):
            folders[:] = [each for each in folders if each not in ("posix", "right")]  # the same ones, counted in other ways
            for path in [os.path.join(folder, file) for file in files]:
                name = os.path.relpath(path, root).replace(os.sep, "/")
                if name in zones or name in ("localtime", "posixrules"):  # those of the computer
                    continue
                try:
                    with io.open(path, "rb") as file:
                        data = file.read()
                except OSError:
                    continue
                if data.startswith(b"TZif"):
                    zones[name] = known.setdefault(data, data)  # many have two names
    return zones


def _keep_time_zones(zones):
    """Leaves actions these time zones, which are files."""
    import zoneinfo

    def load_tzdata(key):
        if key not in zones:
            raise zoneinfo.ZoneInfoNotFoundError("No time zone found with key %s" % key)
        return io.BytesIO(zones[key])

    zoneinfo.reset_tzpath(to=())
    zoneinfo._common.load_tzdata = load_tzdata
    zoneinfo.available_timezones = named("available_timezones", lambda: set(zones))


def _deny_threads():
    import _thread

    def start_new_thread(*args, **kwargs):
        raise RuntimeError("can't start new thread")

    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        if hasattr(_thread, name):
            setattr(_thread, name, start_new_thread)


def _deny_the_system():
    """`os` is within reach through other modules, though it can't be imported."""
    import os
    system = sys.modules[os.name]  # posix, or nt

    def not_permitted(*args, **kwargs):
        raise PermissionError(1, "Operation not permitted", *[a for a in args[:1] if isinstance(a, (str, bytes))])

    def nothing(*args):
        """Setting an environment variable stays within `os.environ`."""

    for module in (os, system):
        for name, value in list(vars(module).items()):
            if isinstance(value, types.BuiltinFunctionType) and value.__module__ == system.__name__:
                if name in ("putenv", "unsetenv"):
                    setattr(module, name, nothing)
                elif name not in COMPUTING_ONLY:
                    setattr(module, name, not_permitted)
    os.environ._data.clear()
    getattr(system, "environ", {}).clear()
    import _locale
    import locale

    def setlocale(category, locale=None):
        if locale in (None, "", "C", "C.UTF-8"):
            return "C.UTF-8"
        raise _locale.Error("unsupported locale setting")

    _locale.setlocale = locale.setlocale = locale._setlocale = setlocale
