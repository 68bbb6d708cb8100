# --- the text of an action in a log file ------------------------------------------------------------------------------
#
# What render_action writes, every Python from 3.9 on reads, and extract_action gives back byte for byte.

def render_action(number, code):
    """An action's code as it stands in a log file: a function when Python can read it as one, else a string."""
    for line_breaks in ("\n", "\r\n"):
        function = _render_function(number, code, line_breaks)
        if function is not None and _reads_as_one_function(function) and extract_action(function, number) == code:
            return function
    for quotes in ("'''", '"""'):
        if quotes not in code and not _UNSAFE_IN_STRING.search(code) and code[-1:] not in (quotes[0], "\\"):
            return "action_%s = r%s%s%s\n" % (number, quotes, code, quotes)
    lines = code.split("\n")
    pieces = [repr(line + "\n") for line in lines[:-1]] + [repr(lines[-1])]
    return "action_%s = (\n%s\n)\n" % (number, "\n".join("    " + _in_ascii(piece) for piece in pieces))


_UNSAFE_IN_STRING = re.compile("[\0\r\ud800-\udfff]")


def _in_ascii(literal):
    return literal.encode("ascii", "backslashreplace").decode()


def _render_function(number, code, line_breaks):
    if "\r" in code.replace("\r\n", "") if line_breaks == "\r\n" else "\r" in code:
        return None
    text = code.replace("\r\n", "\n")
    if text.replace("\n", line_breaks) != code:
        return None
    inside_strings = _lines_inside_strings(text)
    body = [line if line == "" or number_of_line in inside_strings else "    " + line
            for number_of_line, line in enumerate(text.split("\n"), 1)]
    ends_with_newline = text.endswith("\n")
    return "def action_%s(context):\n%s    return  # %s\n" % (
        number, "\n".join(body) + ("" if ends_with_newline else "\n"), _end_mark(number, ends_with_newline, line_breaks))


def _end_mark(number, ends_with_newline, line_breaks):
    return "end of action_%s%s%s" % (number, "" if ends_with_newline else ", whose last line has no line break",
                                     "" if line_breaks == "\n" else ", whose lines end in \\r\\n")


# Comments and strings, as Python before 3.12 and for all but new kinds of f-strings also later, reads them.
_COMMENT_OR_STRING = re.compile(r"""
    \#[^\n]* | \"""(?:\\.|[^\\])*?(?:\"""|\Z) | '''(?:\\.|[^\\])*?(?:'''|\Z)
    | "(?:\\.|[^"\\\n])*"? | '(?:\\.|[^'\\\n])*'?""", re.DOTALL | re.VERBOSE)


def _lines_inside_strings(text):
    """The numbers of the lines that begin inside a string, where an indentation would change the string."""
    inside, line, position = set(), 1, 0
    for match in _COMMENT_OR_STRING.finditer(text):
        if "\n" in match[0]:
            line += text.count("\n", position, match.start())
            last = line + match[0].count("\n")
            inside.update(range(line + 1, last + 1))
            line, position = last, match.end()
    return inside


