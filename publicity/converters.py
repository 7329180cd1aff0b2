"""Region codes in addresses: up to 12 digits, padded with zeros on the right."""


class RegionCodeConverter:
    """Reads `2101` and `210100000000` as the same region; writes 12 digits."""

    regex = "[0-9]{2,12}"

    def to_python(self, value: str) -> int:
        """Pad to 12 digits."""
        return int(value.ljust(12, "0"))

    def to_url(self, value: int) -> str:
        """Write 12 digits."""
        return f"{value:012d}"
