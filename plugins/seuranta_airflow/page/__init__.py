"""The page "Seuranta" in Airflow: routes, who may see what, and how it looks. What it shows is gathered by the package."""
