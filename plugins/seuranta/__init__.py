"""Seuranta: from the exports of social projects to the reports of their funders."""
