"""Large type by address: which page is an elder page, and the same page in the other size."""

from django.urls import get_script_prefix

#: 大字: every page also stands below this prefix; in English below /da/en/.
ELDER_PREFIX = "/da/"


def is_elder() -> bool:
    """Say whether this page is shown in large type."""
    return get_script_prefix() == ELDER_PREFIX


def in_other_size(path: str) -> str:
    """Give the address of the same page in the other size; `path` is this page's, with its query."""
    return path[len(ELDER_PREFIX) - 1 :] if is_elder() else ELDER_PREFIX[:-1] + path
