import weakref, pprint, copy, functools
class Thing:
    def __del__(self):
        print("gone", self.name)
    def __init__(self, name):
        self.name = name
a, b = Thing("a"), Thing("b")
print(a, b)
print([a, b], {"k": a}, id(a) != id(b), hex(id(a)) in repr(a), hash(a) == hash(a))
print(id(a), id(b), id(a), id([]), hash(a))
print(Thing, Thing.__init__, a.__init__, functools.partial(print, a), weakref.ref(b), object(), (n for n in a.name), lambda: 0)
for n in range(5):
    temporary = Thing(str(n))
    print(temporary)
del a, temporary
print("deleted")
loop = [1]
loop.append(loop)
print(loop)
pprint.pprint({"x": [Thing("p")], "y": copy.copy(b)})
cycle = Thing("cycle")
cycle.me = cycle
del cycle
made = [[] for n in range(5000)]
print(len(made), "end", " at 0x4000, <at 0x7>, <reg at 0x12345678>, <reg at 0xE000E010>")
raise ValueError(b)
#%%
import pprint
class Own:
    def __repr__(self):
        return f"<Own at {id(self):#x}>"
print(Own(), Own())
loop = {"a": [1]}
loop["a"].append(loop)
pprint.pprint(loop)
def outer(x):
    def inner(): return x
    return inner
print(outer(1).__closure__, outer(Own).__closure__, memoryview(b"x"), iter([]), outer(1).__code__)
