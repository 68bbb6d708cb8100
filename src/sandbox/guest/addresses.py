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
    _alike.clear()


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
        code = real_getframe(1).f_code
        # The library tells objects apart by it, more or less often in each Python; but pprint sorts by it what can't be compared.
        if code.co_filename in library and not (code.co_name == "__lt__" and code.co_filename.endswith("pprint.py")):
            return real_id(obj)
        return number_of(obj)

    def hash(obj):
        kind = type(obj)
        is_nan = kind in (float, complex) and obj != obj or kind.__module__ == "decimal" and hasattr(kind, "is_qnan") and obj.is_qnan()
        if kind.__hash__ is object.__hash__ or is_nan:
            return number_of(obj) >> 4
        return real_hash(obj)

    builtins.id, builtins.hash = named("id", id), named("hash", hash)


def without_addresses(text):
    """The bytes with every address of an object, as in `<A object at 0x7f…>`, replaced by its number."""
    if b"<" not in text or b" at 0x" not in text and b" @ 0x" not in text and b" with id=" not in text:
        return text
    addresses = {int(match[2], 16) for match in _ADDRESS.finditer(text)}
    addresses.update(int(match[2]) for match in _RECURSION.finditer(text))
    objects = _objects_at(addresses)
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        shown_before = _words_before(text, end, match.start())
        if shown_before:
            number = _number_at(int(match[2], 16), shown_before, objects)
            pieces += text[end:match.start()], match[0] if number is None else b" %s 0x%x" % (match[1], number)
            end = match.end()
    text = b"".join(pieces) + text[end:]
    text = _RECURSION.sub(lambda match: _replace_recursion(match, objects), text)
    if b"\n" in text:
        _loose.clear()
    return text


# What an action prints may be long, and these are looked for in all of it: neither of them goes back over what it has seen.
_ADDRESS = re.compile(rb" (at|@) 0x([0-9A-Fa-f]{5,16})(?=[>,;:]| to )")
_RECURSION = re.compile(rb"(<Recursion on \w+) with id=([0-9]{5,20})(?=>)")  # as pprint writes it


def _words_before(text, begin, end):
    """The last two words before `end`, if one space is between them, or the last one; none where there is a space."""
    second = _last_word(text, begin, end)
    if begin < second < end and text[second - 1:second] == b" ":
        first = _last_word(text, begin, second - 1)
        return text[first if first < second - 1 else second:end]
    return text[second:end]


def _last_word(text, begin, end):
    return max(text.rfind(space, begin, end) for space in _SPACES) + 1 or begin


_SPACES = [b" ", b"\t", b"\n", b"\r", b"\f", b"\v"]


def _replace_recursion(match, objects):
    number = _number_at(int(match[2]), match[1], objects)
    return match[0] if number is None else b"%s with id=%d" % (match[1], number)


def _objects_at(addresses):
    """The objects at these addresses that were not shown before, as far as they can be found; all in one go, as there may be many."""
    unknown = {_hash_at(address): address for address in addresses if _object_shown_at(address) is None}
    found = {address: _alike[address]() for address in unknown.values() if address in _alike}
    found = {address: obj for address, obj in found.items() if obj is not None}
    missing = {key for key, address in unknown.items() if address not in found}
    for generation in range(3):
        if missing:
            objects = gc.get_objects(generation=generation)
            here = [each for each in objects if _plain_hash(each) in missing]
            found.update((real_id(each), each) for each in here)
            missing.difference_update(map(_plain_hash, here))
            if len(objects) > _MANY:
                _remember_alike({real_id(type(each)) for each in here}, objects)
    return found


# Of many objects that are shown one by one each would be looked for among all of them; so the first one that is found remembers its like.
_alike = {}  # address -> a weak reference to what was there
_MANY = 200


def _remember_alike(kinds, objects):
    for each in objects:
        if real_id(type(each)) in kinds:
            try:
                _alike[real_id(each)] = weakref.ref(each)
            except TypeError:
                kinds.discard(real_id(type(each)))


_plain_hash = object.__hash__  # of an address; id() is announced to whoever watches what is done (`sys.addaudithook`), which takes ten times as long


def _hash_at(address):
    """The address, turned by four bits."""
    bits = sys.maxsize.bit_length() + 1
    number = (address >> 4 | address << bits - 4) & (1 << bits) - 1
    number -= number >> bits - 1 << bits
    return -2 if number == -1 else number


if _hash_at(real_id(ValidationError)) != _plain_hash(ValidationError):  # a Python that hashes in another way
    _plain_hash = _hash_at = lambda address_or_object: address_or_object if type(address_or_object) is int else real_id(address_or_object)


def _number_at(address, shown_before, objects):
    """The number of the object at an address, or None when there can be none."""
    obj = _object_shown_at(address)
    if obj is None:
        obj = objects.get(address)
    if obj is not None:
        return number_of(obj)
    if address in _LOW_ADDRESSES or any(-below < address - anchor < above and address % step == 0 for anchor, below, above, step in _ANCHORS):
        key = shown_before.lstrip(b"[({:=,'\""), address
        return _loose.setdefault(key, _FIRST_LOOSE_NUMBER + 16 * len(_loose))
    return None


# Where objects are, how far below and above, and of what their addresses are multiples: small ones, those of the interpreter
# itself, and large ones, in the heap. Some Pythons have these among low addresses, which an action may print as those of something else,
# a device's: there only what is known to be at an address counts.
_ANCHORS = [anchor for anchor in [(real_id(object()), 1 << 36, 1 << 36, 16), (real_id(int), 1 << 24, 1 << 24, 8),
                                  (real_id(ValidationError), 1 << 24, 1 << 26, 16)] if anchor[0] >> 32]


def _low_addresses():
    known, kinds = {real_id(each) for each in (None, True, False, ..., NotImplemented, (), b"", "")}, [object]
    for kind in kinds:
        known.add(real_id(kind))
        kinds += [each for each in type.__subclasses__(kind) if real_id(each) not in known]
    return {address for address in known if not address >> 32}


_LOW_ADDRESSES = frozenset() if real_id(int) >> 32 else frozenset(_low_addresses())
if not real_id(0) >> 32:  # small numbers, letters and names that Python itself has, from 3.11 on one behind the other
    _ANCHORS.append((real_id(0), 1 << 13, 1 << 17, 8))
