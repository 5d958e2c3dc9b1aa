"""python -m demo.cards PORT"""

import sys

from demo.cards.server import Provider

if __name__ == "__main__":
    Provider(int(sys.argv[1])).serve_forever()
