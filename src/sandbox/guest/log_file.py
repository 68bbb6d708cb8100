# --- this file as a log file: its actions, and running them as the sandbox did -------------------------------------------

class LogFile:
    """This file: its program, the actions and contexts as they stand in it now, and what the log says came of them."""

    def __init__(self, path, names):
        with io.open(path, encoding="utf-8-sig", newline=None) as file:  # an editor may have changed the line breaks
            self.text = file.read()
        self.path = path
        self.names = names
        self.program, self.expected = json.loads(self._json("program")), json.loads(self._json("expected"))
        self.actions = [self._read_action(action) for action in self.program["actions"]]

    def _read_action(self, recorded):
        action = dict(recorded, createdAtMs=self.program["createdAtMs"], seed=self.program["seed"])
        number = action["id"]
        shown, action["context"] = self._named("action_%s" % number), self._json("context_%s" % number)
        action["code"] = shown if isinstance(shown, str) else extract_action(self.text, number)
        if action["code"] is None:
            raise SystemExit("action_%s can't be read: its first line `def action_%s(context):` or its last line, which begins with "
                             "`    return  # end of action_%s`, was changed. Put it back." % (number, number, number))
        return action

    def _json(self, name):
        """Text as it stands in the file, or of what a person has put in its place."""
        value = self._named(name)
        try:
            return value if isinstance(value, str) else json.dumps(value)
        except (TypeError, ValueError, RecursionError) as error:
            raise SystemExit("%s is neither JSON text nor made of what JSON has: %s." % (name, error))

    def _named(self, name):
        if name not in self.names:
            raise SystemExit("%s is missing in this file. Put it back, or download the log again." % name)
        return self.names[name]

    def edits(self):
        """What a person has changed since the download, in words."""
        edits, program = [], sha256(self._json("program"))
        if self.expected.get("programSha256", program) != program:
            edits.append("the program")
        for action in self.actions:
            if sha256(action["code"]) != action["codeSha256"]:
                edits.append("the code of action %s" % action["id"])
            if sha256(action["context"]) != action["contextSha256"]:
                edits.append("the context of action %s" % action["id"])
        return edits

    def recorded(self, action):
        """What the log says of an action, or an empty result when it did not run there."""
        for result in self.expected["actions"]:
            if result["id"] == action["id"]:
                return result
        return {"id": action["id"], "outcome": None, "message": None, "line": None, "outputBytes": 0}

    def recorded_output(self, action):
        import base64
        expected = self.expected
        everything = base64.b64decode(expected["stdoutBase64"]) if "stdoutBase64" in expected else expected["stdout"].encode()
        begin = 0
        for result in expected["actions"]:
            if result["id"] == action["id"]:
                return everything[begin:begin + result["outputBytes"]]
            begin += result["outputBytes"]
        return b""


def sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- running it from the desk -----------------------------------------------------------------------------------------

