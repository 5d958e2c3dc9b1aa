"""The buyer's door: where the operators that we buy of tell us of changes (TOMP, MaaS provider)."""
