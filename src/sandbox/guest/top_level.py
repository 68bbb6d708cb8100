# --- compiling: a module of its own, in which a top-level return is legal ----------------------------------------------

def compile_action(source, filename):
    """The code object of an action. Raises SyntaxError as Python would, but allows `return` at the top level. What is nested too
    deep is so wherever it is compiled, as that begins at a fixed depth of the stack."""
    here, frame = 0, sys._getframe()
    while frame is not None:
        here, frame = here + 1, frame.f_back
    return _compile_deeper(STACK_DEPTH - here, source, filename)


def _compile_deeper(levels, source, filename):
    return _compile_deeper(levels - 1, source, filename) if levels > 1 else _compile(source, filename)


def _compile(source, filename):
    if "\0" in source:
        raise SyntaxError("source code string cannot contain null bytes")  # before Python 3.11.4 a ValueError
    try:
        if _may_hold_constant_set(source):
            return compile(_parse(source, filename), filename, "exec", dont_inherit=True)
        return compile(source, filename, "exec", dont_inherit=True)
    except SyntaxError as error:
        if "'return' outside function" not in str(error.msg):
            raise
    without_returns = _TopLevel(keep_returns=False).visit(ast.parse(source, filename))
    compile(ast.fix_missing_locations(without_returns), filename, "exec", dont_inherit=True)  # any other SyntaxError
    tree = _parse(source, filename)
    top = _TopLevel(keep_returns=True)
    docstring = _take_docstring(tree)
    tree = top.visit(tree)
    tree.body[:0] = docstring + (ast.parse("__annotations__ = {}").body if top.annotated else [])
    names = sorted(top.bound | {"__doc__", "__annotations__"})
    wrapper = ast.parse("def module(): pass")
    function = wrapper.body[0]
    function.name = "<module>"
    function.body = ([ast.Global(names=names)] if names else []) + tree.body
    code = compile(ast.fix_missing_locations(wrapper), filename, "exec", top.future_flags, True)
    body = _at_top_level(next(c for c in code.co_consts if isinstance(c, types.CodeType)))
    # Every name it binds is global and its frame uses the module's own names as locals, as a module's frame does:
    # exec(), locals() and nested functions behave as at the top level. 3 is CO_OPTIMIZED | CO_NEWLOCALS.
    return body.replace(co_flags=body.co_flags & ~3)


def _parse(source, filename):
    """The syntax tree, in which `{'a', 'b', 'c'}` is put together when it is met, one element after the other.

    Python makes a constant of it, of three elements or more, or where it is iterated over of two, whose order depends on
    which of its strings were known in the process before.
    """
    tree = ast.parse(source, filename)
    unseen = set()  # those of `x in {'a', 'b', 'c'}`, whose order nobody sees
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[-1], (ast.In, ast.NotIn)):
            unseen.add(node.comparators[-1])
        elif isinstance(node, ast.Set) and node not in unseen:
            nothing = ast.copy_location(ast.Tuple([], ast.Load()), node)
            node.elts.insert(0, ast.copy_location(ast.Starred(nothing, ast.Load()), node))
    return tree


def _may_hold_constant_set(source):
    """Whether there may be a set of two constants or more; a quick look, as parsing twice takes its time."""
    if "{" not in source:
        return False
    in_strings = any(text[0][-1:] in "\"'" and "," in text[0] and "{" in text[0] for text in _COMMENT_OR_STRING.finditer(source))
    return in_strings or _CONSTANT_SET.search(_COMMENT_OR_STRING.sub("s", source)) is not None


_CONSTANT_SET = re.compile(r"\{[^{}:]*,[^{}:]*\}")


def _take_docstring(tree):
    """A module keeps its docstring in `__doc__`; in a function it would be lost."""
    first = tree.body[0] if tree.body else None
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant) or not isinstance(first.value.value, str):
        return []
    text = ast.get_docstring(tree, clean=PYTHON_HERE >= (3, 13))
    del tree.body[0]
    return ast.parse("__doc__ = %r" % text).body


