try:
    {}[[]]
except TypeError as error:
    print("caught:", error)
try:
    max([])
except ValueError as error:
    print("caught:", repr(error))
class Abstract(__import__("abc").ABC):
    @__import__("abc").abstractmethod
    def run(self): ...
Abstract()
#%%
import json
try:
    json.loads("[1,]")
except ValueError as error:
    raise ValidationError("The list can't be read: %s" % error)
