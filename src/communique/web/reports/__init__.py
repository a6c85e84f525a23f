"""What several pages tell of reports: accounts, copies folded, kin, quotes to be cited."""
