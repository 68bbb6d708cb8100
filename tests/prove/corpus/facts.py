import sys, time, random, uuid, traceback, json, math, collections, datetime, io, calendar, weakref, builtins
print(sys.version, sys.version_info, sys.hexversion, sys.platform, sys.executable, sys.prefix, sys.argv, sys.path, sys.orig_argv)
print(sys.implementation.name, sys.implementation.version >= (3, 11), sys.warnoptions, sys._xoptions, sys.stdin.read(), sys.maxsize)
print(json, math, collections, json.__file__, json.__spec__, math.__spec__, sys.stdlib_module_names, sys.builtin_module_names)
print(random._os.environ, random._os.getenv("PATH"), random._os.path.exists("/"), random._os.name, random._os.sep)
for name in ["getpid", "getcwd", "getuid", "listdir", "cpu_count", "uname", "times", "fork", "system", "stat", "getlogin", "umask", "kill", "remove", "popen", "abort", "_exit", "getppid", "sched_getaffinity", "urandom", "get_terminal_size", "scandir", "walk"]:
    function = getattr(random._os, name, None)
    for arguments in [(), ("/etc",), (4,)]:
        try:
            value = function(*arguments)
            print(name, arguments, value if not hasattr(value, "__next__") else list(value))
        except Exception as error:
            print(name, arguments, type(error).__name__, str(error) if isinstance(error, OSError) else "")
print(time.tzname, time.timezone, time.get_clock_info("monotonic"), time.clock_gettime(0), time.process_time())
try:
    time.clock_settime(0, 1.0)
except OSError as error:
    print(error)
random._os.environ["TZ"] = "America/New_York"
time.tzset()
print(time.localtime(), datetime.datetime.now().astimezone(), calendar.month_name[3], calendar.TextCalendar().formatmonth(2026, 2))
try:
    calendar.LocaleTextCalendar(locale="de_DE.UTF-8").formatmonth(2026, 2)
except Exception as error:
    print(type(error).__name__, error)
for make in (lambda: io.open("/etc/passwd"), lambda: io.FileIO(0), lambda: io.FileIO("/etc/passwd"), lambda: io.open_code("/x"), lambda: sys.modules['tokenize'].open("/etc/passwd"), lambda: __import__("codecs").open("/etc/passwd"), lambda: sys.stdout.fileno(), lambda: sys.__stdout__.write("x\n"), lambda: sys.stdout.isatty(), lambda: input("? ")):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
print(uuid.uuid1(), uuid.getnode(), [k for k in vars(builtins) if k in ("exit", "help", "quit", "open", "_")])
print(sys.getrecursionlimit(), sys.getswitchinterval(), sys.gettrace(), sys.dont_write_bytecode, sys.getfilesystemencoding())
def frames():
    print(traceback.format_stack(), sys._getframe().f_lineno, sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name)
    sys._getframe(3)
def middle():
    frames()
try:
    middle()
except ValueError as error:
    print(error)
print(hash(None), id(frames) == id(frames), breakpoint())
import zoneinfo
try:
    zoneinfo.ZoneInfo("Europe/Nowhere")
except Exception as error:
    print(type(error).__name__, error, zoneinfo.TZPATH)
