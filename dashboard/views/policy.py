"""What if we changed the rules?"""

from dashboard import page

version = page.header("What if we changed the rules?")
