

if __name__ == "__main__":
    if sys.version_info < (3, 9) or sys.implementation.name != "cpython":
        sys.exit("A log file needs CPython 3.9 or newer; this is %s %s." % (sys.implementation.name, sys.version.split()[0]))
    if globals().get("__file__", "<stdin>") == "<stdin>" or not sys.executable:
        sys.exit("A log file starts Python again for each action, so it must be run as a file: python3 NAME_OF_THE_FILE.py")
    _log_file = LogFile(__file__, globals())
    if sys.argv[1:2] == ["--action"]:
        # Called from this module, Python 3.9 would give it the built-in names of the module instead of its own.
        types.FunctionType(call_from_elsewhere.__code__, {})(run_one_action, _log_file, int(sys.argv[2]), "--trace" in sys.argv)
    _status = run_log_file(_log_file)
    try:
        sys.stdout.close()
    except (AttributeError, OSError):
        pass
    sys.stdout = None  # closed already: nothing is left to be flushed, or nobody reads it
    sys.exit(_status)
