# --- this file as a log file: its actions, running them, comparing with the log --------------------------------------------

def render_action(number, code):
    """An action's code as it stands in a log file: a function when Python can read it as one, else a string."""
    function = _render_function(number, code)
    if function is not None and _reads_as_one_function(function) and extract_action(function, number) == code:
        return function
    for quotes in ("'''", '"""'):
        if quotes not in code and "\r" not in code and code[-1:] not in (quotes[0], "\\"):
            return "action_%s = r%s%s%s\n" % (number, quotes, code, quotes)
    lines = code.split("\n")
    pieces = [repr(line + "\n") for line in lines[:-1]] + [repr(lines[-1])]
    return "action_%s = (\n%s\n)\n" % (number, "\n".join("    " + ascii_escaped(piece) for piece in pieces))


def ascii_escaped(literal):
    return literal.encode("ascii", "backslashreplace").decode()


def _render_function(number, code):
    try:
        inside_strings = _lines_inside_strings(code)
    except (SyntaxError, IndentationError, ValueError):
        return None
    body = []
    for index, line in enumerate(code.split("\n"), 1):
        blank = line in ("", "\r")
        body.append(line if blank or index in inside_strings else "    " + line)
    ends_with_newline = code.endswith("\n")
    text = "\n".join(body) + ("" if ends_with_newline else "\n")
    return "def action_%s(context):\n%s    return  # %s\n" % (number, text, _end_mark(number, ends_with_newline))


def _end_mark(number, ends_with_newline):
    return "end of action_%s%s" % (number, "" if ends_with_newline else ", whose last line has no line break")


def _lines_inside_strings(code):
    """The numbers of the lines that begin inside a string, where an indentation would change the string."""
    import tokenize
    lines, open_at = set(), []
    source = iter(code.replace("\r\n", "\n").split("\n"))
    starts = {getattr(tokenize, name, None) for name in ("FSTRING_START", "TSTRING_START")} - {None}
    ends = {getattr(tokenize, name, None) for name in ("FSTRING_END", "TSTRING_END")} - {None}
    try:
        for token in tokenize.generate_tokens(lambda: next(source) + "\n"):
            if token.type == tokenize.STRING:
                lines.update(range(token.start[0] + 1, token.end[0] + 1))
            elif token.type in starts:
                open_at.append(token.start[0])
            elif token.type in ends:
                lines.update(range(open_at.pop() + 1, token.end[0] + 1))
    except (StopIteration, tokenize.TokenError):
        pass
    return lines


