# What Node starts; see zygote.py.

import gc

gc.disable()  # there is nothing to collect while modules are loaded
import kept_code  # noqa: E402

kept_code.load_modules("zygote").main()
