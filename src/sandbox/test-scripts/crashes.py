import sys
sys.setrecursionlimit(10**9)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + 'x')


f = type(lambda: None)
code = (lambda: 0).__code__
f(code.replace(co_code=b'\x64\xff' * 50 + b'\x53\x00', co_consts=()), {})()