def _at_top_level(code):
    """The code with the names its functions have in a module: `f`, not `<module>.<locals>.f`."""
    prefix = "<module>.<locals>."

    def renamed(constant):
        if isinstance(constant, types.CodeType):
            return _at_top_level(constant)
        if PYTHON_HERE < (3, 11) and isinstance(constant, str) and constant.startswith(prefix):
            return constant[len(prefix):]
        return constant

    changes = {"co_consts": tuple(map(renamed, code.co_consts))}
    if getattr(code, "co_qualname", "").startswith(prefix):
        changes["co_qualname"] = code.co_qualname[len(prefix):]
    return code.replace(**changes)


_ANNOTATIONS_AS_TEXT = __future__.annotations.compiler_flag


_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class _TopLevel(ast.NodeTransformer):
    """Visits only what runs at the top level: collects the names it binds, rewrites what a function may not hold."""

    def __init__(self, keep_returns):
        self.keep_returns = keep_returns
        self.bound = set()
        self.future_flags = 0
        self.annotated = False

    def visit_Return(self, node):
        self.generic_visit(node)
        return node if self.keep_returns else ast.copy_location(ast.Expr(node.value or ast.Constant(None)), node)

    def visit(self, node):
        if not isinstance(node, ast.expr):
            return super().visit(node)
        self._note_bound(node)
        return node

    def _note_bound(self, expression):
        """The names an expression binds. Without recursion: a sum of 500 terms is nested 500 deep."""
        waiting = [(expression, False)]
        while waiting:
            node, in_comprehension = waiting.pop()
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) and not in_comprehension:
                self.bound.add(node.id)
            inside = ast.iter_child_nodes(node)
            if isinstance(node, ast.NamedExpr):
                self.bound.add(node.target.id)
                inside = [node.value]
            elif isinstance(node, ast.Lambda):
                inside = [node.args]
            in_comprehension = in_comprehension or isinstance(node, _COMPREHENSIONS)
            waiting += [(child, in_comprehension) for child in inside]

    def _definition(self, node):
        self.bound.add(node.name)
        body, node.body = node.body, []
        self.generic_visit(node)
        node.body = body
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _definition

    def visit_ExceptHandler(self, node):
        if node.name:
            self.bound.add(node.name)
        return self.generic_visit(node)

    def _pattern(self, node):
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            self.bound.add(name)
        return self.generic_visit(node)

    visit_MatchAs = visit_MatchStar = visit_MatchMapping = _pattern

    def visit_TypeAlias(self, node):
        self.bound.add(node.name.id)
        return node

    def visit_Import(self, node):
        self.bound.update((a.asname or a.name).split(".")[0] for a in node.names)
        return node

    def visit_ImportFrom(self, node):
        if not self.keep_returns:
            return node
        if node.module == "__future__":
            for alias in node.names:
                self.future_flags |= getattr(__future__, alias.name).compiler_flag
        if node.names[0].name == "*":
            call = ast.parse("__import_star__(%r, %r)" % (node.module, node.level)).body[0]
            return ast.copy_location(call, node)
        self.bound.update(a.asname or a.name for a in node.names)
        return node if node.module != "__future__" else ast.copy_location(ast.Pass(), node)

    def visit_AnnAssign(self, node):
        if not self.keep_returns:
            return node
        target = self.visit(node.target)
        value = self.visit(node.value) if node.value else None
        statements = [ast.Assign(targets=[target], value=value)] if value else []
        if node.simple:
            self.annotated = True
            as_text = self.future_flags & _ANNOTATIONS_AS_TEXT
            noted = ast.Constant(ast.unparse(node.annotation)) if as_text else self.visit(node.annotation)
            place = ast.parse("__annotations__[%r]" % node.target.id, mode="eval").body
            place.ctx = ast.Store()
            statements.append(ast.Assign(targets=[place], value=noted))
        elif not value:
            statements.append(ast.Pass())
        return [ast.fix_missing_locations(ast.copy_location(s, node)) for s in statements]


def _import_star_into(namespace):
    def __import_star__(name, level):
        module = builtins.__import__(name, namespace, namespace, ["*"], level)
        public = getattr(module, "__all__", None)
        for key in public if public is not None else [k for k in vars(module) if not k.startswith("_")]:
            namespace[key] = getattr(module, key)
    return __import_star__
