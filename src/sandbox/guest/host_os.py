# The `os` of the zygote and the walls: the guest denies the functions of the original to actions.

import os
import types

host_os = types.ModuleType("os")
host_os.__dict__.update(os.__dict__)
