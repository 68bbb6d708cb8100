import hashlib, hmac, weakref
print(hashlib.sha256(), hashlib.sha256() is None)
print(repr(hashlib.md5(b"x")).split(" object")[0])
class A:
    pass
a = A()
print(repr(weakref.proxy(a)).split(" at ")[0], str(weakref.ref(a)))
nan = float("nan")
print(hash(nan) == hash(nan))
