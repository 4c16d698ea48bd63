"""deploy/compose.yaml and deploy/Dockerfile, read; and resolved by docker-compose where that is installed."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

DEPLOY = Path(__file__).parents[2] / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text()
SERVICES: dict[str, Any] = YAML(typ="safe").load(TEXT)["services"]
VARIABLES = dict(re.findall(r"\$\{(\w+)(:[?-])?", TEXT))
SECRET = re.compile("PASSWORD|KEY|TOKEN")


@pytest.mark.parametrize("name", ["postgres", "server", "worker"])
def test_what_stays_up_is_restarted_and_its_health_is_watched(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_each_waits_for_what_it_needs() -> None:
    needs = {name: service.get("depends_on", {}) for name, service in SERVICES.items()}
    assert needs["server"] == {"postgres": {"condition": "service_healthy"}}
    assert needs["deploy"] == {"server": {"condition": "service_healthy"}}
    assert needs["worker"] == {"deploy": {"condition": "service_completed_successfully"}}


def test_only_the_loopback_interface_is_published() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_secrets_come_from_the_environment_only() -> None:
    secrets = [
        value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if SECRET.search(name)
    ]
    assert len(secrets) == 3
    assert all(value is None or value.startswith("${") for value in secrets)
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert not SECRET.search(dockerfile)
    assert "COPY deploy deploy" not in dockerfile, "a filled-in .env must not get into an image"
    assert ".env" in (DEPLOY / ".gitignore").read_text().split()


def test_every_variable_is_documented() -> None:
    documented = set(re.findall(r"^#?(\w+)=", (DEPLOY / ".env.example").read_text(), re.M))
    assert documented == {*VARIABLES, "ANTHROPIC_API_KEY"}
    readme = (DEPLOY / "README.md").read_text()
    assert all(f"`{name}`" in readme for name in documented)


def test_volumes_hold_what_must_last() -> None:
    assert "runs:/srv/self-harness/runs" in " ".join(SERVICES["worker"]["volumes"])
    workdir = re.search(r"^WORKDIR (.*)$", (DEPLOY / "Dockerfile").read_text(), re.M)
    assert workdir
    assert workdir[1] == "/srv/self-harness"


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
def test_docker_compose_accepts_it_and_asks_for_what_is_missing(tmp_path: Path) -> None:
    empty = tmp_path / "env"
    empty.touch()

    def config(**environ: str) -> subprocess.CompletedProcess[str]:
        command = ["docker-compose", "--env-file", str(empty), "-f", str(DEPLOY / "compose.yaml"), "config"]
        return subprocess.run(command, env={"PATH": "/usr/bin:/bin", **environ}, capture_output=True, text=True)

    given = {name: "given" for name, operator in VARIABLES.items() if operator == ":?"}
    assert given.keys() == {"POSTGRES_PASSWORD", "DOCKER_GID"}
    resolved = config(**given, ANTHROPIC_API_KEY="the-key")
    assert resolved.returncode == 0, resolved.stderr
    worker = YAML(typ="safe").load(resolved.stdout)["services"]["worker"]
    assert worker["environment"]["ANTHROPIC_API_KEY"] == "the-key"
    for name in given:
        missing = config(**{other: value for other, value in given.items() if other != name})
        assert missing.returncode != 0
        assert name in missing.stderr