def run_in_own_process(log_file, action, hash_seed="0", trace=False):
    """One action in a fresh interpreter with the environment of the sandbox. Gives its result and its output."""
    if action.get("contextError"):
        return {"outcome": "FAILED", "message": action["contextError"], "line": None}, b""
    import subprocess
    command = [sys.executable, "-s", "-S", log_file.path, "--action", str(log_file.actions.index(action))]
    process = subprocess.Popen(command + ["--trace"] * trace, env=environment(hash_seed), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, report = Pipe(process.stdout), Pipe(process.stderr)
    in_time = wait(process, output, log_file, action)
    output, report = output.read_to_end(), report.read_to_end()
    recorded = log_file.recorded(action)
    if not in_time:
        cut = log_file.recorded_output(action)
        timed_out = "Timed out: the action took longer than %g s" % (5 * log_file.program["limits"]["wallMs"] / 1000)
        message = recorded["message"] if recorded["outcome"] == "TIMED_OUT" else timed_out
        return {"outcome": "TIMED_OUT", "message": message, "line": None}, cut if output.startswith(cut) else output
    try:
        result = json.loads(report.decode("utf-8", "replace").split("\n")[-1])
        return {name: result[name] for name in result.keys() | {"outcome", "message", "line"}}, output
    except (ValueError, AttributeError, KeyError):
        return {"outcome": "FAILED", "message": ending(process.returncode, recorded, report), "line": None}, output


def environment(hash_seed):
    """What the sandbox sets, and for the rest what a Python may need to start here."""
    import os
    ours = {name: value for name, value in os.environ.items() if not name.upper().startswith(("PYTHON", "LC_", "LANG", "TZ"))}
    ours.update(PYTHONHASHSEED=hash_seed, TZ="UTC0", LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")
    return ours


class Pipe:
    """Reads a pipe of a process while that runs."""

    def __init__(self, pipe):
        import threading
        self.pieces = bytearray()
        self.pipe = pipe
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        while True:
            piece = self.pipe.read1(65536)
            if not piece:
                return
            self.pieces += piece

    def read_to_end(self):
        self.thread.join()
        self.pipe.close()
        return bytes(self.pieces)


def wait(process, output, log_file, action):
    """Whether the process ended in time. A desk may be slower than the server, so an action that had time enough there
    has five times as much here; and one that had not is ended when it has printed as much as there."""
    import subprocess
    seconds = log_file.program["limits"]["wallMs"] / 1000
    ran_out_there = log_file.recorded(action)["outcome"] == "TIMED_OUT"
    enough = len(log_file.recorded_output(action))
    for part in range(5):
        try:
            process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            if ran_out_there and len(output.pieces) >= enough:
                break
    process.kill()
    process.wait()
    return False


def ending(status, recorded, report):
    """What to say of a process that ended without a result. Words as in the sandbox."""
    said = recorded["message"] or ""
    if status < 0 or status >= 0xC0000000:
        import signal
        name = signal.Signals(-status).name if status < 0 else hex(status)
        crashed = "The Python interpreter crashed (%s) while it ran the action" % name
        return said if said.startswith("The Python interpreter crashed") else crashed
    say(report.decode("utf-8", "replace").strip())
    return "The action ended the Python interpreter (exit status %s) before its result was known" % status


def stops_the_change(action, result):
    """A ValidationError always blocks; any other failure blocks when the action's errorState says so."""
    outcome = result["outcome"]
    return outcome == "BLOCKED" or (outcome not in ("ALLOWED", "WARNED") and action["errorState"] == "BLOCK")


def chain_verdict(ran):
    """The verdict over `[(action, result, output)]`, as the execution log shows it."""
    for action, result, _ in ran:
        if stops_the_change(action, result):
            return {"outcome": "BLOCKED", "message": result["message"], "raisedActionId": action["id"]}
    for outcome, among in (("FAILED", ("FAILED", "TIMED_OUT", "OUT_OF_MEMORY")), ("WARNED", ("WARNED",))):
        raised = [(a, r) for a, r, _ in ran if r["outcome"] in among]
        if raised:
            message = "\n".join(r["message"] for _, r in raised)
            return {"outcome": outcome, "message": message, "raisedActionId": raised[0][0]["id"]}
    return {"outcome": "ALLOWED", "message": None, "raisedActionId": None}


def run_log_file(log_file):
    """Runs the chain: what it prints goes to stdout, the verdict and the comparison to stderr. Gives the exit status."""
    ran = []
    for action in log_file.actions:
        result, output = run_in_own_process(log_file, action)
        show(output)
        ran.append((action, result, output))
        if stops_the_change(action, result):
            break
    verdict = chain_verdict(ran)
    for line in verdict_lines(ran, verdict):
        say(line)
    say(comparison(log_file, ran))
    return 0 if verdict["outcome"] in ("ALLOWED", "WARNED") else 1


def verdict_lines(ran, verdict):
    lines = []
    for action, result, _ in ran:
        if result["outcome"] != "ALLOWED":
            where = ", line %s" % result["line"] if result["line"] else ""
            lines.append('%s  action %s "%s"%s: %s' % (
                result["outcome"], action["id"], action["title"], where, result["message"]))
    if not lines or verdict["outcome"] != ran[-1][1]["outcome"] or len(lines) > 1:
        raised = " by action %s" % verdict["raisedActionId"] if verdict["raisedActionId"] else ""
        lines.append("%s%s" % (verdict["outcome"], raised))
    return lines


def show(output):
    """The bytes as they are; on a Windows console, which takes no bytes, as text."""
    try:
        if sys.stdout is None:
            return
        if sys.platform == "win32" and sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
            sys.stdout.write(output.decode("utf-8", "backslashreplace"))
        else:
            sys.stdout.buffer.write(output)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads on, as with `| head`; the verdict is still said
        sys.stdout = None
    except OSError as error:
        sys.stdout = None
        say("What the action printed could not be written here: %s" % error)


def say(line):
    if line and sys.stderr is not None:
        encoding = sys.stderr.encoding or "utf-8"
        try:
            sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
            sys.stderr.flush()
        except OSError:
            sys.stderr = None
