"""Where the frozen `evidence-app` begins."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # before anything else is loaded: worker processes end here
    from evidence_app.cli import main

    sys.exit(main())
