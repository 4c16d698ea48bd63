"""deploy/graders: grading on hosts of their own, by Compose and on Kubernetes, read and checked against the schemas."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from ruamel.yaml import YAML

from sandbox.cluster import START
from sandbox.cluster_checks import checked

GRADERS = Path(__file__).parents[2] / "deploy" / "graders"
COMPOSE = (GRADERS / "compose.yaml").read_text()
SERVICES: dict[str, Any] = YAML(typ="safe").load(COMPOSE)["services"]
OBJECTS: list[dict[str, Any]] = list(YAML(typ="safe").load_all((GRADERS / "kubernetes.yaml").read_text()))
PODS = {each["metadata"]["name"]: each["spec"]["template"]["spec"] for each in OBJECTS if each["kind"] == "Deployment"}
PRELOAD = START.split()[-1]


@pytest.mark.parametrize("version", ["1.31", kubernetes_validate.latest_version()])
def test_kubernetes_takes_each_object(version: str) -> None:
    for each in OBJECTS:
        kubernetes_validate.validate(each, version, strict=True)
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(OBJECTS[1] | {"spec": {"replicas": "many"}}, version, strict=True)


def test_kubernetes_names_meet() -> None:
    assert {each["metadata"].get("namespace", "self-harness") for each in OBJECTS} == {"self-harness"}
    services = {each["metadata"]["name"]: each["spec"] for each in OBJECTS if each["kind"] == "Service"}
    worker, engine = PODS["grader"]["containers"]
    (address,) = [word for word in worker["command"] if "://" in word]
    assert checked(address) == f"tls://scheduler:{services['scheduler']['ports'][0]['port']}"
    host = {each["name"]: each["value"] for each in worker["env"]}["DOCKER_HOST"]
    assert f"--host={host}" in engine["args"]
    for pod in PODS.values():
        volumes = {volume["name"] for volume in pod["volumes"]}
        assert all(mount["name"] in volumes for each in pod["containers"] for mount in each["volumeMounts"])


def test_only_the_engine_is_privileged_and_nobody_from_outside_gets_in() -> None:
    privileged = [
        each["name"] for pod in PODS.values() for each in pod["containers"] if each["securityContext"].get("privileged")
    ]
    assert privileged == ["engine"]
    assert not any(pod["automountServiceAccountToken"] for pod in PODS.values())
    (policy,) = [each["spec"] for each in OBJECTS if each["kind"] == "NetworkPolicy"]
    assert policy["podSelector"] == {}
    assert not any(each["spec"].get("type") for each in OBJECTS if each["kind"] == "Service"), (
        "no port of the cluster's nodes"
    )


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_all_is_encrypted_and_finds_this_program(name: str) -> None:
    commands = [SERVICES[name]["command"], PODS["grader" if name == "worker" else name]["containers"][0]["command"]]
    for command in commands:
        words = " ".join(command)
        assert words.startswith(f"dask {name} ")
        assert "tls" in words
        assert re.search(rf"--preload[ =]{PRELOAD}\b", words)
    assert SERVICES[name]["environment"]["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] == "true"


def test_every_variable_of_the_example_is_documented() -> None:
    variables = set(re.findall(r"\$\{(\w+)", COMPOSE))
    assert set(re.findall(r"^#?(\w+)=", (GRADERS / ".env.example").read_text(), re.M)) == variables
    readme = (GRADERS.parent / "README.md").read_text()
    assert all(f"`{name}`" in readme for name in variables)


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
@pytest.mark.parametrize("profile", ["scheduler", "worker"])
def test_docker_compose_accepts_it(profile: str, tmp_path: Path) -> None:
    (tmp_path / "env").write_text("CERTIFICATES=/c\nSCHEDULER=10.0.0.1\nSCHEDULER_BIND=10.0.0.1\nDOCKER_GID=999\n")
    command = ["docker-compose", "--env-file", str(tmp_path / "env"), "-f", str(GRADERS / "compose.yaml")]
    done = subprocess.run([*command, "--profile", profile, "config"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
