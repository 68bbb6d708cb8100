print({"a", "b", "c"}, {"RELEASED", "größe", 255, 2.675, 1e-7, False, "a b", (None, 2.5)}, frozenset({"id", "name", "x1"}))
print({"id", "part", "context", "print", "RELEASED"}, {None, 1, "None"}, {1.5, "status", (1, "a")}, {*"hello", "world", "x"})
f = lambda s: {"alpha", "beta", "gamma"} | s
print(f({"delta", "epsilon", "zeta"}), f"{ {'q', 'r', 's', 'part'} } {sorted({'b', 'a', 'c'})}", "x" in {"x", "y", "z"})
for status in {"OPEN", "DONE", "HOLD", "TODO"}:
    print(status, end=" ")
s = set()
for n in range(50):
    s.add(f"k{n * 7}")
    if n % 3:
        s.discard(f"k{n}")
print(s, set(context["part"]["tags"]), {tuple(sorted(l.items())) for l in context["lines"]})
import datetime, decimal, fractions, enum
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
print({datetime.date(2026, 1, n) for n in range(1, 9)}, {decimal.Decimal(n) / 3 for n in range(5)}, {Colour.RED, Colour.BLUE}, {b"x", b"y", b"zz"})
print(hash("a"), hash(1.5), hash((1, "a", None)), hash(b"x"), hash(datetime.date(2026, 1, 1)), hash(frozenset("abc")), hash(range(3)))

# A set that is only iterated over is a constant of two elements already; its strings may be known in the process or not.
print({key: len(key) for key in {"RELEASED", "größe"}}, ascii("RELEASED"))
for word in {"lot", "Größe"}:
    print(word, end=" ")
print([pair for pair in {("a", 1), ("b", 2)}], "lot")
