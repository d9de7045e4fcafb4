"""Run by the frozen programs before Qt's start hook: a worker process begins its work here, and never loads Qt."""

import multiprocessing

multiprocessing.freeze_support()
