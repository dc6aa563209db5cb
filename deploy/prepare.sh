#!/bin/sh
# Before anything else starts: the database, the pool, the workspace, the three roles and the first user. Rerun: safe.
set -eu
here=$(dirname "$0")

airflow db migrate
airflow pools import "$here/pools.json"
seuranta init

# tallentaja: the state of the own programmes. katselija: reports. ylläpito: running it. Only Admin makes users.
airflow roles create tallentaja katselija ylläpito
airflow roles add-perms tallentaja katselija ylläpito -a can_read -r Website
airflow roles add-perms tallentaja katselija ylläpito -a can_read can_edit -r "My Password" "My Profile"
airflow roles add-perms katselija ylläpito -a can_read -r DAGs "DAG Runs" Assets
airflow roles add-perms katselija ylläpito -a menu_access -r DAGs Assets
airflow roles add-perms ylläpito -a can_edit -r DAGs
airflow roles add-perms ylläpito -a can_create can_edit -r "DAG Runs" "Task Instances"
airflow roles add-perms ylläpito -a can_create -r Assets
airflow roles add-perms ylläpito -a can_read -r "Task Instances" "Task Logs" "DAG Versions" "DAG Warnings" "DAG Dependencies" ImportError Jobs Pools "Audit Logs" "Cluster Activity"
airflow roles add-perms ylläpito -a menu_access -r Browse "DAG Runs" "Task Instances" Jobs "Audit Logs" "Cluster Activity"

# The password comes on standard input, never as an argument.
password=$(cat "${ADMIN_PASSWORD_FILE:-/run/secrets/admin_password}")
printf '%s\n%s\n' "$password" "$password" |
    airflow users create --username admin --firstname Seuranta --lastname Admin --email admin@localhost --role Admin
