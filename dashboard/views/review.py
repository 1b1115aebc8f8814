"""Can I sign this?"""

from dashboard import page

version = page.header("Can I sign this?")
