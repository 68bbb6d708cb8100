# Compiling takes a third of the time in which a zygote gets ready. What was compiled is kept beside the source, as Python itself
# does for modules, where that can be written to.

import importlib.util
import marshal
import os
import sys


def compile_once(text, filename, folder):
    """The code object of a text. `folder`: where it may be kept for the next time; it is as trusted as the source."""
    kept_in = os.path.join(folder, "%s.%s.code" % (filename.strip("<>"), sys.implementation.cache_tag))
    made_from = (importlib.util.MAGIC_NUMBER, text)
    try:
        with open(kept_in, "rb") as file:
            *known, code = marshal.load(file)
        if tuple(known) == made_from:
            return code
    except (OSError, ValueError, EOFError, TypeError):
        pass  # there is none, or no whole one
    code = compile(text, filename, "exec")
    _keep(marshal.dumps((*made_from, code)), kept_in)
    return code


def _keep(data, path):
    aside = "%s.%d" % (path, os.getpid())
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(aside, "xb") as file:
            file.write(data)
        os.replace(aside, path)  # whole or not at all: another zygote may be reading
    except OSError:  # a folder that can't be written to, a full disk
        try:
            os.unlink(aside)
        except OSError:
            pass
