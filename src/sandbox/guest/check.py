# --- checking, without running ----------------------------------------------------------------------------------------

def check_action(source, filename):
    """What is wrong with an action's code, before it is saved: `[{severity, message, line, column}]`, empty if nothing.

    An `error` keeps the code from running at all; a `warning` is about something that fails or can't be reproduced.
    """
    try:
        compile_action(source, filename)
        tree = ast.parse(source, filename)
    except SyntaxError as error:
        message = "SyntaxError: %s" % error.msg
        return [{"severity": "error", "message": message, "line": error.lineno or 1, "column": error.offset or 1}]
    except (ValueError, RecursionError, MemoryError) as error:
        return [{"severity": "error", "message": error_text(error), "line": 1, "column": 1}]
    return find_unavailable(tree) + find_irreproducible(tree)


def find_unavailable(tree):
    """Imports of modules that no action may import."""
    importable = set(IMPORTABLE + SUPPORT)
    found = []
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        found += [_warning(node, "module %r is not available to actions" % name) for name in names if name not in importable]
    return found


def find_irreproducible(tree):
    """What differs from one computer or run to the next although everything else is the same."""
    nodes = list(ast.walk(tree))
    finder = _Irreproducible(nodes)
    for node in nodes:
        finder.look_at(node)
    return sorted(finder.found, key=lambda problem: (problem["line"], problem["column"]))


def _warning(node, message):
    return {"severity": "warning", "message": message, "line": node.lineno, "column": node.col_offset + 1}


_DIFFERS = {
    "sys": {
        "getsizeof": "the size of an object depends on the Python version",
        "getrefcount": "reference counts depend on the Python version",
        "getallocatedblocks": "the state of the memory differs on each computer",
        "_debugmallocstats": "the state of the memory differs on each computer",
        "_current_frames": "the frames above the action are not its own",
        "flags": "the flags of the interpreter depend on the Python version",
        "modules": "the modules that are loaded depend on the Python version",
    },
    "zlib": {
        "compress": "compressed bytes depend on the zlib that Python was built with",
        "compressobj": "compressed bytes depend on the zlib that Python was built with",
    },
    "hashlib": {"algorithms_available": "the algorithms depend on how Python was built"},
    "unicodedata": {"unidata_version": "the Unicode version depends on the Python version"},
}
_FRAMES = {"f_back": "the frames above the action are not its own"}
_ORDER = "the order of a set of classes, functions or plain objects follows their memory addresses, which differ on each run"


class _Irreproducible:
    def __init__(self, nodes):
        self.found = []
        self.modules = {alias.asname or alias.name: alias.name
                        for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        self.plain_classes = {node.name for node in nodes if isinstance(node, ast.ClassDef) and _compares_by_identity(node)}
        self.by_identity = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        self.by_identity |= {"int", "str", "float", "bool", "list", "dict", "set", "tuple", "bytes", "type", "object"}

    def look_at(self, node):
        kind = type(node)
        if kind is ast.Attribute:
            if isinstance(node.value, ast.Name):
                self.add(node, _DIFFERS.get(self.modules.get(node.value.id), {}).get(node.attr))
            self.add(node, _FRAMES.get(node.attr))
        elif kind is ast.ImportFrom:
            for alias in node.names:
                self.add(node, _DIFFERS.get(node.module, {}).get(alias.name))
        elif kind is ast.Set and any(map(self._hashed_by_address, node.elts)):
            self.add(node, _ORDER)
        elif kind is ast.SetComp and self._hashed_by_address(node.elt):
            self.add(node, _ORDER)
        elif kind is ast.Call and _is_name(node.func, {"set", "frozenset"}) and len(node.args) == 1:
            if self._gives_such(node.args[0]):
                self.add(node, _ORDER)

    def add(self, node, reason):
        if reason and (node.lineno, reason) not in [(f["line"], f["message"]) for f in self.found]:
            self.found.append(_warning(node, reason))

    def _gives_such(self, node):
        """Whether what is given to set() holds objects that are hashed by their address."""
        if isinstance(node, (ast.List, ast.Tuple)):
            return any(map(self._hashed_by_address, node.elts))
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            return self._hashed_by_address(node.elt)
        is_map = isinstance(node, ast.Call) and _is_name(node.func, {"map"}) and node.args
        return bool(is_map) and _is_name(node.args[0], {"type"} | self.plain_classes)

    def _hashed_by_address(self, node):
        if isinstance(node, ast.Call):
            return _is_name(node.func, self.plain_classes | {"object"}) or _is_name(node.func, {"type"}) and len(node.args) == 1
        return isinstance(node, ast.Lambda) or _is_name(node, self.by_identity)


def _is_name(node, names):
    return isinstance(node, ast.Name) and node.id in names


def _compares_by_identity(node):
    """Whether a class says nothing of how its instances are compared: no __eq__, no decorator, no base."""
    methods = {item.name for item in node.body if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))}
    return not (methods & {"__eq__", "__hash__"} or node.decorator_list or node.bases or node.keywords)
