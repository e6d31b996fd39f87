"""Tables for a terminal."""

from __future__ import annotations


class Table:
    """The first column is words, the others are figures."""

    def __init__(self, *heads: str) -> None:
        self._rows: list[tuple[str, ...]] = [heads]

    def add(self, *cells: str) -> None:
        self._rows.append(cells)

    def show(self, title: str, *notes: str) -> None:
        widths = [max(len(row[column]) for row in self._rows) for column in range(len(self._rows[0]))]
        print(f"\n{title}\n")
        for index, row in enumerate(self._rows):
            cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]
            print("  " + "  ".join(cells).rstrip())
            if index == 0:
                print("  " + "  ".join("-" * width for width in widths))
        print()
        for note in notes:
            print(f"  {note}")
        print(flush=True)
