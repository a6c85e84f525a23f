"""What intensity means, and what it does not."""

# Joshua S. Goldstein, "A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict
# Resolution 36 (1992), pp. 369-385; carried over to CAMEO's codes by its authors.
CAVEAT = (
    "Intensity after Goldstein (1992): what experts thought of single kinds of acts, from -10 to "
    "+10. Sums grow with the attention of the press; cooperation does not make up for conflict."
)
