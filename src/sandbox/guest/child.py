# The life of a child of the zygote: it takes one connection, locks itself in, says that it is armed, and runs one action.
#
# What it says goes through functions it took along before it was locked in: by the time that an action has run, anything that
# can be reached by a name may be another.

import ctypes
import gc
import json
import marshal
import mmap
import signal
import struct

import ground
import self_check
import shadow
from host_os import host_os as os
from mirror import HEADER
from walls import die_with_parent, set_memory_limit

REHEARSE = b"r"  # the first byte Node sends, when there is time for it
HEADER_BYTES = HEADER.size
FRAME_HEADER = struct.Struct("<I")
CHALLENGE_BYTES = 16


def be_child(zygote, child):
    """The whole life of a child. Never returns."""
    die_with_parent(zygote.pid)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    connection, _ = zygote.listener._accept()
    if connection != 0:
        os.dup2(connection, 0)
    limits = zygote.limits
    write, read = os.write, os.read
    gc.enable()
    if read(0, 1) == REHEARSE and child.slot is None:  # with a shadow, what is copied now would be copied again
        zygote.rehearse()
    memory = zygote.base_bytes + (limits["memoryMb"] << 20)
    own_ground = ground.stand_on_ground()
    if own_ground:
        memory += own_ground.reserved_bytes
        HEADER.pack_into(child.mirror.memory, 0, own_ground.break_at)
    most = memory + zygote.guest.memory_for_context(limits["contextBytes"]) + zygote.guest.SPARE_BYTES
    attempt_everything = self_check.attempt_everything
    # Made now: to allocate memory for it later would be to use what it shall let go of.
    orders = (ctypes.c_char * mmap.PAGESIZE).from_address(child.mirror.address + child.mirror.orders)
    run_action = prepare_run(zygote, child, write, memory)
    cast_shadow = shadow.caster(child.shelf.fork_theirs) if own_ground and child.slot is not None else int
    armed = json.dumps({"armed": child.serial}).encode()
    gc.freeze()
    zygote.walls.lock_child(limits, most, own_ground, cast_shadow)
    write_frame(write, armed, b"")
    # Here, waiting for the challenge, is where the zygote sets it back to.
    challenge = read(0, CHALLENGE_BYTES)
    if len(challenge) < CHALLENGE_BYTES:
        os._exit(0)  # Node closed the connection
    ground.carry_out(orders)
    HEADER.pack_into(child.mirror.memory, 0, 0)  # the zygote has read where the heap ends: nothing is printed yet
    write(0, challenge)  # before anything of the request is run
    action = read_action(read)
    if action["kind"] == "run":
        run_action(action)
    elif action["kind"] == "check":
        frame(write, {"problems": zygote.guest.check_action(action["code"], "<action %s>" % action["id"])})
    elif action["kind"] == "render":
        text = zygote.guest.render_action(action["id"], action["code"]).encode()
        frame(write, {"outputBytes": len(text)}, text)
    elif action["kind"] == "read":
        read_log_file(zygote, action["code"], write)
    elif action["kind"] == "compile":
        code = compiled(zygote.guest, action)
        frame(write, {"outputBytes": len(code)}, code)
    elif action["kind"] == "self-check":
        frame(write, {"reached": attempt_everything()})
    read(0, 1)  # until the connection is closed or the zygote puts everything back
    os._exit(0)


def read_log_file(zygote, text, write):
    try:
        actions = json.dumps(zygote.guest.read_actions(text)).encode()
        frame(write, {"outputBytes": len(actions)}, actions)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        frame(write, {"problem": zygote.guest.error_text(error)[:1000]})


def prepare_run(zygote, child, write, memory):
    """Does beforehand what it can for the run of an action, and gives what runs it and writes what came of it."""
    limits, mirror, pack, length, guest = zygote.limits, child.mirror.memory, HEADER.pack_into, len, zygote.guest
    encode_result = guest.encode_result
    has_limits = "limits" in zygote.walls.names
    size = 0

    def keep(piece):
        nonlocal size
        begin = HEADER_BYTES + size
        mirror[begin:begin + length(piece)] = piece
        size += length(piece)
        pack(mirror, 0, size)

    stage = guest.Stage(guest.Output(limits["outputBytes"], keep))

    def run(action):
        if has_limits:
            set_memory_limit(memory + guest.memory_for_context(length(action["context"])) + guest.SPARE_BYTES)
        give_spare_memory = guest.spare_memory(mmap)
        result = guest.run_action(action, limits, zygote.pins, stage, give_spare_memory)
        result["outputBytes"] = length(stage.output.written)
        write_frame(write, encode_result(result), bytes(stage.output.written))

    return run


def read_action(read):
    """One request: the length of its JSON header, the header, then the action's code and context as they are.
    The code is Python, or what a child of ours has compiled it to."""
    data = read_until(read, b"", 4)
    at = 4 + FRAME_HEADER.unpack_from(data)[0]
    data = read_until(read, data, at)
    action = json.loads(data[4:at])
    code_end = at + action["codeBytes"]
    end = code_end + action["contextBytes"]
    data = read_until(read, data, end)
    if action.get("isCompiled"):
        action["compiled"] = marshal.loads(data[at:code_end])
    else:
        action["code"] = data[at:code_end].decode()
    action["context"] = data[code_end:end]
    return action


def compiled(guest, action):
    """The code object as bytes, made by a child that runs none of it. Empty when it does not compile, or when the elements of
    a set in it come back from the bytes in another order, which is the same every time."""
    try:
        code = guest.compile_action(action["code"], "<action %s>" % action["id"])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return b""
    data = marshal.dumps(code)
    return data if orders_of_sets(code) == orders_of_sets(marshal.loads(data)) else b""


def orders_of_sets(constant):
    """The elements, one after the other, of all sets among the constants of a code object."""
    if type(constant) is frozenset:
        return [repr(element) for element in constant]
    parts = constant if type(constant) is tuple else getattr(constant, "co_consts", ())
    return [order for part in parts for order in orders_of_sets(part)]


def read_until(read, data, size):
    """`data` and what follows it, at least `size` bytes. A request mostly arrives in one piece."""
    if len(data) >= size:
        return data
    pieces, missing = [data], size - len(data)
    while missing > 0:
        piece = read(0, max(1 << 16, min(missing, 1 << 20)))
        if not piece:
            os._exit(0)  # Node closed the connection: nobody waits for this child
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def frame(write, message, attachment=b""):
    write_frame(write, json.dumps(message).encode(), attachment)


def write_frame(write, body, attachment):
    data = memoryview(FRAME_HEADER.pack(len(body)) + body + attachment)
    while data:
        data = data[write(0, data):]
