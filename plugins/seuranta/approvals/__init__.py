"""A person's word on a report: who is asked, about what, until when, and what becomes of the answer."""
