try:
    print("a")
    for n in range(9):
        with __import__("contextlib").suppress(KeyError):
            if n == 3:
                return n
finally:
    print("finally")
#%%
def f():
    return [lambda: x for x in range(3)][0]()
print(f())
class A:
    def m(self): return __class__
print(A().m(), A.__qualname__, f.__qualname__, (lambda: 0).__qualname__)
while True:
    if f() == 2:
        return
    break
#%%
"""The docstring of the module."""
print(__doc__)
x: int = 3
y: "str"
z: undefined_later = 4 if False else 5
return
#%%
from __future__ import annotations
a: Undefined = 1
print(a, __annotations__)
from cmath import *
print(abs(pi), [n for n in range(3) if (last := n)], last)
del a
try:
    a
except NameError as error:
    print(error)
for i, (j, *k) in enumerate([(1, 2, 3)]):
    pass
print(i, j, k, sorted(n for n in globals() if not n.startswith("_"))[:12])
exec("q = 1")
print(q, locals() is globals())
if q: return
