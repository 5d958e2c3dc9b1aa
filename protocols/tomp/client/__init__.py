"""TOMP from the other side: this server as the buyer of another operator."""
