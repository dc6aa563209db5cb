"""Airflow's settings as they come out of Airflow itself, not as we wrote them (privacy.md 6)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from airflow_settings import HARDENED_SETTINGS, POOLS, airflow_environment, read_env_file

HARDENED = {
    ("core", "load_examples"): "False",
    ("core", "dagbag_import_error_tracebacks"): "False",
    ("core", "hide_sensitive_var_conn_fields"): "True",
    ("core", "test_connection"): "Disabled",
    ("core", "daemon_umask"): "0o077",
    ("core", "xcom_backend"): "airflow.sdk.execution_time.xcom.BaseXCom",
    ("core", "allowed_deserialization_classes"): "airflow.sdk.*",
    ("core", "allowed_deserialization_classes_regexp"): "",
    ("core", "allow_double_dot_in_ids"): "False",
    ("core", "dag_run_conf_overrides_params"): "False",
    ("core", "parallelism"): "4",
    ("core", "default_pool_task_slot_count"): "4",
    ("core", "simple_auth_manager_all_admins"): "False",
    ("api", "expose_config"): "False",
    ("api", "expose_stacktrace"): "False",
    ("api", "enable_swagger_ui"): "False",
    ("api", "host"): "127.0.0.1",
    ("api", "access_control_allow_origins"): "",
    ("api", "access_control_allow_methods"): "",
    ("api", "access_control_allow_headers"): "",
    ("api_auth", "jwt_expiration_time"): "28800",
    ("fab", "session_lifetime_minutes"): "480",
    ("fab", "auth_rate_limited"): "True",
    ("fab", "expose_hostname"): "False",
    ("fab", "enable_proxy_fix"): "False",
    ("scheduler", "enable_health_check"): "False",
    ("logging", "file_task_handler_new_folder_permissions"): "0o700",
    ("logging", "file_task_handler_new_file_permissions"): "0o600",
    ("logging", "remote_logging"): "False",
}


@pytest.mark.parametrize(("section", "name"), sorted(HARDENED))
def test_a_setting_is_what_the_hardened_list_says(section: str, name: str) -> None:
    from airflow.configuration import conf

    assert conf.get(section, name) == HARDENED[section, name]


def test_nothing_that_airflow_could_send_elsewhere_is_switched_on() -> None:
    from airflow.configuration import conf

    senders = {("metrics", "statsd_on"), ("metrics", "otel_on"), ("traces", "otel_on"), ("sentry", "sentry_on"), ("logging", "remote_logging")}
    assert {sender for sender in senders if conf.getboolean(*sender, fallback=False)} == set()


def test_what_passes_between_tasks_is_never_pickled() -> None:
    from airflow.configuration import conf

    for section, options in conf.configuration_description.items():
        on = [name for name in options["options"] if "pickl" in name and conf.getboolean(section, name, fallback=False)]
        assert on == [], section
    assert conf.get("core", "xcom_backend") == "airflow.sdk.execution_time.xcom.BaseXCom"


def test_the_warehouse_has_one_writer() -> None:
    pools = json.loads(POOLS.read_text(encoding="utf-8"))
    assert {name: (pool["slots"], pool["include_deferred"]) for name, pool in pools.items()} == {"warehouse": (1, False)}


def test_every_setting_is_one_that_airflow_knows() -> None:
    from airflow.configuration import conf

    settings = read_env_file(HARDENED_SETTINGS)
    assert len(settings) > 10
    known = conf.configuration_description
    unknown = []
    for setting in settings:
        _, section, name = setting.split("__")
        if name.lower() not in (known.get(section.lower()) or {"options": {}})["options"]:
            unknown.append(setting)
    assert unknown == [], "Airflow would not read them: look for their new names in its configuration reference"


def test_secrets_are_made_once_and_are_for_their_owner_alone(tmp_path: Path) -> None:
    first = airflow_environment(tmp_path / "airflow", tmp_path / "workspace", 8080)
    second = airflow_environment(tmp_path / "airflow", tmp_path / "workspace", 8081)
    other = airflow_environment(tmp_path / "other", tmp_path / "workspace", 8080)
    name = "AIRFLOW__API_AUTH__JWT_SECRET"
    assert first[name] == second[name] != other[name]
    assert len(bytes.fromhex(first[name])) == 64
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "airflow" / "secrets").iterdir()}
    assert modes == {0o600}


def test_nothing_is_written_to_a_persons_home(tmp_path: Path) -> None:
    environment = airflow_environment(tmp_path / "airflow", tmp_path / "workspace", 8080)
    assert environment["HOME"] == str(tmp_path / "airflow" / "home")
