# --- comparing with the log -------------------------------------------------------------------------------------------

def comparison(log_file, ran):
    """One line: `Identical to the log.`, or what first differs and, as far as that can be found out, why."""
    differences = list(find_differences(log_file, ran))
    edits = " and ".join(log_file.edits())
    if not differences:
        return other_line(log_file, ran) if not edits else "The same result as in the log, with %s edited." % edits
    first = str(differences[0])
    if edits:
        return "Differs from the log after editing %s: %s." % (edits, first)
    here, there = this_python(), log_file.expected["pythonVersion"]
    addresses = [d for d in differences if d.only_in_addresses()]
    others = [d for d in differences if not d.only_in_addresses()]
    wordings, unexplained = find_wordings(log_file, others) if here != there else ([], others)
    if unexplained:
        return "Differs from the log: %s. %s" % (unexplained[0], reason(log_file, unexplained[0], here, there))
    what = ["the wording of Python %s's own errors: %s" % (here, worded(wordings, there))] if wordings else []
    what += ["memory addresses: %s" % addresses[0]] if addresses else []
    return "The same as the log, except for %s." % "; and for ".join(what)


def other_line(log_file, ran):
    """What is said of a log of which all is the same; Pythons differ in which line of an expression of several they name."""
    for (action, result, _), recorded in zip(ran, log_file.expected["actions"]):
        if result["line"] != recorded["line"] and result["outcome"] != "OUT_OF_MEMORY":  # how far that comes depends on the computer
            return "Identical to the log, but for the line of action %s that is named: %s here, %s in the log." % (
                action["id"], result["line"] or "none", recorded["line"] or "none")
    return "Identical to the log."


def worded(wordings, there):
    ours, theirs = wordings[0]
    more = len(wordings) - 1
    return "%s is %s in Python %s, which made the log%s" % (
        quoted(ours), quoted(theirs), there, ", and %d more" % more if more else "")


def this_python():
    return "%d.%d.%d" % PYTHON_HERE


class Difference:
    """Something of one action that is not as the log says. `ours` and `theirs` are text, or None when there is none."""

    def __init__(self, action, what, ours, theirs):
        self.action, self.what, self.ours, self.theirs = action, what, ours, theirs

    def __str__(self):
        verb = "are" if self.what.endswith("s") else "is"
        return "%s of action %s %s %s, the log says %s" % (
            self.what, self.action["id"], verb, quoted(self.ours), quoted(self.theirs))

    def is_of_words(self):
        return (self.what == "the message" or self.what.startswith("line ")) and None not in (self.ours, self.theirs)

    def only_in_addresses(self):
        if self.ours is None or self.theirs is None:
            return False
        ours, theirs = (re.sub(" at 0x[0-9A-Fa-f]+", " at 0x", text) for text in (self.ours, self.theirs))
        return ours == theirs


def quoted(text):
    if text is None:
        return "nothing"
    return repr(text if len(text) <= 300 else text[:300] + "…")


def find_differences(log_file, ran):
    expected = log_file.expected["actions"]
    for (action, result, output), recorded in zip(ran, expected):
        for key, what in (("outcome", "the outcome"), ("message", "the message")):
            if result[key] != recorded[key]:
                yield Difference(action, what, result[key], recorded[key])
        yield from output_differences(action, output, log_file.recorded_output(action))
    for action, result, _ in ran[len(expected):]:
        yield Difference(action, "the outcome", result["outcome"], None)
    for action, recorded in zip(log_file.actions[len(ran):], expected[len(ran):]):
        yield Difference(action, "the outcome", None, recorded["outcome"])


def output_differences(action, ours, theirs):
    if ours == theirs:
        return
    lines = [text.decode("utf-8", "backslashreplace").split("\n") for text in (ours, theirs)]
    for number, (a, b) in enumerate(zip(*lines), 1):
        if a != b:
            yield Difference(action, "line %d of the output" % number, a, b)
    if len(lines[0]) != len(lines[1]):
        yield Difference(action, "the number of output lines", *("%d" % (len(part) - 1) for part in lines))
    elif lines[0] == lines[1]:
        yield Difference(action, "the bytes of the output", repr(ours), repr(theirs))


# --- why --------------------------------------------------------------------------------------------------------------

