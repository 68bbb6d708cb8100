# The real modules of the interpreter, found as anybody could find them: the guest has replaced functions of the others.
def real(name):
    kinds, seen = [object], set()
    for kind in kinds:
        fresh = [c for c in type.__subclasses__(kind) if c not in seen]
        seen.update(fresh)
        kinds += fresh
    loader = next(c for c in kinds if c.__name__ == 'BuiltinImporter')
    imp = loader.create_module.__globals__['_imp']
    module = imp.create_builtin(type('Spec', (), {'name': name, 'loader': None, 'origin': 'built-in', 'parent': ''})())
    imp.exec_builtin(module)
    return module
