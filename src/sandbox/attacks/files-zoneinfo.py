# Tries to read a file as if it were a time zone.
# Expect: ALLOWED: refused
# Plain: without the prelude.
import zoneinfo
for key in ('../../../etc/passwd', '/etc/passwd', 'Europe/Berlin'):
    try:
        zoneinfo.ZoneInfo(key)
        print('REACHED', key)
    except Exception:
        print('refused')
