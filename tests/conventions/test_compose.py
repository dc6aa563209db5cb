"""docker-compose.yml against what it names: commands of Airflow, settings, secrets, volumes. No engine is needed for that."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from airflow_settings import HARDENED_SETTINGS, read_env_file

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = YAML(typ="safe", pure=True).load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "seuranta"}
PREPARE = (ROOT / "deploy" / "prepare.sh").read_text(encoding="utf-8")


def test_it_has_every_process_that_airflow_needs() -> None:
    assert set(COMPOSE["services"]) == {"postgres", "redis", "prepare", "api-server", "scheduler", "dag-processor", "triggerer", "worker"}
    assert set(OURS) == set(COMPOSE["services"]) - {"postgres", "redis"}


@pytest.mark.parametrize("service", sorted(set(OURS) - {"prepare"}))
def test_a_service_runs_a_command_that_airflow_has(service: str) -> None:
    from airflow.cli.cli_parser import get_parser

    program, *arguments = OURS[service]["command"]
    assert program == "airflow"
    assert callable(get_parser().parse_args(arguments).func)


def test_preparing_calls_commands_that_exist() -> None:
    from airflow.cli.cli_parser import get_parser
    from airflow.providers.fab.cli.definition import USERS_COMMANDS

    assert USERS_COMMANDS
    commands = [line.split() for line in PREPARE.splitlines() if line.strip().startswith("airflow ")]
    assert [group for _, group, *_ in commands] == ["db", "pools", "users"]
    for _, group, *rest in commands:
        if group != "users":  # those come with FAB, which is not the auth manager of the tests
            assert callable(get_parser().parse_args([group, *[word.strip('"').replace("$here", "deploy") for word in rest]]).func)
    assert [line for line in PREPARE.splitlines() if line.startswith("python ")] == ['python "$here/make_roles.py"']


def test_every_service_of_ours_has_the_hardened_settings_and_overrides_none() -> None:
    hardened = read_env_file(HARDENED_SETTINGS)
    for name, service in OURS.items():
        assert service["env_file"] == "deploy/airflow.env", name
        assert set(service["environment"]) & set(hardened) == set(), name


def test_every_setting_is_one_that_airflow_knows() -> None:
    from airflow.configuration import conf

    settings = [name for name in OURS["worker"]["environment"] if name.startswith("AIRFLOW__")]
    assert len(settings) > 10
    for setting in settings:
        _, section, name = setting.removesuffix("_CMD").split("__")
        option = conf.configuration_description[section.lower()]["options"][name.lower()]
        assert option.get("sensitive") or not setting.endswith("_CMD"), f"{setting}: Airflow runs a command for secrets only"


def test_every_secret_is_a_file_that_is_made_and_none_is_written_here(tmp_path: Path) -> None:
    script = tmp_path / "deploy" / "make_secrets.py"
    script.parent.mkdir()
    script.write_bytes((ROOT / "deploy" / "make_secrets.py").read_bytes())
    for _ in range(2):
        subprocess.run([sys.executable, script], check=True, timeout=30)
    made = {path.name: path.read_text(encoding="ascii") for path in (script.parent / "secrets").iterdir()}
    assert (script.parent / "secrets").stat().st_mode & 0o777 == 0o700
    assert {name: secret["file"] for name, secret in COMPOSE["secrets"].items()} == {name: f"deploy/secrets/{name}" for name in made}
    assert made["postgres_password"] in made["sql_alchemy_conn"]
    assert made["redis_password"] in made["broker_url"]
    used = {name for service in COMPOSE["services"].values() for name in service.get("secrets", [])}
    assert used == set(made)
    for name, service in OURS.items():
        read = set(re.findall(r"/run/secrets/(\w+)", str(service["environment"])))
        assert read <= set(service["secrets"]), name


def test_only_this_machine_is_let_in() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8080:8080"]


def test_every_volume_and_folder_is_there() -> None:
    named = {volume.rsplit(":/")[0] for service in COMPOSE["services"].values() for volume in service.get("volumes", [])}
    assert {name for name in named if not name.startswith((".", "$"))} == set(COMPOSE["volumes"])
    folders = ["/" + volume.split(":/")[1].removesuffix(":ro") for volume in OURS["worker"]["volumes"]]
    environment = OURS["worker"]["environment"]
    assert environment["SEURANTA_HOME"] in folders
    assert environment["SEURANTA_PROGRAMMES"] in folders
    assert f"{environment['AIRFLOW_HOME']}/logs" in folders


def test_the_image_holds_what_the_services_name() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    copied = set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.M))
    assert copied == {"plugins", "dags", "dbt_project", "expectations", "programmes", "deploy"}
    assert [folder for folder in copied if not (ROOT / folder).is_dir()] == []
    wanted = {path.split("/")[3] for path in re.findall(r"/srv/seuranta/[\w./-]+", str(OURS))}
    assert wanted <= copied
