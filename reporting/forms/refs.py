"""The names of concrete nodes: "/data/giong[a1]/loai"."""

from __future__ import annotations

Ref = str


def nodeset_of(ref: Ref) -> str:
    """ "/data/giong[a1]/loai" -> "/data/giong/loai"; the mark of a repeat's end goes too."""
    if "[" not in ref:
        return ref.partition("#")[0]
    pieces = ref.partition("#")[0].split("[")
    return pieces[0] + "".join(piece.partition("]")[2] for piece in pieces[1:])


def shared_steps(one: Ref, other: Ref) -> int:
    """How much of their way two nodes have in common."""
    shared = 0
    for mine, theirs in zip(one.split("/"), other.split("/"), strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared
