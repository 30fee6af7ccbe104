"""Forms made of declarations: what stands in them, what comes back, and what that means.

A form carries what it was filled with, sealed. A field counts as edited only where its text or its
state differs from that, so what nobody touched is never sent back as a change.
"""
