# only the same minor version: each has other modules
import sys
print(sorted(sys.modules))
print([name for name, module in sorted(sys.modules.items()) if "site-packages" in str(vars(module).get("__file__"))])
print(sorted(vars(sys.modules["builtins"])))
print({name: str(getattr(module, "__spec__", None)) for name, module in sorted(sys.modules.items())})
print(sys.flags)
