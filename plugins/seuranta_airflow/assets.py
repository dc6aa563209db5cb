"""The assets that DAGs hand over by. An event says that something changed; what changed, the ledger of receipts says.

No event carries more than a count: file names can name people.
"""

from __future__ import annotations

from airflow.sdk import Asset, AssetWatcher

from seuranta_airflow.drop_folder_watch import DropFolderWatch

DROP_FOLDER = Asset("drop_folder", uri="seuranta://drop", watchers=[AssetWatcher("drop_folder_watch", trigger=DropFolderWatch())])
LAKE = Asset("lake", uri="seuranta://lake")
OWN_WORDS = Asset("own_words", uri="seuranta://narratives")
WAREHOUSE = Asset("warehouse", uri="seuranta://warehouse")
REPORTS = Asset("reports", uri="seuranta://reports")
