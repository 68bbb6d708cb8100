# --- what changed from one Python to the next, and can be undone ---------------------------------------------------------

def _pin_ways_of(version):
    """At the desk: the ways of the Python that made the log, where they are not those of this one."""
    re.error.__name__ = re.error.__qualname__ = "PatternError" if version >= (3, 13) else "error"
    as_from_312, as_from_314 = version >= (3, 12), version >= (3, 14)
    # Python 3.12 began to round the sum of floats once, not at each addition; 3.14 so that of floats with integers, and of complex numbers.
    if (as_from_312, as_from_314) != (PYTHON_HERE >= (3, 12), PYTHON_HERE >= (3, 14)):
        builtins.sum = _sum_as_from_314 if as_from_314 else _sum_as_from_312 if as_from_312 else _sum_as_before_312
        builtins.sum.__name__ = builtins.sum.__qualname__ = "sum"
    if as_from_312 != (PYTHON_HERE >= (3, 12)):
        import collections
        set_in_builtin(collections.OrderedDict, "__repr__", _repr_as_from_312 if as_from_312 else _repr_as_before_312)


def _repr_as_before_312(self):
    return _repr_of_ordered(self, lambda: list(self.items()))


def _repr_as_from_312(self):
    return _repr_of_ordered(self, lambda: dict(self.items()))


def _repr_of_ordered(self, content):
    if not self:
        return "%s()" % type(self).__name__
    if any(self is other for other in _in_repr):
        return "..."
    _in_repr.append(self)
    try:
        return "%s(%r)" % (type(self).__name__, content())
    finally:
        _in_repr.pop()


_in_repr = []  # the OrderedDicts around the one that is shown


_sum = sum


def _sum_as_before_312(iterable, /, start=0):
    if isinstance(start, (str, bytes, bytearray)):
        return _sum(iterable, start)  # raises its own error
    total = start
    for item in iterable:
        total = total + item
    return total


def _sum_as_from_312(iterable, /, start=0):
    if isinstance(start, (str, bytes, bytearray)):
        return _sum(iterable, start)
    total, lost = start, 0.0
    for item in iterable:
        if type(total) is float and type(item) is float:
            total, lost = _add(total, lost, item)
            continue
        if lost and not (type(total) is float and isinstance(item, int)):
            total, lost = _with_lost(total, lost), 0.0
        total = total + item
    return _with_lost(total, lost)


def _sum_as_from_314(iterable, /, start=0):
    if isinstance(start, (str, bytes, bytearray)):
        return _sum(iterable, start)
    total, lost, lost_imag = start, 0.0, 0.0
    for item in iterable:
        kind = type(total)
        if kind is float and (type(item) is float or isinstance(item, int)):
            total, lost = _add(total, lost, float(item))
        elif kind is complex and (type(item) is complex or isinstance(item, (float, int))):
            real, lost = _add(total.real, lost, float(item.real))
            imag = total.imag + 0.0
            if type(item) is complex:
                imag, lost_imag = _add(total.imag, lost_imag, item.imag)
            total = complex(real, imag)
        else:
            total, lost, lost_imag = _settled(total, lost, lost_imag) + item, 0.0, 0.0
    return _settled(total, lost, lost_imag)


def _settled(total, lost, lost_imag):
    if type(total) is complex:
        return complex(_with_lost(total.real, lost), _with_lost(total.imag, lost_imag))
    return _with_lost(total, lost)


def _add(total, lost, item):
    """The sum, and what rounding has lost of it so far."""
    new = total + item
    return new, lost + (total - new + item if abs(total) >= abs(item) else item - new + total)


def _with_lost(total, lost):
    import math
    return total + lost if lost and math.isfinite(lost) else total
