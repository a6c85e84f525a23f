"""The sectors of actors."""

# PLOVER's actor codes with its later additions; MED is medicine, JRN are the news media.
SECTORS = frozenset({
    "GOV", "MIL", "JUD", "LEG", "SPY", "COP", "ELI", "REB", "PRM", "UAF", "CVL", "BUS", "LAB",
    "AGR", "EDU", "MED", "JRN", "REL", "PTY", "OPP", "IGO", "NGO", "SOC", "CRM", "REF", "PRE",
})  # fmt: skip
NEWS_MEDIA = "JRN"