def find_wordings(log_file, differences):
    """The differences that are only of the words of Python's own errors, as `[(here, there)]`, and the other differences.

    Each action that differs is run once more, listening to the errors that Python raises in it. A difference counts as
    one of wording only where such a text stands in what is printed or raised here, and all around it is as in the log.
    """
    wordings, unexplained, heard = [], [], {}
    for difference in differences:
        number = difference.action["id"]
        found = None
        if difference.is_of_words():
            if number not in heard:
                result, _ = run_in_own_process(log_file, difference.action, trace=True)
                words = result.get("words", [])
                # An error may show what came first of a set: that is no wording.
                heard[number] = [] if words and HASHES_OTHERWISE and depends_on_hashes(log_file, difference.action) else words
            found = wording(difference.ours, difference.theirs, heard[number])
        if not found:
            unexplained.append(difference)
        wordings += [pair for pair in found or [] if pair not in wordings]
    return wordings, unexplained


def wording(ours, theirs, heard):
    texts = [text for message in heard for text in {message, repr(message), repr(message)[1:-1]}
             if text in ours and words_of(text)]
    if not texts:
        return None
    pattern = re.compile("(?:%s)+" % "|".join(map(re.escape, sorted(texts, key=len, reverse=True))))
    found = between(pattern.split(ours), theirs)
    if found is None:
        return None
    pairs = [pair for pair in zip(pattern.findall(ours), found) if pair[0] != pair[1]]
    return pairs if all(are_alike(*pair) for pair in pairs) else None


def between(literals, text):
    """What stands in `text` between these, each of which is taken where it comes first; None when it is not made of them."""
    first, *others, last = literals
    end = len(text) - len(last)
    if not text.startswith(first) or not text.endswith(last):
        return None
    found, at = [], len(first)
    for literal in others:
        begin = text.find(literal, at, end)
        if begin < 0:
            return None
        found.append(text[at:begin])
        at = begin + len(literal)
    return found + [text[at:end]] if at <= end else None


def are_alike(a, b):
    """Whether two texts can be two wordings of one error: they share a word of some length, and a name where both quote some."""
    names = [set(re.findall(r"(?<!\w)'([^']+)'(?!\w)", text.strip("'"))) for text in (a, b)]
    return bool(words_of(a) & words_of(b)) and (not all(names) or bool(names[0] & names[1]))


def words_of(text):
    return set(re.findall(r"\w{3,}", text.lower()))


def reason(log_file, difference, here, there):
    recorded = log_file.recorded(difference.action)
    if recorded["outcome"] == "TIMED_OUT" or difference.ours == "TIMED_OUT":
        return "How far an action comes in its time depends on the speed of the computer."
    if recorded["outcome"] == "OUT_OF_MEMORY" or difference.ours == "OUT_OF_MEMORY":
        return "How far an action comes in its memory depends on the computer%s." % (
            "" if sys.platform.startswith("linux") else ", and this one can't be limited to %s MB" %
            log_file.program["limits"]["memoryMb"])
    if HASHES_OTHERWISE and depends_on_hashes(log_file, difference.action):
        return "The order of a set, or a hash, shows: Python %s computes it in another way, 3.11 and newer (64-bit) do as " \
            "the log, which Python %s made." % (here, there)
    if changes_by_itself(log_file, difference.action):
        return "It differs on each run, also here: a memory address shows, or the order of a set of objects that follows it."
    if here != there:
        import shutil
        same = "python%s.%s" % tuple(there.split(".")[:2])
        return "The log was made by Python %s, this is %s, which may do this differently%s." % (
            there, here, "; run the file with %s, which is on this computer" % same if shutil.which(same) else "")
    if not sys.platform.startswith("linux"):
        return "The log was made on Linux, whose C library computes and formats some things differently."
    return "The Python version is the same; see docs/reproduction.md of Interlock for what can't be reproduced."


HASHES_OTHERWISE = PYTHON_HERE < (3, 11) or sys.maxsize < 2 ** 32
# So many runs, unless one differs before: two elements of a set come in the same order in all of them once in 2^15 times.
RUNS = 16


def depends_on_hashes(log_file, action):
    """Whether another order of sets changes what the action does here."""
    first = run_in_own_process(log_file, action, "0")
    return any(run_in_own_process(log_file, action, str(seed)) != first for seed in range(1, RUNS))


def changes_by_itself(log_file, action):
    first = run_in_own_process(log_file, action)
    return any(run_in_own_process(log_file, action) != first for _ in range(1, RUNS))
