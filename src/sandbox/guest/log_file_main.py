

if __name__ == "__main__":
    _log_file = LogFile(sys.argv[0], globals())
    if sys.argv[1:2] == ["--action"]:
        run_one_action(_log_file, int(sys.argv[2]))
    sys.exit(run_log_file(_log_file))
