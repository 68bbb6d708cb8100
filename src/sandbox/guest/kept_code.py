# Compiling takes a third of the time in which a zygote gets ready. What was compiled is kept beside the source, where that can be
# written to: as Python does for modules, but never by halves, and only for the very text it was made from.

import builtins
import importlib.util
import marshal
import os
import sys
import types

FOLDER = os.path.dirname(os.path.abspath(__file__))
GUEST = "guest doors facts addresses versions pins top_level action_text check".split()  # one module, in this order
# In the order in which they need each other.
MODULES = "host_os mirror seccomp ground shadow shelf pages walls renewal self_check child zygote".split()


def load_modules(last):
    """Puts the modules up to `last` where `import` finds them, and gives that one. Their built-in functions are their own: an
    action can put something else in the place of those it has."""
    own_builtins = dict(builtins.__dict__)
    for name in MODULES[:MODULES.index(last) + 1]:
        path = os.path.join(FOLDER, name + ".py")
        module = types.ModuleType(name)
        module.__file__ = path
        module.__builtins__ = own_builtins
        sys.modules[name] = module
        exec(_compiled(_text_of(name), path), module.__dict__)
    return sys.modules[last]


def load_guest():
    """The guest: several files that are one module, at the same lines as in a log file."""
    guest = types.ModuleType("guest")
    exec(_compiled("\n\n".join(map(_text_of, GUEST)), "<guest>"), guest.__dict__)
    return guest


def _text_of(name):
    with open(os.path.join(FOLDER, name + ".py"), encoding="utf-8") as file:
        return file.read()


def _compiled(text, filename):
    name = os.path.basename(filename).strip("<>").replace(".py", "_py")
    kept_in = os.path.join(FOLDER, "__pycache__", "%s.%s.code" % (name, sys.implementation.cache_tag))
    made_from = (importlib.util.MAGIC_NUMBER, filename, text)
    try:
        with open(kept_in, "rb") as file:
            *known, code = marshal.load(file)
        if tuple(known) == made_from:
            return code
    except Exception:
        pass  # there is none, or no whole one
    code = compile(text, filename, "exec", dont_inherit=True)
    _keep(marshal.dumps((*made_from, code)), kept_in)
    return code


def _keep(data, path):
    aside = "%s.%s" % (path, os.urandom(8).hex())
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(aside, "xb") as file:
                file.write(data)  # all of it, or it raises
            os.replace(aside, path)
        except OSError:
            os.unlink(aside)
    except OSError:
        pass  # a folder that can't be written to, a full disk


if __name__ == "__main__":  # compiles everything beforehand
    load_modules("zygote")
    load_guest()
