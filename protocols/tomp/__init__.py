"""TOMP: how MaaS platforms plan, book and show tickets (github.com/TOMP-WG/TOMP-API)."""
