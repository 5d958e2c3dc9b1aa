"""API descriptions as documents: what a partner could trip over when one takes another's place."""
