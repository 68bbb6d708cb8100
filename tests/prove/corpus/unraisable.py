# only the same minor version: how an ignored exception is told (3.14)
class Bad:
    def __del__(self):
        raise ValueError("in del")
Bad()
import sys, warnings
print("after")
warnings.warn("not shown")
async def never():
    pass
never()
try:
    1 / 0
except ZeroDivisionError:
    sys.excepthook(*sys.exc_info())
class Message(ValidationError):
    def __str__(self):
        print("asked for the text")
        import builtins
        builtins.str = None
        return super().__str__() + "!"
raise Message("own")
