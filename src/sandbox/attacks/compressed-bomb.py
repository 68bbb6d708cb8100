# Tries to unpack 10 GB from 10 MB.
# Expect: OUT_OF_MEMORY or TIMED_OUT
# Plain: without the prelude.
import zlib
z = zlib.compressobj(9, wbits=-15)
megabyte = z.compress(bytes(1 << 20)) + z.flush(zlib.Z_FULL_FLUSH)
print(len(zlib.decompress(megabyte * 10_000 + z.flush(), wbits=-15)))
