# only the same minor version: Python 3.13 takes the indentation out of docstrings
def f():
    """First
        second
    """
print(repr(f.__doc__))
