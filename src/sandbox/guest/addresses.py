# --- addresses --------------------------------------------------------------------------------------------------------
#
# id(), hash() of a plain object and the address in a repr become numbers in the order in which objects are first shown.

_shown = {}  # address -> (number, the object or a weak reference to it, whether it is weak)
_loose = {}  # (what is shown before it, address) -> number, for objects that can't be found again; within one line
_FIRST_NUMBER, _FIRST_LOOSE_NUMBER = 0x200000000010, 0x300000000010  # where no system puts anything
_numbers_given = 0


def forget_addresses():
    global _numbers_given
    _numbers_given = 0
    _shown.clear()
    _loose.clear()


def _object_shown_at(address):
    if address in _shown:
        _, reference, is_weak = _shown[address]
        return reference() if is_weak else reference


def number_of(obj):
    global _numbers_given
    address = real_id(obj)
    if _object_shown_at(address) is not obj or address not in _shown:
        try:
            reference, is_weak = weakref.ref(obj), True
        except TypeError:
            reference, is_weak = obj, False
        _shown[address] = _FIRST_NUMBER + 16 * _numbers_given, reference, is_weak
        _numbers_given += 1
    return _shown[address][0]


def _pin_identities(library):
    real_hash, real_getframe = builtins.hash, sys._getframe

    def id(obj):
        if real_getframe(1).f_code.co_filename in library:
            return real_id(obj)  # the library tells objects apart by it, more or less often in each Python
        return number_of(obj)

    def hash(obj):
        if type(obj).__hash__ is object.__hash__ or type(obj) is float and obj != obj:
            return number_of(obj) >> 4
        return real_hash(obj)

    builtins.id, builtins.hash = id, hash


def without_addresses(text):
    """The bytes with every address of an object, as in `<A object at 0x7f…>`, replaced by its number."""
    if b"<" not in text or b" at 0x" not in text and b" @ 0x" not in text and b" with id=" not in text:
        return text
    text = _RECURSION.sub(_replace_recursion, _ADDRESS.sub(_replace_address, text))
    if b"\n" in text:
        _loose.clear()
    return text


_ADDRESS = re.compile(rb"(\S+(?: \S+)?) (at|@) 0x([0-9A-Fa-f]{5,16})(?=[>,;:]| to )")
_RECURSION = re.compile(rb"(<Recursion on \w+) with id=([0-9]{5,20})(?=>)")  # as pprint writes it


def _replace_address(match):
    number = _number_at(int(match[3], 16), match[1])
    return match[0] if number is None else b"%s %s 0x%x" % (match[1], match[2], number)


def _replace_recursion(match):
    number = _number_at(int(match[2]), match[1])
    return match[0] if number is None else b"%s with id=%d" % (match[1], number)


def _number_at(address, shown_before):
    """The number of the object at an address, or None when there can be none."""
    obj = _object_shown_at(address)
    for generation in range(3) if obj is None else ():
        obj = next((each for each in gc.get_objects(generation=generation) if real_id(each) == address), None)
        if obj is not None:
            break
    if obj is not None:
        return number_of(obj)
    if any(-below < address - anchor < above and address % step == 0 for anchor, below, above, step in _ANCHORS):
        key = shown_before.lstrip(b"[({:=,'\""), address
        return _loose.setdefault(key, _FIRST_LOOSE_NUMBER + 16 * len(_loose))
    return None


# Where objects are, how far below and above, and of what their addresses are multiples: small ones, those of the interpreter
# itself, and large ones, in the heap. Some systems put that among low addresses, which an action may print as those of something else.
_ANCHORS = [(real_id(object()), 1 << 36, 1 << 36, 16), (real_id(int), 1 << 24, 1 << 24, 8),
            (real_id(ValidationError), 1 << 24, 1 << 26, 16)]
