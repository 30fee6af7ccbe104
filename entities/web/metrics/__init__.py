"""Figures for Prometheus: of calls, of pages and of runs; never of keys, companies or people."""
