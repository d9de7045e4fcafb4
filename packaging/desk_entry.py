"""Where the frozen `evidence-desk` begins."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # before anything else is loaded: worker processes end here
    from ui.__main__ import main

    sys.exit(main())