def _reads_as_one_function(text):
    """Whether every Python from 3.9 on reads the text as one function and nothing else."""
    if _LONELY_BACKSLASH.search(text) or any(map(_is_new_letter, _COMMENT_OR_STRING.sub("", text))) or _has_new_name(text):
        return False
    try:
        text.encode()
        tree = ast.parse(text, feature_version=(3, 9))
        compile(text, "<log file>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return len(tree.body) == 1 and isinstance(tree.body[0], ast.FunctionDef) and not _NewSyntax(text).is_in(tree)


_LONELY_BACKSLASH = re.compile(r"^[ \t\f]*\\$", re.MULTILINE)


def _is_new_letter(character):
    """Whether a name with it may be none to a Python with an older Unicode table."""
    import unicodedata
    return character > "\x7f" and unicodedata.ucd_3_2_0.category(character) in ("Cn", "Cf")


def _has_new_name(text):
    """Whether a string names a letter, `\\N{…}`, that an older Unicode table may lack."""
    import unicodedata
    try:
        for name in _NAME_OF_LETTER.findall(text):
            unicodedata.ucd_3_2_0.lookup(name)
    except KeyError:
        return True
    return False


_NAME_OF_LETTER = re.compile(r"\\N\{([^}\n]*)\}")


class _NewSyntax:
    """Finds what Python 3.9 can't read but `feature_version` lets pass."""

    def __init__(self, text):
        self.lines = text.encode().split(b"\n")

    def is_in(self, tree):
        nodes = list(ast.walk(tree))
        return any(map(self._is_new, nodes)) or _has_nested_async_comprehension(nodes)

    def _is_new(self, node):
        kind = type(node)
        if kind is ast.Subscript:
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return any(isinstance(part, (ast.NamedExpr, ast.Starred)) for part in parts)
        if kind is ast.Set:
            return any(isinstance(part, ast.NamedExpr) for part in node.elts)
        if kind is ast.SetComp:
            return isinstance(node.elt, ast.NamedExpr)
        if kind is ast.arg:
            return isinstance(node.annotation, ast.Starred)
        return kind is ast.JoinedStr and PYTHON_HERE >= (3, 12) and self._is_new_string(node)

    def _is_new_string(self, node):
        return not self._is_old_string(node) or _depth_of_formats(node) > 2 or any(
            self._is_new_expression(part) for part in ast.walk(node) if isinstance(part, ast.FormattedValue))

    def _is_old_string(self, node):
        """Whether the old way of reading comes to the same end of the string, or strings."""
        text = self._text_of(node)
        end = 0
        while end < len(text):
            match = _STRING_OR_SPACE.match(text, end)
            if match is None or match.end() == end or not _is_string_or_space(match[0]):
                return False
            end = match.end()
        return True

    def _is_new_expression(self, node):
        text = self._text_of(node.value)
        return "\\" in text or "#" in text or node.conversion != -1 and _SPACE_AT_CONVERSION.search(self._text_of(node))

    def _text_of(self, node):
        lines = self.lines[node.lineno - 1:node.end_lineno]
        lines[-1] = lines[-1][:node.end_col_offset]
        lines[0] = lines[0][node.col_offset:]
        return b"\n".join(lines).decode()


_SPACE_AT_CONVERSION = re.compile(r"!(?:\s+[rsa]|[rsa]\s+)(?=[:}\s])")


def _has_nested_async_comprehension(nodes):
    comprehensions = [node for node in nodes if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))]
    asynchronous = {node for node in comprehensions if any(part.is_async for part in node.generators)}
    return bool(asynchronous) and any(
        inner is not outer and inner in asynchronous for outer in comprehensions for inner in ast.walk(outer))


def _is_string_or_space(text):
    if text[-1:] not in ("'", '"') or text.lstrip()[:1] == "#":
        return True
    try:
        return isinstance(ast.parse(text, mode="eval").body, (ast.Constant, ast.JoinedStr))
    except SyntaxError:
        return False


_STRING_OR_SPACE = re.compile(r"""(?:\s|\\\n|\#[^\n]*)+ | [A-Za-z]*(?:
    \"""(?:\\.|[^\\])*?\""" | '''(?:\\.|[^\\])*?''' | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*')""", re.DOTALL | re.VERBOSE)


def _depth_of_formats(node):
    """How deep format specs with values of their own are nested."""
    specs = [part.format_spec for part in node.values if isinstance(part, ast.FormattedValue) and part.format_spec]
    return 1 + max(map(_depth_of_formats, specs), default=0)


def extract_action(text, number):
    """The code of an action as it stands in the text of a log file, byte for byte, or None when it is not there."""
    name = "action_%s" % number
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python tells of them when it reads the file
        tree = ast.parse(text)
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    if not found:
        return None
    lines = text.split("\n")[found[-1].lineno:found[-1].end_lineno]
    for ends_with_newline in (True, False):
        for line_breaks in ("\n", "\r\n"):
            if lines and lines[-1] == "    return  # " + _end_mark(number, ends_with_newline, line_breaks):
                return _without_indentation(lines[:-1], ends_with_newline).replace("\n", line_breaks)
    return None


def read_actions(text):
    """The actions in the text of a log file, maybe edited: `[{id, code}]`. Raises SyntaxError when Python can't read it."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")  # an editor may have changed the line breaks
    actions = []
    for node in ast.parse(text).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else node
        prefix, _, number = (getattr(target, "name", None) or getattr(target, "id", "")).rpartition("_")
        if prefix == "action" and number.isdigit():
            is_function = isinstance(node, ast.FunctionDef)
            code = extract_action(text, number) if is_function else getattr(node.value, "value", None)
            if isinstance(code, str):
                actions.append({"id": int(number), "code": code})
    return actions


def _without_indentation(lines, ends_with_newline):
    inside_strings = _lines_inside_strings("\n".join(lines))
    plain = [line[4:] if line.startswith("    ") and number not in inside_strings else line
             for number, line in enumerate(lines, 1)]
    return "\n".join(plain) + ("\n" if ends_with_newline else "")
