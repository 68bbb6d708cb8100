import sys

if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    sys.path[:1] = []  # the folder of this file: a json.py that lies there is not Python's
