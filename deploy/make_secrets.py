"""Makes ``deploy/secrets/`` for docker-compose.yml: one file for each secret. Rerun: keeps what is there.

Standard library only, so that it runs before anything is installed. The folder is its owner's alone; the files in it
must be readable in the containers, which run under a user of their own.
"""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "secrets"


def main() -> None:
    """Passwords first, then the addresses that hold them."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    postgres = keep("postgres_password", secrets.token_urlsafe(32))
    redis = keep("redis_password", secrets.token_urlsafe(32))
    keep("admin_password", secrets.token_urlsafe(16))
    keep("api_secret_key", secrets.token_hex(64))
    keep("jwt_secret", secrets.token_hex(64))
    keep("seuranta_key", secrets.token_hex(32))
    keep("fernet_key", base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    keep("sql_alchemy_conn", f"postgresql+psycopg2://airflow:{postgres}@postgres/airflow")
    keep("result_backend", f"db+postgresql://airflow:{postgres}@postgres/airflow")
    keep("broker_url", f"redis://:{redis}@redis:6379/0")


def keep(name: str, value: str) -> str:
    """The secret that is there; ``value`` becomes it where none is."""
    path = FOLDER / name
    if not path.exists():
        path.write_text(value, encoding="ascii")
    return path.read_text(encoding="ascii")


if __name__ == "__main__":
    main()
