"""Evidence Desk's core: reads documents into one encrypted file, finds, tags, proves and packs evidence. No Qt."""

__version__: str


def __getattr__(name: str) -> str:
    # Asked of the installed package only when wanted: it takes 40 ms, and every worker process imports this package.
    if name == "__version__":
        from importlib.metadata import version

        return version("evidence-desk")
    raise AttributeError(name)
