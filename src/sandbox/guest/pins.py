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
            os.getrandom = named("getrandom", lambda size, flags=0: self.random_bytes(size))
        seed = random.Random.seed

        def seed_pinned(rng, a=None, version=2):
            seed(rng, int.from_bytes(self.random_bytes(32), "big") if a is None else a, version)

        random.Random.seed = named("seed", seed_pinned)
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
        forget_addresses()
        re.purge()
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
        import operator
        real = {name: getattr(time, name) for name in ("gmtime", "localtime", "ctime", "strftime", "asctime")}

        def seconds():
            return self.time_ns() // 1000 / 1e6

        def sleep(secs):
            secs = secs if isinstance(secs, float) else operator.index(secs)
            if secs != secs:
                raise ValueError("Invalid value NaN (not a number)")
            if secs < 0:
                raise ValueError("sleep length must be non-negative")
            self.slept_ns += int(secs * 1e9)

        def elapsed():
            return self.slept_ns / 1e9

        def elapsed_ns():
            return self.slept_ns

        def clock_gettime_ns(clock):
            return self.time_ns() if clock == 0 else self.slept_ns

        def clock_settime(*args):
            raise PermissionError(1, "Operation not permitted")

        def get_clock_info(name):
            return types.SimpleNamespace(
                implementation="pinned", monotonic=name != "time", adjustable=False, resolution=1e-09)

        pinned = {
            "time": seconds, "time_ns": self.time_ns, "sleep": sleep,
            "gmtime": lambda secs=None: real["gmtime"](seconds() if secs is None else secs),
            "localtime": lambda secs=None: real["localtime"](seconds() if secs is None else secs),
            "ctime": lambda secs=None: real["ctime"](seconds() if secs is None else secs),
            "asctime": lambda t=None: real["asctime"](real["localtime"](seconds()) if t is None else t),
            "strftime": lambda f, t=None: real["strftime"](f, real["localtime"](seconds()) if t is None else t),
            "clock_gettime": lambda clock: clock_gettime_ns(clock) / 1e9, "clock_gettime_ns": clock_gettime_ns,
            "clock_getres": lambda clock: 1e-09, "clock_settime": clock_settime, "clock_settime_ns": clock_settime,
            "pthread_getcpuclockid": clock_settime, "get_clock_info": get_clock_info, "tzset": lambda: None,
        }
        for name in ("monotonic", "perf_counter", "process_time", "thread_time"):
            pinned[name], pinned[name + "_ns"] = elapsed, elapsed_ns
        for name, function in pinned.items():
            if hasattr(time, name):
                setattr(time, name, named(name, function) if isinstance(function, types.FunctionType) else function)

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


def named(name, function):
    """The function, which errors about its arguments call by this name."""
    function.__name__ = function.__qualname__ = name
    return function


def replace_methods(builtin_class, class_methods):
    """Replaces class methods of a built-in class, which a plain setattr is not allowed to."""
    namespace = gc.get_referents(builtin_class.__dict__)[0]
    for name, function in class_methods.items():
        namespace[name] = classmethod(named(name, function))
    class_was_modified(builtin_class)
