"""The pages that letters about travellers' accounts lead to, whatever app they are used in."""
