"""The sectors of actors."""

# PLOVER's actor codes with its later additions, and MED as older files write news media.
SECTORS = frozenset({
    "GOV", "MIL", "JUD", "LEG", "SPY", "COP", "ELI", "REB", "PRM", "UAF", "CVL", "BUS", "LAB",
    "AGR", "EDU", "MED", "JRN", "REL", "PTY", "OPP", "IGO", "NGO", "SOC", "CRM", "REF", "PRE",
})  # fmt: skip
