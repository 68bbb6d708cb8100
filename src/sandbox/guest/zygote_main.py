# What Node starts. The modules of the sandbox are compiled once, not at each start: Python keeps that of what is imported.

import gc
import sys

gc.disable()
sys.dont_write_bytecode = False
import zygote  # noqa: E402

sys.dont_write_bytecode = True
zygote.main()
