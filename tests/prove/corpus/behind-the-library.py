# only the same minor version: what annotations and suggestions say changes
from __future__ import annotations
import ast, typing, dataclasses, contextlib, traceback, difflib, warnings, tokenize, io, collections, copy, enum, functools
x: list[int] | None = None
print(__annotations__, ast.unparse(ast.parse("a = [ 1,2 ]")), ast.get_docstring(ast.parse("'''\n  text\n  '''")))
@dataclasses.dataclass(slots=True, order=True)
class Part:
    number: str
    tags: list[str] = dataclasses.field(default_factory=list, repr=False)
    count: typing.Optional[int] = None
print(Part("A"), Part("A") < Part("B"), typing.get_type_hints(Part), Part.__doc__, dataclasses.replace(Part("A"), count=2))
class Row(typing.NamedTuple):
    a: int
    b: str = "b"
class Kind(typing.TypedDict, total=False):
    a: int
class Shape(enum.Flag):
    ROUND = enum.auto()
    FLAT = enum.auto()
print(Row(1), Kind(a=1), typing.get_type_hints(Row), Shape.ROUND | Shape.FLAT)
@contextlib.contextmanager
def opened():
    yield 1
with opened() as one, contextlib.ExitStack() as stack:
    stack.callback(print, "closed")
    stack.enter_context(contextlib.suppress(KeyError))
    print({}["missing"])
print(list(difflib.unified_diff(["a"], ["b"], lineterm="")), collections.Counter("aab").most_common(1), copy.deepcopy([x]))
print([each.string for each in tokenize.generate_tokens(io.StringIO("a = 1\n").readline)])
try:
    Part("A").nmber
except AttributeError as error:
    print("".join(traceback.format_exception_only(error)))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
print([str(each.message) for each in caught])
@functools.singledispatch
def show(value: object): return "object"
@show.register
def _(value: int): return "int"
print(show(1), show("a"))