def _reads_as_one_function(text):
    """Whether every Python from 3.9 on reads the text as one function and nothing else."""
    if "\r" in text.replace("\r\n", "") or "\0" in text:
        return False
    try:
        tree = ast.parse(text, feature_version=(3, 9))
        compile(text, "<log file>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return len(tree.body) == 1 and isinstance(tree.body[0], ast.FunctionDef) and not _has_new_strings(text)


def _has_new_strings(text):
    """Whether an f-string is written in a way that only Python 3.12 or newer reads."""
    import tokenize
    start, end = getattr(tokenize, "FSTRING_START", None), getattr(tokenize, "FSTRING_END", None)
    if start is None:
        return False
    lines = iter(text.split("\n"))
    quotes = []
    try:
        for token in tokenize.generate_tokens(lambda: next(lines) + "\n"):
            if token.type == start:
                if any(quote[0] in token.string for quote in quotes):
                    return True
                quotes.append(token.string.lstrip("fFrRbB"))
            elif token.type == end:
                quotes.pop()
            elif quotes and (token.type == tokenize.COMMENT or token.type == tokenize.STRING and (
                    "\\" in token.string or quotes[-1][0] in token.string)):
                return True
            elif quotes and len(quotes[-1]) == 1 and token.type in (tokenize.NL, tokenize.NEWLINE):
                return True
            elif token.type == getattr(tokenize, "TSTRING_START", -1):
                return True
    except (StopIteration, tokenize.TokenError):
        pass
    return False


def extract_action(text, number):
    """The code of an action as it stands in the text of a log file, byte for byte, or None when it is not there."""
    head = "def action_%s(context):\n" % number
    begin = text.find("\n" + head) + 1 if not text.startswith(head) else 0
    if begin == 0 and not text.startswith(head):
        return None
    rest = text[begin + len(head):]
    for ends_with_newline in (True, False):
        mark = "    return  # %s\n" % _end_mark(number, ends_with_newline)
        end = rest.find(mark)
        if end >= 0:
            body = rest[:end] if ends_with_newline else rest[:end][:-1]
            inside_strings = {n - 1 for n in _lines_inside_strings(head + rest[:end])}
            return "\n".join(line[4:] if line.startswith("    ") and n not in inside_strings else line
                             for n, line in enumerate(body.split("\n"), 1))
    return None


class LogFile:
    """This file: its program, the actions and contexts as they stand in it now, and what the log says came of them."""

    def __init__(self, path, names):
        with io.open(path, encoding="utf-8", newline="") as file:
            self.text = file.read()
        self.path = path
        self.program = json.loads(names["program"])
        self.expected = json.loads(names["expected"])
        self.names = names

    def action(self, index):
        action = dict(self.program["actions"][index])
        shown = self.names["action_%s" % action["id"]]
        action["code"] = shown if isinstance(shown, str) else extract_action(self.text, action["id"])
        if action["code"] is None:
            raise SystemExit("action_%s: its first line `def action_%s(context):` or its last line `return  # end of action_%s`"
                             " was changed; put it back" % ((action["id"],) * 3))
        action["context"] = self.names["context_%s" % action["id"]]
        action["createdAtMs"] = self.program["createdAtMs"]
        action["seed"] = self.program["seed"]
        return action

    def edits(self):
        """What a person has changed since the download, in words."""
        edits = []
        for index in range(len(self.program["actions"])):
            action = self.action(index)
            if sha256(action["code"]) != action["codeSha256"]:
                edits.append("the code of action %s" % action["id"])
            if action["context"] is not None and sha256(action["context"]) != action["contextSha256"]:
                edits.append("the context of action %s" % action["id"])
        return edits


def sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def run_one_action(log_file, index):
    """Runs in a process of its own, as in the sandbox: output to stdout as it comes, the result to stderr."""
    import os
    write, leave = os.write, os._exit
    action = log_file.action(index)
    limits = log_file.program["limits"]
    load_modules()
    pins = Pins()
    pins.place()
    limit_memory(limits, len(action["context"] or ""))
    close_doors()
    output = Output(limits["outputBytes"], lambda piece: write_all(write, 1, piece))
    result = run_action(action, limits, pins, output)
    write_all(write, 2, b"\n" + json.dumps(result).encode())
    leave(0)


def write_all(write, fd, data):
    while data:
        data = data[write(fd, data):]


def limit_memory(limits, context_bytes):
    """The memory limit of the sandbox, where the system can set one (Linux)."""
    try:
        import resource
        with io.open("/proc/self/statm") as statm:
            base = int(statm.read().split()[0]) * resource.getpagesize()
        most = base + (limits["memoryMb"] << 20) + 16 * context_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        pass


def run_in_own_process(log_file, index):
    """One action in a fresh interpreter with the environment of the sandbox. Gives its result and its output."""
    import os
    import subprocess
    action = log_file.action(index)
    if action.get("contextError"):
        return {"outcome": "FAILED", "message": action["contextError"], "line": None}, b""
    limits = log_file.program["limits"]
    environment = {"PYTHONHASHSEED": "0", "TZ": "UTC0", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    command = [sys.executable, "-s", "-S", "-W", "ignore", log_file.path, "--action", str(index)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    recorded = recorded_result(log_file, action)
    # A desk may be slower than the server, so an action that had time enough there gets more of it here.
    seconds = (1 if recorded["outcome"] == "TIMED_OUT" else 5) * limits["wallMs"] / 1000
    try:
        output, report = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        output, report = process.communicate()
        message = recorded["message"] or "Timed out: the action ran for %g s" % seconds
        return {"outcome": "TIMED_OUT", "message": message, "line": None}, output
    try:
        return json.loads(report.decode("utf-8", "replace").split("\n")[-1]), output
    except ValueError:
        said = recorded["message"] or ""
        ended = "The action ended the Python interpreter (exit status %s)" % process.returncode
        crashed = process.returncode < 0 and said.startswith("The Python interpreter crashed")
        return {"outcome": "FAILED", "message": said if crashed else ended, "line": None}, output


def recorded_result(log_file, action):
    for recorded in log_file.expected["actions"]:
        if recorded["id"] == action["id"]:
            return recorded
    return {"outcome": None, "message": None}


def stops_the_change(action, result):
    """A ValidationError always blocks; any other failure blocks when the action's errorState says so."""
    outcome = result["outcome"]
    return outcome == "BLOCKED" or (outcome not in ("ALLOWED", "WARNED") and action["errorState"] == "BLOCK")


def chain_verdict(ran):
    """The verdict over `[(action, result)]`, as the execution log shows it."""
    for action, result in ran:
        if stops_the_change(action, result):
            return {"outcome": "BLOCKED", "message": result["message"], "raisedActionId": action["id"]}
    for outcome, among in (("FAILED", ("FAILED", "TIMED_OUT", "OUT_OF_MEMORY")), ("WARNED", ("WARNED",))):
        raised = [(a, r) for a, r in ran if r["outcome"] in among]
        if raised:
            message = "\n".join(r["message"] for _, r in raised)
            return {"outcome": outcome, "message": message, "raisedActionId": raised[0][0]["id"]}
    return {"outcome": "ALLOWED", "message": None, "raisedActionId": None}


def run_log_file(log_file):
    """Runs the chain: what it prints goes to stdout, the verdict and the comparison to stderr. Gives the exit status."""
    ran, printed = [], b""
    for index in range(len(log_file.program["actions"])):
        result, output = run_in_own_process(log_file, index)
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
        printed += output
        ran.append((log_file.program["actions"][index], result))
        if stops_the_change(*ran[-1]):
            break
    verdict = chain_verdict(ran)
    say = lambda line: sys.stderr.write(line.encode(sys.stderr.encoding or "utf-8", "backslashreplace").decode(
        sys.stderr.encoding or "utf-8") + "\n")
    for line in verdict_lines(ran, verdict):
        say(line)
    say(comparison(log_file, ran, verdict, printed))
    return 0 if verdict["outcome"] in ("ALLOWED", "WARNED") else 1


def verdict_lines(ran, verdict):
    lines = []
    for action, result in ran:
        if result["outcome"] != "ALLOWED":
            where = ", line %s" % result["line"] if result["line"] else ""
            lines.append('%s  action %s "%s"%s: %s' % (
                result["outcome"], action["id"], action["title"], where, result["message"]))
    if not lines or verdict["outcome"] != ran[-1][1]["outcome"] or len(lines) > 1:
        raised = " by action %s" % verdict["raisedActionId"] if verdict["raisedActionId"] else ""
        lines.append("%s%s" % (verdict["outcome"], raised))
    return lines


def comparison(log_file, ran, verdict, printed):
    """One line: `Identical to the log.`, or what first differs and why."""
    import base64
    expected = log_file.expected
    recorded = base64.b64decode(expected["stdoutBase64"]) if "stdoutBase64" in expected else expected["stdout"].encode()
    difference = first_difference(expected, recorded, ran, verdict, printed)
    edits = log_file.edits()
    if not difference:
        return "Identical to the log." if not edits else "The same result as in the log, with %s edited." % " and ".join(edits)
    if edits:
        return "Differs from the log after editing %s: %s" % (" and ".join(edits), difference)
    here = "%d.%d.%d" % sys.version_info[:3]
    theirs = expected["pythonVersion"]
    if sys.version_info[:2] < (3, 11):
        return "Differs from the log: %s. Python %s orders sets differently and words errors differently; the log was " \
            "made by Python %s, and 3.11 or newer reproduces it." % (difference, here, theirs)
    if here.split(".")[:2] != theirs.split(".")[:2]:
        return "Differs from the log: %s. The log was made by Python %s, this is %s, whose own messages can differ." % (
            difference, theirs, here)
    return "Differs from the log: %s." % difference


def first_difference(expected, recorded, ran, verdict, printed):
    for key, what in (("outcome", "the outcome"), ("raisedActionId", "the action that raised"), ("message", "the message")):
        if verdict[key] != expected[key]:
            return "%s is %r, the log says %r" % (what, verdict[key], expected[key])
    if printed != recorded:
        theirs, ours = recorded.split(b"\n"), printed.split(b"\n")
        for number, (a, b) in enumerate(zip(theirs, ours), 1):
            if a != b:
                return "line %d of the output is %r, the log says %r" % (
                    number, b.decode("utf-8", "replace"), a.decode("utf-8", "replace"))
        return "the output has %d lines, the log says %d" % (len(ours) - 1, len(theirs) - 1)
    got = [(a["id"], r["outcome"], r["message"]) for a, r in ran]
    said = [(r["id"], r["outcome"], r["message"]) for r in expected["actions"]]
    return "" if got == said else "the results of the actions are %r, the log says %r" % (got, said)
