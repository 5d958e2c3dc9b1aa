"""The API description of this face: what each operation takes, answers and refuses."""
