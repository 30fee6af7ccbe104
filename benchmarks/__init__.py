"""How quick the pages are, beside the same reads without the dashboard: `make bench`.

Everything is measured in one process, on an embedded engine of its own with the demo data. To add a
measurement, write a module that returns `Row`s and name it in `__main__`.
"""
