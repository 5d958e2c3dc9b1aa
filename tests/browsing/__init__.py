"""The pages in a real browser, where the machine has one."""
