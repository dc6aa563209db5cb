"""What belongs to Airflow: the assets that DAGs hand over by, and the watch over the drop folder."""
