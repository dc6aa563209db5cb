#!/bin/sh
# Before anything else starts: the database, the pool, the workspace, the roles and the first user. Rerun: safe.
set -eu
here=$(dirname "$0")

airflow db migrate
airflow pools import "$here/pools.json"
seuranta init
python "$here/make_roles.py"

# The password comes on standard input, never as an argument.
password=$(cat "${ADMIN_PASSWORD_FILE:-/run/secrets/admin_password}")
printf '%s\n%s\n' "$password" "$password" |
    airflow users create --username admin --firstname Seuranta --lastname Admin --email admin@localhost --role Admin
